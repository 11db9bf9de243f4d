/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;

/** What this computer's find prints is read as what its lstat says. */
class WalkRecordTest {

	@TempDir
	Path folder;

	@Test
	void readsWhatFindPrints() throws Exception {
		Path file = Files.writeString(folder.resolve("-a b\nc"), "12345");
		Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000L, 123_456_789)));
		FileEntry entry = find(file).entry(MachinePath.of("/x"));
		assertEquals(new FileEntry(MachinePath.of("/x"), FileType.FILE,
				(int) Files.getAttribute(file, "unix:mode") & 07777, (int) Files.getAttribute(file, "unix:uid"),
				(int) Files.getAttribute(file, "unix:gid"), 5, 1_700_000_000_123_456_789L, null), entry);
	}

	@Test
	void readsLinkTargets() throws Exception {
		Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("../a\nb "));
		FileEntry entry = find(link).entry(MachinePath.of("/x"));
		assertEquals(FileType.SYMLINK, entry.type());
		assertEquals(Name.of("../a\nb "), entry.linkTarget());
		assertEquals(0, entry.size());
	}

	@Test
	void readsTimesBefore1970AndFarAhead() throws Exception {
		Path old = Files.createFile(folder.resolve("old"));
		ImageChainTest.run("touch", "-d", "@-1.5", old.toString());
		assertEquals(-1_500_000_000L, find(old).mtimeNanos());
		assertEquals(Long.MAX_VALUE, record("f|644|0|0|1|99999999999.5|1:8:9||/a|b|").mtimeNanos());
	}

	@Test
	void passesOverWhatHasNoType() throws IOException {
		assertNull(record("U|0|0|0|0|0.0|1:8:9||/a|b|"));
	}

	@Test
	void refusesWhatFindDoesNotPrint() {
		assertThrows(EOFException.class, () -> record("f|644|0|"));
		assertThrows(IOException.class, () -> record("f|rwx|0|0|1|1.0|2:8:9||/a|b|"));
	}

	@Test
	void namesAreBytes() throws IOException {
		WalkRecord record = record("f|644|0|0|1|1.0|2:8:9||/a|b\u00e4\n|");
		assertEquals("2:8:9", record.file());
		assertEquals(Name.ofBytes(new byte[] { '/', 'x', '/', 'b', (byte) 0xe4, '\n' }),
				record.entry(MachinePath.of("/x")).path().asName());
	}

	private static WalkRecord record(String text) throws IOException {
		FieldReader fields = new FieldReader(
				new ByteArrayInputStream(text.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1)));
		return WalkRecord.read(fields.need(), fields);
	}

	private static WalkRecord find(Path path) throws IOException {
		Process process = new ProcessBuilder("find", path.toString(), "-printf", WalkRecord.FORMAT).start();
		try (InputStream in = process.getInputStream()) {
			FieldReader fields = new FieldReader(in);
			return WalkRecord.read(fields.need(), fields);
		}
	}
}
