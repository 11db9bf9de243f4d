/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.core.MachineException;
import org.likeness.guestfs.ImageInfo;

/** What is no safe image is refused, without an appliance, with four parts that help. */
class ImageChainTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "qcow2", "raw", "vmdk", "vdi", "vhdx" })
	void opensTheKnownFormats(String format) throws Exception {
		Path image = create("image." + format, "-f", format, "16M");
		ImageInfo info = ImageInfo.read(image);
		assertEquals(format, info.format());
		assertEquals(16 << 20, info.virtualSize());
		assertEquals((long) Files.getAttribute(image, "size") > 0, true);
	}

	@Test
	void refusesWhatIsNotThere() {
		refuses(folder.resolve("missing"), "There is no such image");
	}

	@Test
	void refusesFolders() {
		refuses(folder, "folder");
	}

	@Test
	void refusesEmptyFiles() throws Exception {
		refuses(Files.createFile(folder.resolve("empty")), "empty");
	}

	@Test
	void refusesPipes() throws Exception {
		Path pipe = folder.resolve("pipe");
		run("mkfifo", pipe.toString());
		refuses(pipe, "not a file");
	}

	@Test
	void refusesOtherFormats() throws Exception {
		refuses(create("image.qed", "-f", "qed", "16M"), "format qed");
	}

	@Test
	void refusesEncryptedImages() throws Exception {
		Path qcow2 = folder.resolve("secret.qcow2");
		createEncrypted("-f", "qcow2", "-o", "encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10",
				qcow2.toString(), "16M");
		refuses(qcow2, "encrypted");
		Path luks = folder.resolve("secret.luks");
		createEncrypted("-f", "luks", "-o", "key-secret=s,iter-time=10", luks.toString(), "16M");
		refuses(luks, "encrypted");
	}

	/** To choose the work of a guess qemu-img measures the processor, and gives up where others use it much. */
	private static void createEncrypted(String... arguments) throws Exception {
		String all = String.join(" ", arguments);
		run("sh", "-c", "for i in $(seq 100); do said=$(qemu-img create -q --object secret,id=s,data=x " + all
				+ " 2>&1) && exit; sleep 0.1; done; echo \"$said\"; exit 1");
	}

	@Test
	void refusesTextAndZeros() throws Exception {
		Path text = Files.writeString(folder.resolve("letter.img"), "Dear reader,\n".repeat(1000));
		refusesAtLaunch(text, "neither a partition table nor a file system");
		Path zeros = Files.write(folder.resolve("zeros.img"), new byte[1 << 20]);
		refusesAtLaunch(zeros, "neither a partition table nor a file system");
	}

	@Test
	void refusesTruncatedQcow2() throws Exception {
		Path image = create("cut.qcow2", "-f", "qcow2", "64M");
		run("qemu-io", "-f", "qcow2", "-c", "write 0 32M", image.toString());
		try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
			file.setLength(file.length() / 4);
		}
		refusesAtLaunch(image, "truncated or damaged");
	}

	@Test
	void refusesTruncatedRaw() throws Exception {
		Path image = folder.resolve("cut.img");
		try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
			file.setLength(64 << 20);
		}
		try (var out = new ProcessBuilder("sfdisk", "-q", image.toString()).start().outputWriter()) {
			out.write("2048,100000,L\n");
		}
		waitFor(() -> isPartitioned(image));
		ImageChain.open(image).check(new NullProgressMonitor());
		try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
			file.setLength(16 << 20);
		}
		refusesAtLaunch(image, "truncated");
	}

	@Test
	void refusesCorruptHeaders() throws Exception {
		Path image = create("bad.qcow2", "-f", "qcow2", "16M");
		try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
			file.seek(20);
			file.writeInt(63);
		}
		refuses(image, "can't be read");
	}

	@Test
	void followsBackingFiles() throws Exception {
		Path base = create("base.qcow2", "-f", "qcow2", "16M");
		Path middle = create("middle.qcow2", "-f", "qcow2", "-b", "base.qcow2", "-F", "qcow2");
		Path top = create("top.qcow2", "-f", "qcow2", "-b", "middle.qcow2", "-F", "qcow2");
		assertEquals(List.of(top.toRealPath(), middle.toRealPath(), base.toRealPath()), ImageChain.open(top).files());
		assertEquals(List.of("middle.qcow2", "base.qcow2"), ImageChain.open(top).relativeNames());
		Files.delete(base);
		refuses(top, "base.qcow2 is missing");
	}

	@Test
	void refusesBackingFilesThatAreNoImages() throws Exception {
		Path base = create("base.qcow2", "-f", "qcow2", "16M");
		Path image = create("thief.qcow2", "-f", "qcow2", "-b", "base.qcow2", "-F", "qcow2");
		run("qemu-img", "rebase", "-u", "-b", "/etc/hostname", "-F", "raw", image.toString());
		refuses(image, "/etc/hostname, which is refused");
		run("qemu-img", "rebase", "-u", "-b", "nbd://localhost/x", "-F", "raw", image.toString());
		refuses(image, "not a file of this computer");
		run("qemu-img", "rebase", "-u", "-b", "json:{\"driver\":\"file\",\"filename\":\"/etc/hostname\"}", "-F", "raw",
				image.toString());
		refuses(image, "not a file of this computer");
		run("qemu-img", "rebase", "-u", "-b", "/dev/zero", "-F", "raw", image.toString());
		refuses(image, "not a regular file");
		assertTrue(Files.exists(base));
	}

	@Test
	void acceptsRawBackingFilesBesideTheImageOnly(@TempDir Path elsewhere) throws Exception {
		Files.write(folder.resolve("base.img"), new byte[1 << 20]);
		Path image = create("top.qcow2", "-f", "qcow2", "-b", "base.img", "-F", "raw");
		assertEquals(2, ImageChain.open(image).files().size());
		Path other = Files.write(elsewhere.resolve("base.img"), new byte[1 << 20]);
		run("qemu-img", "rebase", "-u", "-b", other.toString(), "-F", "raw", image.toString());
		refuses(image, "refused");
	}

	@Test
	void refusesCircles() throws Exception {
		Path a = create("a.qcow2", "-f", "qcow2", "16M");
		Path b = create("b.qcow2", "-f", "qcow2", "-b", "a.qcow2", "-F", "qcow2");
		run("qemu-img", "rebase", "-u", "-b", "b.qcow2", "-F", "qcow2", a.toString());
		refuses(b, "circle");
	}

	@Test
	void refusesExtentsOutsideTheFolder() throws Exception {
		Path image = create("flat.vmdk", "-f", "vmdk", "-o", "subformat=monolithicFlat", "16M");
		assertEquals(2, ImageChain.open(image).files().size());
		Files.writeString(image, Files.readString(image).replaceAll("\"flat-flat.vmdk\"", "\"/etc/hostname\""));
		refuses(image, "refused");
	}

	@Test
	void refusesAnImageThatRuns() throws Exception {
		Path image = create("running.qcow2", "-f", "qcow2", "16M");
		try (RunningMachine machine = RunningMachine.start(image)) {
			refuses(image, "in use by a running virtual machine");
		}
		assertEquals("qcow2", ImageChain.open(image).format());
	}

	private static boolean isPartitioned(Path image) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "r")) {
			file.seek(510);
			return file.readUnsignedShort() == 0x55aa;
		}
	}

	private static void refuses(Path image, String what) {
		assertRefused(assertThrows(MachineException.class, () -> ImageInfo.read(image)), image, what);
	}

	private static void refusesAtLaunch(Path image, String what) {
		assertRefused(
				assertThrows(MachineException.class, () -> ImageChain.open(image).check(new NullProgressMonitor())),
				image, what);
	}

	private static void assertRefused(MachineException refusal, Path image, String what) {
		assertTrue(refusal.what().contains(what), refusal.explanation());
		assertEquals(image.toString(), refusal.where());
		assertFalse(refusal.state().isBlank());
		assertFalse(refusal.remedy().isBlank());
	}

	private Path create(String name, String... arguments) throws Exception {
		Path image = folder.resolve(name);
		java.util.ArrayList<String> command = new java.util.ArrayList<>(List.of("qemu-img", "create", "-q"));
		command.addAll(List.of(arguments));
		boolean hasSize = arguments[arguments.length - 1].endsWith("M");
		command.add(hasSize ? command.size() - 1 : command.size(), image.toString());
		run(command.toArray(String[]::new));
		return image;
	}

	static void run(String... command) throws Exception {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String said = new String(process.getInputStream().readAllBytes());
		assertEquals(0, process.waitFor(), said);
	}

	/** Something that another process brings about. */
	interface Condition {
		boolean holds() throws Exception;
	}

	static void waitFor(Condition condition) throws Exception {
		for (int i = 0; i < 6000 && !condition.holds(); i++) {
			Thread.sleep(50);
		}
		assertTrue(condition.holds());
	}
}
