/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.junit.jupiter.api.Test;

class OwnerMappingTest {

	private static final MachinePath DOTFILE = MachinePath.of("/home/bob/.x");
	private static final MachinePath SYSTEM = MachinePath.of("/etc/apt/sources.list.d/x.list");

	/** Ann of the laptop, by 1000, is Bob of the clone, by 1001; her group 100 is his 101. */
	private static OwnerMapping mapping(int homeOwner, int homeGroup) {
		Account ann = new Account("ann", 1000, 100, "", MachinePath.of("/home/ann"), "/bin/bash");
		Account bob = new Account("bob", 1001, 101, "", MachinePath.of("/home/bob"), "/bin/bash");
		return new OwnerMapping(new UserMatch(ann, bob), new Survey.Builder().add(new FileEntry(ann.home(),
				FileType.DIRECTORY, 0755, homeOwner, homeGroup, 0, 0, null)).build(),
				bob.home());
	}

	private static FileEntry owned(int uid, int gid) {
		return new FileEntry(MachinePath.of("/from"), FileType.FILE, 0644, uid, gid, 0, 0, null);
	}

	private static String owner(OwnerMapping mapping, MachinePath path, int uid, int gid) {
		return mapping.uid(path, owned(uid, gid)) + ":" + mapping.gid(path, owned(uid, gid));
	}

	@Test
	void whatIsTheUsersIsTheUsersInAHomeOnly() {
		OwnerMapping mapping = mapping(1000, 100);
		assertEquals("1001:101", owner(mapping, DOTFILE, 1000, 100));
		assertEquals("5:6", owner(mapping, DOTFILE, 5, 6));
		assertEquals("0:0", owner(mapping, SYSTEM, 1000, 100));
		assertEquals("0:42", owner(mapping, SYSTEM, 0, 42));
		assertEquals("0:0", owner(mapping, MachinePath.of("/home/bobby/.x"), 1000, 100));
	}

	@Test
	void whatIsRootsStaysRootsWhoeverOwnsTheHome() {
		OwnerMapping mapping = mapping(0, 0);
		assertEquals("0:0", owner(mapping, SYSTEM, 0, 0));
		assertEquals("0:0", owner(mapping, DOTFILE, 0, 0));
		assertEquals("1001:101", owner(mapping, DOTFILE, 1000, 100));
	}

	@Test
	void inATreeThatWasUnpackedAllBelongsToWhomTheHomeBelongsTo() {
		OwnerMapping mapping = mapping(7777, 7778);
		assertEquals("1001:101", owner(mapping, DOTFILE, 7777, 7778));
		assertEquals("0:0", owner(mapping, SYSTEM, 7777, 7778));
	}

	@Test
	void accessControlListsNameNobodyElse() {
		FileEntry listed = owned(0, 0).with(list("u::rw-,u:0:r--,u:1000:rw-,g::r--,g:100:r--,m::rw-,o::---"));
		assertEquals("user::rw-,user:0:r--,user:1001:rw-,group::r--,group:101:r--,mask::rw-,other::---",
				text(mapping(0, 0).attributes(DOTFILE, listed)));
		assertEquals("user::rw-,user:0:r--,group::r--,mask::rw-,other::---",
				text(mapping(0, 0).attributes(SYSTEM, listed)));
	}

	@Test
	void accessControlListsOfTheSystemNameTheUserOfNeitherSide() {
		FileEntry listed = owned(0, 0).with(
				list("u::rw-,u:5:r--,u:1000:rw-,u:1001:rw-,u:7777:rw-,g::r--,g:6:r--,g:100:rw-,g:7778:rw-,m::rw-,o::---"));
		assertEquals("user::rw-,user:5:r--,group::r--,group:6:r--,mask::rw-,other::---",
				text(mapping(7777, 7778).attributes(SYSTEM, listed)));
		FileAttributes inherited = FileAttributes.of(Map.of(FileAttributes.DEFAULT_LIST,
				listed.attributes().values().get(FileAttributes.ACCESS_LIST)));
		assertEquals("user::rw-,user:5:r--,group::r--,group:6:r--,mask::rw-,other::---",
				AccessList.parse(mapping(7777, 7778).attributes(SYSTEM, owned(0, 0).with(inherited)).values()
						.get(FileAttributes.DEFAULT_LIST)).orElseThrow().toString());
	}

	@Test
	void accessControlListsLetNobodyElseWriteWhatBecomesRoots() {
		FileEntry listed = owned(1000, 0).with(list("u::rw-,u:5:rw-,g::rw-,m::rw-,o::rw-"));
		assertEquals("user::rw-,user:5:r--,group::r--,mask::r--,other::r--",
				text(mapping(0, 0).attributes(SYSTEM, listed)));
		assertEquals("user::rw-,user:5:rw-,group::rw-,mask::rw-,other::rw-",
				text(mapping(0, 0).attributes(DOTFILE, listed)));
	}

	private static FileEntry owned(FileType type, int mode, int uid, int gid) {
		return new FileEntry(MachinePath.of("/from"), type, mode, uid, gid, 0, 0,
				type == FileType.SYMLINK ? Name.of("to") : null);
	}

	@Test
	void whatBecomesRootsNeitherRunsAsRootNorIsWrittenByOthers() {
		OwnerMapping mapping = mapping(1000, 100);
		assertEquals(0755, mapping.mode(SYSTEM, owned(FileType.FILE, 06777, 1000, 100)));
		assertEquals(0755, mapping.mode(SYSTEM, owned(FileType.FILE, 02775, 0, 100)));
		assertEquals(01755, mapping.mode(SYSTEM, owned(FileType.DIRECTORY, 03777, 1000, 0)));
		assertEquals(0777, mapping.mode(SYSTEM, owned(FileType.SYMLINK, 0777, 1000, 100)));
		assertEquals(04755, mapping.mode(SYSTEM, owned(FileType.FILE, 04755, 0, 0)), "it was root's before");
		assertEquals(02770, mapping.mode(SYSTEM, owned(FileType.FILE, 02770, 0, 42)));
		assertEquals(04770, mapping.mode(DOTFILE, owned(FileType.FILE, 04770, 1000, 100)), "the user's stays so");
	}

	@Test
	void whatTheUserOfTheTargetWouldHaveOutsideItsHomeIsRoots() {
		OwnerMapping mapping = mapping(1000, 100);
		assertEquals("0:0", owner(mapping, SYSTEM, 1001, 101));
		assertEquals(0755, mapping.mode(SYSTEM, owned(FileType.FILE, 04775, 1001, 0)));
		assertEquals("1001:101", owner(mapping, DOTFILE, 1001, 101));
	}

	@Test
	void whatBecomesRootsHasNoCapability() {
		FileAttributes able = FileAttributes.of(Map.of(FileAttributes.CAPABILITY, new byte[] { 1 }));
		OwnerMapping mapping = mapping(1000, 100);
		assertEquals(FileAttributes.NONE, mapping.attributes(SYSTEM, owned(1000, 0).with(able)));
		assertEquals(able, mapping.attributes(SYSTEM, owned(0, 0).with(able)));
		assertEquals(able, mapping.attributes(DOTFILE, owned(1000, 0).with(able)));
	}

	@Test
	void inRootsHomeNoFileOfOthersComesToRunAsRoot() {
		Account root = new Account("root", 0, 0, "", MachinePath.of("/root"), "/bin/bash");
		OwnerMapping mapping = new OwnerMapping(new UserMatch(root, root), new Survey.Builder()
				.add(new FileEntry(root.home(), FileType.DIRECTORY, 0700, 7777, 7778, 0, 0, null)).build(),
				root.home());
		MachinePath path = MachinePath.of("/root/.x");
		assertEquals("0:0", owner(mapping, path, 7777, 7778));
		assertEquals(0775, mapping.mode(path, owned(FileType.FILE, 04775, 7777, 7778)));
	}

	private static FileAttributes list(String text) {
		java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(4 + 8 * text.split(",").length)
				.order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(2);
		for (String entry : text.split(",")) {
			String[] parts = entry.split(":", -1);
			boolean named = !parts[1].isEmpty();
			int tag = switch (parts[0]) {
			case "u" -> named ? 2 : 1;
			case "g" -> named ? 8 : 4;
			case "m" -> 16;
			default -> 32;
			};
			int bits = (parts[2].contains("r") ? 4 : 0) + (parts[2].contains("w") ? 2 : 0);
			bytes.putShort((short) tag).putShort((short) bits).putInt(named ? Integer.parseInt(parts[1]) : -1);
		}
		return FileAttributes.of(Map.of(FileAttributes.ACCESS_LIST, bytes.array()));
	}

	private static String text(FileAttributes attributes) {
		return AccessList.parse(attributes.values().get(FileAttributes.ACCESS_LIST)).orElseThrow().toString();
	}
}
