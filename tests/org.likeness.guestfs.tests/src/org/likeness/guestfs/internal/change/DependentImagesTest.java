/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.core.MachineException;
import org.likeness.guestfs.internal.DependentImages;

/** An image that others rest on is not changed; qemu-img makes them, in each way in which it can name an image. */
class DependentImagesTest {

	@TempDir
	Path folder;
	private Path image;

	@BeforeEach
	void create() throws Exception {
		folder = folder.toRealPath();
		image = folder.resolve("base.qcow2");
		Tools.run("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), "16M");
	}

	private void assertNamed(Path child) {
		MachineException refusal = assertThrows(MachineException.class, () -> DependentImages.refuse(image, List.of()));
		assertEquals(image.toString(), refusal.where());
		assertTrue(refusal.what().contains(child.toString()), refusal.explanation());
		assertTrue(refusal.remedy().contains("qemu-img rebase"), refusal.remedy());
	}

	@ParameterizedTest
	@ValueSource(strings = { "base.qcow2", "./base.qcow2", "../$N/base.qcow2", "$D/base.qcow2", "file:$D/base.qcow2",
			"file://$D/base.qcow2",
			"json:{\"driver\":\"qcow2\",\"file\":{\"driver\":\"file\",\"filename\":\"$D/base.qcow2\"}}",
			"json:{\"file.filename\":\"$D/base.qcow2\",\"driver\":\"qcow2\"}" })
	void howeverItIsNamed(String name) throws Exception {
		String backing = name.replace("$D", folder.toString()).replace("$N", folder.getFileName().toString());
		for (String format : List.of("qcow2", "qed", "qcow")) {
			Path child = folder.resolve("child." + format);
			Tools.run("qemu-img", "create", "-q", "-f", format, "-F", "qcow2", "-b", backing, child.toString());
			assertNamed(child);
			Files.delete(child);
		}
		DependentImages.refuse(image, List.of());
	}

	@ParameterizedTest
	@ValueSource(strings = { "ln -s base.qcow2 link.qcow2", "ln base.qcow2 link.qcow2",
			"mkdir d; ln -s .. d/up; ln -s d/up/base.qcow2 link.qcow2" })
	void throughALinkToIt(String link) throws Exception {
		Tools.run("sh", "-c", "cd '" + folder + "'; " + link
				+ "; qemu-img create -q -f qcow2 -F qcow2 -b link.qcow2 child.qcow2; ln -s child.qcow2 again.qcow2");
		assertNamed(folder.resolve("child.qcow2"));
	}

	@Test
	void throughOthersBetween(@TempDir Path elsewhere) throws Exception {
		Path middle = elsewhere.resolve("middle.qcow2");
		Tools.run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", image.toString(), middle.toString());
		DependentImages.refuse(image, List.of());
		assertThrows(MachineException.class, () -> DependentImages.refuse(image, List.of(middle)));
		Path top = folder.resolve("top.qcow2");
		Tools.run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", middle.toString(), top.toString());
		assertNamed(top);
	}

	@Test
	void alsoIfItHoldsTheDataOfAnother() throws Exception {
		image = folder.resolve("data.raw");
		Path child = folder.resolve("child.qcow2");
		Tools.run("qemu-img", "create", "-q", "-f", "qcow2", "-o", "data_file_raw=on,data_file=" + image,
				child.toString(), "16M");
		assertNamed(child);
		Files.delete(child);
		Path flat = folder.resolve("disk.vmdk");
		Tools.run("qemu-img", "create", "-q", "-f", "vmdk", "-o", "subformat=monolithicFlat", flat.toString(), "16M");
		image = folder.resolve("disk-flat.vmdk");
		assertNamed(flat);
	}

	/** Those that the image itself rests on, its siblings, and what only looks like an image. */
	@Test
	void othersDoNotCount() throws Exception {
		Path top = folder.resolve("top.qcow2");
		Path sibling = folder.resolve("sibling.qcow2");
		for (Path each : List.of(top, sibling)) {
			Tools.run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", "base.qcow2", each.toString());
		}
		Tools.run("qemu-img", "create", "-q", "-f", "qcow2", folder.resolve("other.qcow2").toString(), "1M");
		Tools.run("mkfifo", folder.resolve("pipe.qcow2").toString());
		Tools.run("ln", "-s", "nowhere", folder.resolve("dangling.qcow2").toString());
		Tools.run("ln", "-s", "loop.qcow2", folder.resolve("loop.qcow2").toString());
		Files.writeString(folder.resolve("letter.qcow2"), "Dear base.qcow2");
		image = top;
		DependentImages.refuse(image, List.of(folder.resolve("missing.qcow2")));
	}

	/** Whatever a header claims, it neither ends the search nor takes memory. */
	@Test
	void hostileHeadersAreRead() throws Exception {
		Tools.run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", "base.qcow2",
				folder.resolve("child.qcow2").toString());
		Random random = new Random(8);
		byte[][] magics = { { 'Q', 'F', 'I', (byte) 0xfb }, { 'Q', 'E', 'D', 0 }, { 'K', 'D', 'M', 'V' } };
		for (int i = 0; i < 300; i++) {
			byte[] bytes = new byte[random.nextInt(2000)];
			random.nextBytes(bytes);
			System.arraycopy(magics[i % 3], 0, bytes, 0, Math.min(4, bytes.length));
			Files.write(folder.resolve("x" + i + ".qcow2"), bytes);
		}
		try (RandomAccessFile circle = new RandomAccessFile(folder.resolve("circle.qcow2").toFile(), "rw")) {
			circle.write(new byte[] { 'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 12 });
			circle.seek(256);
			circle.write("circle.qcow2".getBytes());
		}
		assertNamed(folder.resolve("child.qcow2"));
	}

	@Test
	void whatCannotBeReadIsNotTakenForIndependent() throws Exception {
		Path other = Files.createFile(folder.resolve("other.qcow2"));
		Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("---------"));
		Path letter = Files.createFile(folder.resolve("letter.txt"));
		Files.setPosixFilePermissions(letter, PosixFilePermissions.fromString("---------"));
		assumeFalse(Files.isReadable(other), "root reads all");
		MachineException refusal = assertThrows(MachineException.class, () -> DependentImages.refuse(image, List.of()));
		assertTrue(refusal.what().contains(other.toString()) && !refusal.what().contains("letter"),
				refusal.explanation());
	}

	/** A name too long is one that even root can't look at. */
	@Test
	void whatCannotBeLookedAtIsNotTakenForMissing() throws Exception {
		Path known = folder.resolve("x".repeat(300) + ".clone");
		assertTrue(assertThrows(MachineException.class, () -> DependentImages.refuse(image, List.of(known))).what()
				.contains(known.toString()));
		Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
		DependentImages.refuse(image, List.of(folder.resolve("loop"), folder.resolve("loop/x.qcow2"),
				image.resolve("x.qcow2"), folder.resolve("no/x.qcow2")));
		Path closed = Files.createDirectory(folder.resolve("closed"));
		Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
		assumeFalse(Files.isReadable(closed), "root enters all");
		assertThrows(MachineException.class, () -> DependentImages.refuse(image, List.of(closed.resolve("x"))));
	}

	@Test
	void aChainTooLongIsNotTakenForIndependent(@TempDir Path elsewhere) throws Exception {
		Path base = image;
		for (int i = 0; i < 70; i++) {
			Path next = elsewhere.resolve(i + ".qcow2");
			Tools.run("qemu-img", "create", "-q", "-u", "-f", "qcow2", "-F", "qcow2", "-b", base.toString(),
					next.toString(), "16M");
			base = next;
		}
		Path top = base;
		assertThrows(MachineException.class, () -> DependentImages.refuse(image, List.of(top)));
	}

	@Test
	void aNameWithOddBytesIsNotTakenForAnother() throws Exception {
		Tools.run("bash", "-c", "cd '" + folder + "'; ln base.qcow2 $'b\\xe9.qcow2'; "
				+ "qemu-img create -q -f qcow2 -F qcow2 -b $'b\\xe9.qcow2' child");
		assertTrue(assertThrows(MachineException.class, () -> DependentImages.refuse(image, List.of())).what()
				.contains(folder.resolve("child").toString()));
	}

	/** A backing file of the kernel's that never ends, and never begins. */
	@Test
	void theKernelsFilesAreNotWaitedFor() throws Exception {
		Tools.run("qemu-img", "create", "-q", "-u", "-f", "qcow2", "-F", "raw", "-b", "/proc/kmsg",
				folder.resolve("child.qcow2").toString(), "1M");
		assertTimeoutPreemptively(Duration.ofMinutes(1),
				() -> DependentImages.refuse(image, List.of()));
	}

	/** Closing a file gives up this process's locks on it: a guarded one is not opened, and yet counts. */
	@Test
	void aGuardedImageKeepsItsLock() throws Exception {
		Path child = folder.resolve("child.qcow2");
		Tools.run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", "base.qcow2", child.toString());
		ImageGuard guard = ImageGuard.take(child);
		try (guard) {
			assertNamed(child);
			assertEquals(1, locked(child));
		}
		assertEquals(0, locked(child));
	}

	private static int locked(Path file) throws Exception {
		return new ProcessBuilder("python3", "-c",
				"import fcntl,sys\nf=open(sys.argv[1],'r+b')\nfcntl.lockf(f,fcntl.LOCK_EX|fcntl.LOCK_NB,1,201)",
				file.toString()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
				.waitFor();
	}

	@Test
	void anImageIsRefusedBeforeAndAtTheEndOfAChange() throws Exception {
		TransactionFiles clone = TransactionFiles.of(image);
		Path child = folder.resolve("child.qcow2");
		List<String> published = new java.util.ArrayList<>();
		String disk;
		try (ImageChange change = ImageChange.begin(clone, new DiskSteps(image))) {
			Tools.run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", "base.qcow2", child.toString());
			disk = PublicationTest.digest(child);
			assertTrue(assertThrows(MachineException.class, () -> ChangeProbe.change(change, published::add)).what()
					.contains("child.qcow2"));
		}
		assertThrows(MachineException.class, () -> ImageChange.check(clone));
		assertThrows(MachineException.class, () -> ImageChange.begin(clone, new DiskSteps(image)));
		assertEquals(disk, PublicationTest.digest(child));
		assertEquals(List.of(), published);
		PublicationTest.assertOnlyTheLockIsLeft(clone, "refused");
		Tools.run("qemu-img", "rebase", "-f", "qcow2", "-b", "", child.toString());
		ImageChange.begin(clone, new DiskSteps(image)).close();
	}

	@Test
	void aDiscIsNoDisk() throws Exception {
		Path disc = folder.resolve("debian.iso");
		try (RandomAccessFile file = new RandomAccessFile(disc.toFile(), "rw")) {
			file.setLength(1 << 20);
			file.seek(0x8000);
			file.write("\u0001CD001\u0001".getBytes());
		}
		MachineException refusal = assertThrows(MachineException.class,
				() -> ImageChange.check(TransactionFiles.of(disc)));
		assertTrue(refusal.what().contains("ISO"), refusal.explanation());
		assertFalse(refusal.remedy().contains("nlarge"), refusal.remedy());
	}

	@Test
	void anImageWithItsDataElsewhereIsConverted() throws Exception {
		Path split = folder.resolve("split.qcow2");
		Tools.run("qemu-img", "create", "-q", "-f", "qcow2", "-o", "data_file=" + folder.resolve("data"),
				split.toString(), "16M");
		MachineException refusal = assertThrows(MachineException.class,
				() -> ImageChange.check(TransactionFiles.of(split)));
		assertTrue(refusal.remedy().contains("qemu-img convert"), refusal.explanation());
	}
}
