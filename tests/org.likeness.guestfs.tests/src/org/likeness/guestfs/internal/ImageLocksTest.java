/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks of others on an image are seen, on each file system; those on other files are not taken for them. */
class ImageLocksTest {

	@TempDir
	Path folder;

	@Test
	void seesAWholeFileLockOnADisk() throws Exception {
		assertSeesALock(folder);
	}

	@Test
	void seesAWholeFileLockInMemory() throws Exception {
		Path shared = Path.of("/dev/shm");
		assumeTrue(Files.isWritable(shared));
		Path own = Files.createTempDirectory(shared, "likeness-test");
		try {
			assertSeesALock(own);
		} finally {
			Files.deleteIfExists(own.resolve("image"));
			Files.delete(own);
		}
	}

	private static void assertSeesALock(Path where) throws Exception {
		Path image = Files.createFile(where.toRealPath().resolve("image"));
		assertFalse(ImageLocks.now().isUsed(List.of(image)));
		Process holder = new ProcessBuilder("flock", image.toString(), "sh", "-c", "echo held; cat").start();
		try {
			assertEquals("held", holder.inputReader().readLine());
			assertTrue(ImageLocks.now().isUsed(List.of(image)));
			assertTrue(ImageLocks.now().isWritten(List.of(image)));
		} finally {
			holder.getOutputStream().close();
			holder.waitFor();
		}
		assertFalse(ImageLocks.now().isUsed(List.of(image)));
	}

	@Test
	void aLockOnAnotherFileSystemIsNone() throws Exception {
		Path image = Files.createFile(folder.toRealPath().resolve("image"));
		String mounts = "22 1 253:0 / / rw - ext4 /dev/vda rw\n23 22 0:51 / " + image.getParent()
				+ " rw - btrfs /dev/vdb rw\n";
		String inode = Files.getAttribute(image, "unix:ino").toString();
		assertTrue(isUsed(image, "1: FLOCK  ADVISORY  WRITE 4711 00:33:" + inode + " 0 EOF\n", mounts));
		assertFalse(isUsed(image, "1: FLOCK  ADVISORY  WRITE 4711 fe:fe:" + inode + " 0 EOF\n", mounts));
		assertFalse(isUsed(image, "1: FLOCK  ADVISORY  WRITE 4711 00:33:1" + inode + " 0 EOF\n", mounts));
		assertTrue(isUsed(image, "1: OFDLCK ADVISORY  READ -1 00:33:" + inode + " 201 201\n", mounts));
		assertTrue(isUsed(image, "1: FLOCK  ADVISORY  WRITE 4711 fe:fe:" + inode + " 0 EOF\n", ""),
				"where the mount is not known, a lock too many does no harm");
	}

	private boolean isUsed(Path image, String locks, String mounts) throws IOException {
		return new ImageLocks(Files.writeString(folder.resolve("locks"), locks),
				new LocalMounts(Files.writeString(folder.resolve("mountinfo"), mounts))).isUsed(List.of(image));
	}
}
