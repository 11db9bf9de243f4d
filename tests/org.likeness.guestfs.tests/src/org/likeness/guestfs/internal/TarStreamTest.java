/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

	private Parcel parcel;
	private TarStream tar;
	private final List<String> expected = new ArrayList<>();

	@BeforeEach
	void begin() throws IOException {
		parcel = new Parcel(folder.resolve("parcel"));
		tar = new TarStream(parcel);
	}

	@AfterEach
	void close() throws IOException {
		parcel.close();
	}

	/** @return the archive as the appliance prints it */
	private Path archive() throws Exception {
		tar.end();
		Path file = folder.resolve("archive.tar");
		ImageChainTest.run("sh", "-c", "{ " + parcel.print("'" + parcel.path() + "'", "") + " } > '" + file + "'");
		return file;
	}

	@Test
	void zerosBecomeHoles() throws Exception {
		Path out = Files.createDirectory(folder.resolve("out"));
		Path made = Files.createDirectory(folder.resolve("made"));
		String name = "x".repeat(150);
		ImageChainTest.run("sh", "-c", "cd '" + made
				+ "'; truncate -s 300M all-hole; truncate -s 70000 odd; printf x >> odd; "
				+ "yes | head -c 300000 > dense; yes | head -c 100000 > " + name + "; truncate -s 1000000 " + name
				+ "; for i in 1 3 9 700; do yes | dd of=parts bs=4096 seek=$i count=1 conv=notrunc iflag=fullblock status=none; done;"
				+ " truncate -s 200M parts; printf end >> parts; dd if=/dev/zero of=zeros bs=100000 count=1 status=none;"
				+ " truncate -s 8192 small");
		List<String> files = List.of("all-hole", "odd", "dense", name, "parts", "zeros", "small");
		for (String file : files) {
			try (InputStream in = Files.newInputStream(made.resolve(file))) {
				long size = Files.size(made.resolve(file));
				tar.add(MachinePath.of("/" + file), new FileEntry(MachinePath.of("/" + file), FileType.FILE, 0644, 1, 1,
						size, 1_500_000_000_000_000_000L, null), size, in);
			}
		}
		assertTrue(parcel.length() < 1_000_000, parcel.length() + " bytes");
		ImageChainTest.run("tar", "-x", "-p", "--no-same-owner", "-f", archive().toString(), "-C", out.toString());
		for (String file : files) {
			ImageChainTest.run("cmp", made.resolve(file).toString(), out.resolve(file).toString());
		}
		ImageChainTest.run("sh", "-c",
				"cd '" + out + "'; [ $(du -k all-hole | cut -f 1) -le 8 ]; [ $(du -k parts | cut -f 1) -le 32 ]; "
						+ "[ $(du -k zeros | cut -f 1) -le 8 ]; [ $(stat -c %Y parts) = 1500000000 ]");
	}

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
		Path file = archive();
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
