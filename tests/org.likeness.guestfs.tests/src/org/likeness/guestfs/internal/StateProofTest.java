/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong cache is worse than none: what could have changed has another proof, or none. */
class StateProofTest {

	@TempDir
	Path folder;
	private Path image;

	@BeforeEach
	void createImage() throws Exception {
		image = folder.resolve("image.qcow2");
		ImageChainTest.run("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), "16M");
		settle();
	}

	@Test
	void staysTheSameForAnUntouchedImage() {
		Optional<String> proof = new StateProof(image, "").take();
		assertTrue(proof.isPresent());
		assertEquals(proof, new StateProof(image, "").take());
	}

	@Test
	void isOfOneSystemOnly() {
		assertNotEquals(new StateProof(image, "/dev/sda1").take(), new StateProof(image, "/dev/sda2").take());
	}

	@Test
	void seesAWriteOfTheSameSizeWhoseTimeWasSetBack() throws Exception {
		StateProof proofs = new StateProof(image, "");
		Optional<String> before = proofs.take();
		FileTime time = Files.getLastModifiedTime(image);
		long size = Files.size(image);
		try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
			file.seek(size - 1);
			file.write(1);
		}
		Files.setLastModifiedTime(image, time);
		settle();
		assertEquals(time, Files.getLastModifiedTime(image));
		assertEquals(size, Files.size(image));
		assertTrue(proofs.take().isPresent());
		assertNotEquals(before, proofs.take());
	}

	@Test
	void seesAnotherFileInItsPlace() throws Exception {
		StateProof proofs = new StateProof(image, "");
		Optional<String> before = proofs.take();
		Path copy = Files.copy(image, folder.resolve("copy"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
		Files.move(copy, image, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
		settle();
		assertNotEquals(before, proofs.take());
	}

	@Test
	void seesAChangedBackingFile() throws Exception {
		Path top = folder.resolve("top.qcow2");
		ImageChainTest.run("qemu-img", "create", "-q", "-f", "qcow2", "-b", "image.qcow2", "-F", "qcow2",
				top.toString());
		settle();
		StateProof proofs = new StateProof(top, "");
		Optional<String> before = proofs.take();
		assertTrue(before.isPresent());
		Files.setLastModifiedTime(image, FileTime.fromMillis(0));
		settle();
		assertNotEquals(before, proofs.take());
	}

	@Test
	void isNoneRightAfterAChange() throws Exception {
		StateProof proofs = new StateProof(image, "");
		assertTrue(proofs.take().isPresent());
		boolean seen = false;
		for (int i = 0; i < 10_000 && !seen; i++) {
			Files.setLastModifiedTime(image, FileTime.fromMillis(i));
			long begin = System.nanoTime();
			Optional<String> proof = proofs.take();
			seen = proof.isEmpty() && System.nanoTime() - begin < 40_000_000L;
		}
		assertTrue(seen, "a change within the last tick must leave no proof");
	}

	@Test
	void isNoneWhileAVirtualMachineMayWrite() throws Exception {
		StateProof proofs = new StateProof(image, "");
		assertTrue(proofs.take().isPresent());
		try (RunningMachine machine = RunningMachine.start(image)) {
			assertEquals(Optional.empty(), proofs.take());
		}
		settle();
		assertTrue(proofs.take().isPresent());
	}

	@Test
	void isNoneWhereNoTimeCanBeTrusted() throws Exception {
		for (String type : new String[] { "vfat", "exfat", "ntfs3", "fuseblk", "nfs4", "cifs" }) {
			Path mounts = Files.writeString(folder.resolve("mountinfo"),
					"22 1 8:1 / / rw - ext4 /dev/sda1 rw\n23 22 8:2 / " + folder.toRealPath() + " rw shared:1 - " + type
							+ " /dev/sdb1 rw\n");
			assertEquals(Optional.empty(), new StateProof(image, "", mounts, Path.of("/proc/locks")).take(), type);
		}
	}

	@Test
	void isNoneForWhatIsNoImage() {
		assertEquals(Optional.empty(), new StateProof(folder.resolve("missing"), "").take());
	}

	@Test
	void isCheap() throws Exception {
		StateProof proofs = new StateProof(image, "");
		proofs.take();
		long best = Long.MAX_VALUE;
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		for (int i = 0; i < 10; i++) {
			long begin = threads.getCurrentThreadCpuTime();
			proofs.take();
			best = Math.min(best, threads.getCurrentThreadCpuTime() - begin);
		}
		assertTrue(best < 20_000_000L, best + " ns");
	}

	private static void settle() throws InterruptedException {
		Thread.sleep(120);
	}
}
