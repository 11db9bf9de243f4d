/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** What plans take in file systems. */
class RoomTest {

	private static final FileSystem ROOT = fileSystem(4096, 100_000, 50_000, "/");
	private static final FileSystem HOME = fileSystem(1024, 20_000, 10_000, "/home");

	private static FileSystem fileSystem(long block, long size, long free, String... folders) {
		return new FileSystem(Arrays.stream(folders).map(MachinePath::of).toList(), block, size, free);
	}

	private static FileEntry entry(String path, FileType type, long size, String link) {
		return new FileEntry(MachinePath.of(path), type, 0644, 0, 0, size, 0, link == null ? null : Name.of(link));
	}

	private static FileEntry file(String path, long size) {
		return entry(path, FileType.FILE, size, null);
	}

	private static FileChange write(String path, long before, long size) {
		return new FileChange(MachinePath.of(path), before < 0 ? null : file(path, before), file(path, size),
				new FileChange.Copied(file("/source", size)));
	}

	private static FileChange remove(FileEntry entry) {
		return new FileChange(entry.path(), entry, null, null);
	}

	private static PackagePlan packages(PackageChange... changes) {
		return new PackagePlan(List.of(changes), List.of(), Map.of(), Map.of());
	}

	private static PackageChange install(String name, long unpacked, long freed) {
		return new PackageChange(name, "all", freed > 0 ? "1" : null, "2",
				PackageClone.file(name + ".deb", 1, false), null, unpacked, freed, null);
	}

	/** @return a line for each file system: where, what is needed, what is left */
	private static String count(List<FileSystem> fileSystems, PackagePlan packages, FileChange... changes) {
		return new RoomCount(fileSystems).of(List.of(changes), packages, List.of()).stream()
				.map(room -> room.place() + " " + room.needed() + " " + room.after()).collect(Collectors.joining("; "));
	}

	private static String count(FileChange... changes) {
		return count(List.of(ROOT, HOME), PackagePlan.NONE, changes);
	}

	@Test
	void filesTakeWholeBlocksOfTheirFileSystem() {
		assertEquals("/ 0 50000; /home 0 10000", count());
		assertEquals("/ 4096 45904; /home 1024 8976", count(write("/etc/a", -1, 1), write("/home/a", -1, 1)));
		assertEquals("/ 8192 41808; /home 1024 8976", count(write("/homes", -1, 4097), write("/home/b", -1, 1024)));
		assertEquals("/ 0 50000; /home 0 10000", count(write("/etc/empty", -1, 0)));
	}

	@Test
	void whatIsReplacedOrRemovedIsFreed() {
		assertEquals("/ 0 50000; /home 2048 7952", count(write("/home/a", 1, 3000)));
		assertEquals("/ 0 50000; /home 0 13072", count(remove(file("/home/a", 3000))));
		assertEquals("/ 0 50000; /home 0 11024", count(remove(file("/home/a", 3000)), write("/home/b", -1, 2000)));
		assertEquals("/ 0 50000; /home 0 20000", count(remove(file("/home/sparse", 1L << 40))));
	}

	@Test
	void foldersTakeABlockAndShortSymlinksNone() {
		FileEntry folder = entry("/home/d", FileType.DIRECTORY, 0, null);
		FileEntry link = entry("/home/d", FileType.SYMLINK, 0, "there");
		FileEntry far = entry("/home/d", FileType.SYMLINK, 0, "x".repeat(60));
		MachinePath path = folder.path();
		assertEquals("/ 0 50000; /home 1024 8976", count(new FileChange(path, null, folder, null)));
		assertEquals("/ 0 50000; /home 0 10000", count(new FileChange(path, null, link, null)));
		assertEquals("/ 0 50000; /home 1024 8976", count(new FileChange(path, null, far, null)));
		assertEquals("/ 0 50000; /home 0 11024", count(new FileChange(path, folder, link, null)));
		assertEquals("/ 0 50000; /home 1024 8976", count(new FileChange(path, link, folder, null)));
		assertEquals("/ 0 50000; /home 0 10000", count(new FileChange(path, folder,
				new FileEntry(path, FileType.DIRECTORY, 0700, 0, 0, 0, 0, null), null)));
	}

	@Test
	void otherPermissionsTakeNothing() {
		FileEntry after = new FileEntry(MachinePath.of("/home/a"), FileType.FILE, 0600, 1, 1, 5000, 1, null);
		assertEquals("/ 0 50000; /home 0 10000",
				count(new FileChange(after.path(), file("/home/a", 5000), after, null)));
	}

	@Test
	void packagesTakeWhatTheySayWhereUsrIs() {
		assertEquals("/ 30000 20000; /home 0 10000",
				count(List.of(ROOT, HOME), packages(install("a", 10_000, 0), install("b", 20_000, 0))));
		FileSystem usr = fileSystem(4096, 90_000, 60_000, "/usr");
		assertEquals("/ 4096 45904; /usr 10000 50000",
				count(List.of(ROOT, usr), packages(install("a", 10_000, 0)), write("/etc/a", -1, 1)));
	}

	@Test
	void programsTakeWhatTheySayWhereUsrIs() {
		assertEquals(List.of(45_000L, 10_000L),
				new RoomCount(List.of(ROOT, HOME))
						.of(List.of(), PackagePlan.NONE, List.of(new SystemCommand(List.of("make"), 5_000))).stream()
						.map(Room::after).toList());
	}

	@Test
	void aPackageThatIsReplacedIsThereTwiceForAWhile() {
		assertEquals("/ 9000 49000; /home 0 10000",
				count(List.of(ROOT, HOME), packages(install("a", 9_000, 8_000), install("b", 3_000, 3_000))));
	}

	@Test
	void foldersOfOneFileSystemShareItsRoom() {
		FileSystem shared = fileSystem(4096, 100_000, 50_000, "/", "/home");
		assertEquals("/, /home 8192 41808",
				count(List.of(shared), PackagePlan.NONE, write("/home/a", -1, 1), write("/etc/a", -1, 1)));
	}

	@Test
	void itFitsUpToTheLastBlock() {
		assertTrue(new Room(HOME, 10_000, 0).fits());
		assertFalse(new Room(HOME, 10_001, -1).fits());
	}

	@Test
	void whereNothingIsKnownNothingIsTold() {
		assertEquals("", count(List.of(), packages(install("a", 1, 0)), write("/a", -1, 1)));
		assertEquals("/home 0 10000", count(List.of(HOME), packages(install("a", 1, 0)), write("/a", -1, 1)));
	}
}
