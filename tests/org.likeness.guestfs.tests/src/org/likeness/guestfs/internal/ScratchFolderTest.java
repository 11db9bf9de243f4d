/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing stays, whoever was killed. */
class ScratchFolderTest {

	@TempDir
	Path parent;

	@Test
	void isPrivateAndGoesWithAllInIt() throws Exception {
		Path path;
		Path outside = Files.writeString(parent.resolve("outside"), "stays");
		try (ScratchFolder folder = ScratchFolder.make(parent)) {
			path = folder.path();
			assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
			Files.createSymbolicLink(Files.createDirectory(path.resolve("sub")).resolve("link"), outside);
		}
		assertFalse(Files.exists(path));
		assertTrue(Files.exists(outside));
	}

	@Test
	void deletesWhatAKilledProcessLeft() throws Exception {
		Process process = new ProcessBuilder("true").start();
		process.waitFor();
		Path stale = Files.createDirectory(parent.resolve("likeness-scratch-" + process.pid() + "-1-x"));
		Files.writeString(stale.resolve("mailbox"), "x");
		Path reused = Files
				.createDirectory(parent.resolve("likeness-scratch-" + ProcessHandle.current().pid() + "-1-x"));
		Path foreign = Files.createDirectory(parent.resolve("likeness-scratch-of-someone"));
		try (ScratchFolder first = ScratchFolder.make(parent); ScratchFolder second = ScratchFolder.make(parent)) {
			assertTrue(Files.exists(first.path()), "it is in use");
			assertFalse(Files.exists(stale));
			assertFalse(Files.exists(reused), "the process of that number started at another time");
			assertTrue(Files.exists(foreign));
		}
	}
}
