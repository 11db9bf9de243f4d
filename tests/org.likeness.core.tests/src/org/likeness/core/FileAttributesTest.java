/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

class FileAttributesTest {

	private static FileAttributes attributes(Object... namesAndValues) {
		Map<Name, byte[]> values = new HashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			Object value = namesAndValues[i + 1];
			values.put(Name.of((String) namesAndValues[i]),
					value instanceof byte[] bytes ? bytes : Name.of((String) value).bytes());
		}
		return FileAttributes.of(values);
	}

	private static byte[] list(String text) {
		return AccessList.ofText(text).orElseThrow().bytes();
	}

	@Test
	void aMachineKeepsItsOwnSecurity() {
		FileAttributes carried = attributes("user.note", "x", "security.selinux", "label", "trusted.overlay.opaque",
				"y",
				"security.ima", "z", "security.evm", "z", "security.capability", "c", "system.posix_acl_default", "d",
				"system.nfs4_acl", "n", "btrfs.compression", "zstd", "", "nothing");
		assertEquals(Set.of(Name.of("user.note"), Name.of("security.capability"), Name.of("system.posix_acl_default")),
				carried.values().keySet());
		assertSame(FileAttributes.NONE, attributes("security.selinux", "label"));
		assertEquals(Set.of(Name.of("user.note"), Name.of("system.posix_acl_default")),
				carried.withoutCapability().values().keySet());
	}

	@Test
	void whatIsUnknownIsLikeNothing() {
		assertNotEquals(FileAttributes.UNKNOWN, FileAttributes.NONE);
		assertNotEquals(FileAttributes.NONE, FileAttributes.UNKNOWN);
		assertEquals(attributes("user.a", "1"), attributes("user.a", "1"));
		assertNotEquals(attributes("user.a", "1"), attributes("user.a", "2"));
		assertNotEquals(attributes("user.a", "1"), attributes("user.b", "1"));
	}

	@Test
	void thereIsAnEndToIt() {
		assertThrows(IllegalArgumentException.class, () -> attributes("user.", "x"));
		assertThrows(IllegalArgumentException.class, () -> attributes("user." + "n".repeat(251), "x"));
		assertThrows(IllegalArgumentException.class, () -> attributes("user.a\0b", "x"));
		Map<Name, byte[]> much = new HashMap<>();
		for (int i = 0; i < 4; i++) {
			much.put(Name.of("user.n" + i), new byte[65_000]);
		}
		assertEquals(4, FileAttributes.of(much).values().size());
		much.put(Name.of("user.more"), new byte[65_000]);
		assertThrows(IllegalArgumentException.class, () -> FileAttributes.of(much));
		AttributeDump dump = new AttributeDump();
		dump.line("# file: /a");
		for (int i = 0; i < 6; i++) {
			dump.line("user.n" + i + "=0s" + "AAAA".repeat(16_000));
		}
		dump.line("");
		assertEquals(Set.of("/a"), dump.problems().keySet());
		assertEquals(Map.of(), dump.files());
	}

	@Test
	void filesWithTooManyMakeNoOtherFileUnknown() {
		AttributeDump dump = new AttributeDump(200_000);
		file(dump, "/first", "AAAA");
		file(dump, "/large", "BBBB".repeat(67_000));
		file(dump, "/next", "CCCC");
		for (int i = 0; i < 300; i++) {
			file(dump, "/same" + i, "DDDD".repeat(1000)); // an access list that all files of a home have
		}
		assertEquals(Set.of("/large"), dump.problems().keySet());
		assertEquals(302, dump.files().size());
		assertEquals(attributes("user.a", "\0\0\0"), dump.files().get("/first"));
	}

	private static void file(AttributeDump dump, String file, String base64) {
		dump.line("# file: " + file);
		dump.line("user.a=0s" + base64);
		dump.line("");
	}

	@Test
	void listsNameTheUserOfTheOtherMachine() {
		FileAttributes laptop = attributes("user.note", "x", "system.posix_acl_access",
				list("user::rw-,user:1000:rwx,user:1003:r--,group::r--,group:1000:r--,group:7:r-x,mask::rwx,other::---"),
				"system.posix_acl_default",
				list("user::rwx,user:1001:r--,user:1000:rw-,group::r-x,mask::rwx,other::r-x"));
		FileAttributes clone = laptop
				.mapped(list -> list.mapped(id -> id == 1000 ? 1001 : id, id -> id == 1000 ? 5 : id));
		assertEquals("user::rw-,user:1001:rwx,user:1003:r--,group::r--,group:5:r--,group:7:r-x,mask::rwx,other::---",
				AccessList.parse(clone.values().get(FileAttributes.ACCESS_LIST)).orElseThrow().toString());
		assertEquals("user::rwx,user:1001:rw-,group::r-x,mask::rwx,other::r-x",
				AccessList.parse(clone.values().get(FileAttributes.DEFAULT_LIST)).orElseThrow().toString(),
				"the user's own entry stays");
		assertArrayEquals(new byte[] { 'x' }, clone.values().get(Name.of("user.note")));
		FileAttributes odd = attributes("system.posix_acl_access", new byte[] { 2, 0, 0, 0, 1 });
		assertEquals(odd, odd.mapped(list -> list.mapped(id -> 5, id -> 5)), "what is no list stays as it is");
	}

	@Test
	void listsThatAreNoneAreTold() {
		for (String none : List.of("", "user", "user::", "nobody::rwx", "user:x:rwx", "user:99999999999:rwx",
				"mask:1:rwx",
				"user:-1:r--")) {
			assertTrue(AccessList.ofText(none).isEmpty(), none);
		}
		assertTrue(AccessList.parse(new byte[0]).isEmpty());
		assertTrue(AccessList.parse(new byte[] { 3, 0, 0, 0 }).isEmpty());
		assertTrue(AccessList.parse(new byte[] { 2, 0, 0, 0, 3, 0, 7, 0, 0, 0, 0, 0 }).isEmpty());
		assertTrue(AccessList.parse(new byte[] { 2, 0, 0, 0, 1, 0, 8, 0, 0, 0, 0, 0 }).isEmpty());
	}

	/** The kernel leaves any number in an entry that names nobody. */
	@Test
	void listsThatSayTheSameAreTheSame() {
		byte[] bytes = list("user::rw-,user:1000:r--,group::r--,mask::r--,other::---");
		byte[] others = bytes.clone();
		others[8] = 7;
		AccessList one = AccessList.parse(bytes).orElseThrow();
		AccessList other = AccessList.parse(others).orElseThrow();
		assertEquals(one, other);
		assertEquals(one.hashCode(), other.hashCode());
		assertArrayEquals(bytes, other.bytes());
		assertEquals(1, new java.util.HashSet<>(List.of(one, other)).size());
		assertNotEquals(one,
				AccessList.ofText("user::rw-,user:1001:r--,group::r--,mask::r--,other::---").orElseThrow());
	}

	@Test
	void whatIsWrittenIsReadAgain() {
		FileAttributes all = attributes("user.a=b\n\\\u00e9", new byte[] { 0, 10, -1 }, "user.empty", "");
		AttributeDump dump = new AttributeDump();
		List<String> lines = new ArrayList<>();
		AttributeDump.write("/x \\\n#\u00ff", all, lines::add);
		lines.forEach(dump::line);
		assertEquals(Map.of("/x \\\n#\u00ff", all), dump.files());
		assertThrows(IllegalArgumentException.class, () -> new AttributeDump().line("user.a=0s"));
		AttributeDump hex = new AttributeDump();
		hex.line("# file: x");
		assertThrows(IllegalArgumentException.class, () -> hex.line("user.a=0x00"));
	}
}
