/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;

/** tar and find tell of an archive what was put into it. */
class TarStreamTest {

	@TempDir
	Path folder;

	private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
	private final TarStream tar = new TarStream(archive);
	private final List<String> expected = new ArrayList<>();

	@Test
	void isUnpackedAsItWasPacked() throws Exception {
		add("/folder", FileType.DIRECTORY, 0750, 0, null, 1_500_000_000_123_456_789L);
		byte[] all = new byte[255];
		int count = 0;
		for (int i = 1; i < 256; i++) {
			if (i != '/') {
				all[count++] = (byte) i;
			}
		}
		add("/folder/" + latin1(all, count), FileType.FILE, 0644, 1, null, 1L);
		add("/folder/-x", FileType.FILE, 04711, 511, null, -1_250_000_000L);
		add("/folder/exact", FileType.FILE, 0600, 512, null, 0L);
		add("/folder/empty", FileType.FILE, 0, 0, null, 4_000_000_000_999_999_999L);
		for (int length : new int[] { 98, 99, 100, 101, 255 }) {
			add("/" + "n".repeat(length), FileType.FILE, 0644, 3, null, 1L);
			add("/" + "d".repeat(length), FileType.DIRECTORY, 01777, 0, null, 1L);
			add("/" + "l".repeat(length), FileType.SYMLINK, 0777, 0, "\u00e4\n".repeat(length / 2), 5_000_000_001L);
		}
		add("/link", FileType.SYMLINK, 0777, 0, "/etc/../../x", 5_000_000_001L);
		add("/pipe", FileType.FIFO, 0620, 0, null, 1L);
		tar.end();
		Path file = Files.write(folder.resolve("archive.tar"), archive.toByteArray());
		Path out = Files.createDirectory(folder.resolve("out"));
		ImageChainTest.run("tar", "-x", "-p", "--delay-directory-restore", "--no-same-owner", "--warning=no-timestamp",
				"-f",
				file.toString(), "-C", out.toString());
		Process find = new ProcessBuilder("find", out.toString(), "-mindepth", "1", "-type", "d", "-printf",
				"/%P d %m - %T@ \\0", "-o", "-printf", "/%P %y %m %s %T@ %l\\0").start();
		List<String> found = new ArrayList<>();
		for (String line : new String(find.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).split("\0")) {
			found.add(line);
		}
		found.sort(null);
		expected.sort(null);
		assertEquals(String.join("\n\n", expected), String.join("\n\n", found));
		assertOwnersAreTold(file);
	}

	private static void assertOwnersAreTold(Path file) throws Exception {
		Process list = new ProcessBuilder("tar", "-t", "-v", "--numeric-owner", "-f", file.toString()).start();
		String first = new String(list.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).lines().findFirst()
				.orElseThrow();
		assertEquals("1000/4000000000", first.split(" +")[1]);
	}

	private void add(String raw, FileType type, int mode, int size, String target, long mtime) throws IOException {
		MachinePath path = MachinePath.ofBytes(raw.getBytes(StandardCharsets.ISO_8859_1));
		Name link = target == null ? null : Name.ofBytes(target.getBytes(StandardCharsets.ISO_8859_1));
		boolean file = type == FileType.FILE;
		tar.add(path, new FileEntry(path, type, mode, 1000, (int) 4_000_000_000L, size, mtime, link), file ? size : 0,
				file ? new ByteArrayInputStream(new byte[size + 10]) : null);
		long length = file ? size : type == FileType.SYMLINK ? target.length() : -1;
		String letter = switch (type) {
		case FILE -> "f";
		case DIRECTORY -> "d";
		case SYMLINK -> "l";
		default -> "p";
		};
		expected.add(raw + " " + letter + " " + Integer.toOctalString(mode) + " "
				+ (type == FileType.DIRECTORY ? "-" : Long.toString(Math.max(0, length))) + " " + time(mtime) + " "
				+ (target == null ? "" : target));
	}

	/** As find has it: seconds rounded down, and what is to be added to them. */
	private static String time(long nanos) {
		return Math.floorDiv(nanos, 1_000_000_000L) + "."
				+ String.format("%09d0", Math.floorMod(nanos, 1_000_000_000L));
	}

	private static String latin1(byte[] bytes, int count) {
		return new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
	}
}
