/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageLinksTest {

	@TempDir
	Path parent;

	@Test
	void aFolderOfOtherFilesIsNotLeftByAKill() throws Exception {
		Path photo = Files.createDirectory(parent.resolve("archives2019")).resolve("photo.jpg");
		Files.createFile(photo);
		assertEquals(List.of(), PackageLinks.names(parent));
		PackageLinks.deleteAbandoned(parent);
		assertTrue(Files.exists(photo));
	}

	@Test
	void whatAKillLeavesGoesAndIsNotFoundAgain() throws Exception {
		Path empty = Files.createDirectory(parent.resolve("archives1"));
		Path full = Files.createDirectory(parent.resolve("archives2"));
		Path mixed = Files.createDirectory(parent.resolve("archives3"));
		Files.createFile(full.resolve("a.deb"));
		Files.createFile(mixed.resolve("a.deb"));
		Path other = Files.createFile(mixed.resolve("notes"));
		assertEquals(List.of("archives1", "archives2", "archives3"),
				PackageLinks.names(parent).stream().sorted().toList());
		PackageLinks.deleteAbandoned(parent);
		assertFalse(Files.exists(empty));
		assertFalse(Files.exists(full));
		assertTrue(Files.exists(other));
		assertFalse(Files.exists(mixed.resolve("a.deb")));
		assertEquals(List.of(), PackageLinks.names(parent));
	}
}
