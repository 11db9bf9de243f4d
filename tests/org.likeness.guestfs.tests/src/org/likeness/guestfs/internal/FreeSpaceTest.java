/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.FileSystem;
import org.likeness.core.MachinePath;

/** What the script prints is what this computer says of its own file systems. */
class FreeSpaceTest {

	@TempDir
	Path folder;

	/** @param fields with {@code |} for the NUL behind each */
	private static List<FileSystem> read(String fields) throws IOException {
		return FreeSpace.read(new FieldReader(
				new ByteArrayInputStream(fields.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1))));
	}

	private static FileSystem fileSystem(long block, long size, long free, String... folders) {
		return new FileSystem(List.of(folders).stream().map(MachinePath::of).toList(), block, size, free);
	}

	@Test
	void readsWhatTheScriptPrints() throws Exception {
		Path odd = Files.createDirectory(folder.resolve("a b'\"\nc"));
		Path list = Files.write(folder.resolve("list"), (odd + "\0/no such place\0").getBytes(StandardCharsets.UTF_8));
		Process process = new ProcessBuilder("sh", "-c", "cat " + list + " | " + FreeSpace.SCRIPT).start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		String inside = said.replace(odd.toString(), "/sysroot/x").replace("/no such place", "/sysroot/y");
		FileSystem found = FreeSpace.read(new FieldReader(
				new ByteArrayInputStream(inside.getBytes(StandardCharsets.ISO_8859_1)))).get(0);
		FileStore store = Files.getFileStore(odd);
		assertEquals(List.of(MachinePath.of("/x")), found.folders());
		assertEquals(store.getTotalSpace(), found.size());
		assertEquals(store.getBlockSize(), found.blockSize());
		assertTrue(Math.abs(store.getUsableSpace() - found.free()) < 1L << 30, found + " " + store.getUsableSpace());
	}

	@Test
	void findsTheDeviceOfAFolderWithAnyName() throws Exception {
		Path odd = Files.createDirectory(folder.resolve("a 2b\\040c\t%s\n1'd"));
		Path list = Files.write(folder.resolve("list"), (odd + "\0").getBytes(StandardCharsets.UTF_8));
		Path mounts = Files.writeString(folder.resolve("mounts"),
				"/dev/other / ext4 rw 0 0\n/dev/below " + folder + " ext4 rw 0 0\n/dev/found " + folder
						+ "/a\\0402b\\134040c\\011%s\\0121'd ext4 rw 0 0\n");
		Process process = new ProcessBuilder("sh", "-c",
				"cat " + list + " | " + FreeSpace.SCRIPT.replace("/proc/mounts", mounts.toString())).start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertTrue(said.startsWith(odd + "\0/dev/found\0"), said);
	}

	@Test
	void foldersOfOneDeviceAreOneFileSystem() throws Exception {
		assertEquals(List.of(fileSystem(4096, 40960, 8192, "/", "/home"), fileSystem(512, 5120, 0, "/boot/efi")),
				read("/sysroot|/dev/sda2|4096|10|2|/sysroot/boot/efi|/dev/sda1|512|10|0|"
						+ "/sysroot/home|/dev/sda2|4096|10|2||"));
	}

	@Test
	void nothingIsToldOfOneThatCannotTell() throws Exception {
		assertEquals(List.of(), read("|"));
		assertEquals(List.of(fileSystem(1, 2, 1, "/b")),
				read("/sysroot||0|0|0|/sysroot/a|/dev/x|4096|0|0|/sysroot/b|tmpfs|1|2|1||"));
	}

	@Test
	void absurdSizesDoNotOverflow() throws Exception {
		FileSystem huge = read("/sysroot|/dev/sda1|4096|9223372036854775807|99999999999999999999||").get(0);
		assertTrue(huge.size() > 1L << 60, huge.toString());
		assertEquals(0, huge.free());
	}
}
