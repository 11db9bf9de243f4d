/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.likeness.core.CheckedFileSystem;
import org.likeness.core.Digest;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.PathPattern;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.SystemDescription;
import org.likeness.core.Want;
import org.likeness.guestfs.AmbiguousSystemException;
import org.likeness.guestfs.ImageMachine;
import org.likeness.guestfs.ImageSystem;

/** Whatever a guest is like, what is read of it is what was written, as find and sha256sum tell of the original. */
class OddGuestsTest {

	private static final MachinePath HOME = MachinePath.of("/home/ann");
	/** Where it is in the guest with odd names: its folder is a symlink there. */
	private static final MachinePath REAL_HOME = MachinePath.of("/var/home/ann");

	@Test
	void readsOddNamesAndFilesAsTheyWereWritten() throws Exception {
		Path image = OddGuests.get("odd.raw");
		String before = sha256sum(image);
		try (Machine machine = new ImageMachine(image, "")) {
			SystemDescription system = machine.describe(new NullProgressMonitor());
			assertEquals("Debian GNU/Linux 12 (odd)", system.os().prettyName());
			assertEquals("\u00c4nn \ud83d\ude00", system.account("ann").orElseThrow().fullName());
			assertWalkIsComplete(machine);
			assertContentsAreRight(machine);
			assertLinksStayInTheGuest(machine);
			assertFoldersAreLeftOut(machine);
			assertLargeFilesAreStreamed(machine);
			assertCancelWorks(machine);
		}
		assertEquals(before, sha256sum(image), "the image must be byte-identical");
		assertNothingIsLeft();
	}

	private static void assertWalkIsComplete(Machine machine) throws Exception {
		Survey survey = survey(machine, Want.tree(MachinePath.ROOT, List.of()));
		Map<String, String> found = new TreeMap<>();
		for (FileEntry entry : survey.entries()) {
			String path = entry.path().raw();
			if (!path.contains("lost+found") && !path.equals("/")) {
				found.put(path, line(entry));
			}
		}
		Map<String, String> written = new TreeMap<>(find(OddGuests.get("odd.tree"), ""));
		written.putAll(find(OddGuests.get("odd.srv"), "/srv"));
		// A mount point shows the root of what is mounted there, which mke2fs makes now.
		assertTrue(found.remove("/srv").startsWith("d 755 "));
		written.remove("/srv");
		assertEquals(written, found);
		assertEquals(Map.of(), survey.problems());
	}

	private static void assertContentsAreRight(Machine machine) throws Exception {
		Survey survey = survey(machine, Want.tree(HOME, List.of()),
				Want.tree(MachinePath.of("/srv"), List.of()));
		List<FileEntry> files = survey.entries().stream().filter(FileEntry::isFile).toList();
		Map<String, String> found = new TreeMap<>();
		machine.digest(files, new NullProgressMonitor())
				.forEach((path, digest) -> found.put(path.raw(), digest.toString()));
		Map<String, String> written = new TreeMap<>();
		for (FileEntry file : files) {
			String path = file.path().raw();
			String original = path.startsWith("/srv/") ? OddGuests.get("odd.srv") + path.substring(4)
					: OddGuests.get("odd.tree") + path;
			written.put(path, sha256sum(original));
		}
		assertTrue(files.size() > 20);
		assertEquals(written, found);
	}

	private static void assertLinksStayInTheGuest(Machine machine) throws Exception {
		Survey survey = survey(machine, Want.file(HOME.resolve(".bashrc")),
				Want.contents(HOME.resolve(".config"), "hostname"),
				Want.file(HOME.resolve("up")), Want.file(HOME.resolve("environ")), Want.file(HOME.resolve("bash")),
				Want.file(HOME.resolve("loop-a")), Want.file(HOME.resolve("dangling")),
				Want.file(MachinePath.of("/etc/os-release")));
		assertEquals("shadow of the guest odd\n", content(survey, HOME.resolve(".bashrc")));
		assertEquals("odd\n", content(survey, HOME.resolve(".config/hostname")));
		assertEquals("odd\n", content(survey, HOME.resolve("up")));
		assertTrue(content(survey, MachinePath.of("/etc/os-release")).startsWith("ID=debian\n"));
		for (String nowhere : List.of("environ", "bash", "loop-a", "dangling")) {
			// A link that leads to itself is told as what it is.
			assertEquals(nowhere.startsWith("loop"), survey.entry(HOME.resolve(nowhere)).isPresent(), nowhere);
			assertTrue(survey.content(HOME.resolve(nowhere)).isEmpty(), nowhere);
		}
	}

	private static void assertFoldersAreLeftOut(Machine machine) throws Exception {
		Want want = Want.tree(HOME.resolve("cached"), List.of(PathPattern.of("**/.cache")));
		Survey survey = survey(machine, want);
		MachinePath folder = REAL_HOME.resolve("cached");
		assertEquals(List.of("", ".cache", "keep", "keep/.cache", "keep/y"),
				survey.entries().stream().map(FileEntry::path).filter(path -> path.startsWith(folder))
						.map(path -> path.relativeTo(folder).toString()).toList());
	}

	private static void assertLargeFilesAreStreamed(Machine machine) throws Exception {
		Map<MachinePath, String> read = new HashMap<>();
		List<MachinePath> wanted = List.of(HOME.resolve("large"), HOME.resolve("-dash"), HOME.resolve("missing"),
				HOME.resolve(".bashrc"));
		machine.read(wanted, (path, size, content) -> read.put(path, size + " " + digest(content)),
				new NullProgressMonitor());
		Path home = OddGuests.get("odd.tree").resolve("var/home/ann");
		Path shadow = OddGuests.get("odd.tree").resolve("etc/shadow");
		assertEquals(Map.of(wanted.get(0), "73400320 " + sha256sum(home.resolve("large")), wanted.get(1),
				"10 " + sha256sum(home.resolve("-dash")), wanted.get(3), Files.size(shadow) + " " + sha256sum(shadow)),
				read);
	}

	/** Cancelled while the appliance works; that it goes is asserted with all else that must not be left. */
	private static void assertCancelWorks(Machine machine) throws Exception {
		AtomicInteger asked = new AtomicInteger();
		NullProgressMonitor monitor = new NullProgressMonitor() {
			@Override
			public boolean isCanceled() {
				return asked.incrementAndGet() > 1;
			}
		};
		SurveyRequest everything = SurveyRequest.of(List.of(Want.tree(MachinePath.ROOT, List.of())));
		assertThrows(OperationCanceledException.class, () -> machine.survey(everything, monitor));
	}

	@Test
	void asksWhichOfTwoSystemsIsMeant() throws Exception {
		Path image = OddGuests.get("two.qcow2");
		try (ImageMachine machine = new ImageMachine(image, "")) {
			AmbiguousSystemException several = assertThrows(AmbiguousSystemException.class,
					() -> machine.describe(new NullProgressMonitor()));
			assertEquals(List.of("/dev/sda1", "/dev/sda2"), several.systems().stream().map(ImageSystem::root).toList());
			assertTrue(several.remedy().contains("/dev/sda2 (Debian GNU/Linux 12 (two))"), several.explanation());
		}
		try (ImageMachine machine = new ImageMachine(image, "/dev/sda2")) {
			assertEquals("two", machine.describe(new NullProgressMonitor()).hostname());
			Survey survey = survey(machine, Want.contents(HOME, "note"));
			assertEquals("of two\n", content(survey, HOME.resolve("note")));
		}
	}

	@ParameterizedTest
	@CsvSource({ "lvm.qcow2", "btrfs.vmdk" })
	void readsOtherLayouts(String name) throws Exception {
		Path image = OddGuests.get(name);
		String before = sha256sum(image);
		try (ImageMachine machine = new ImageMachine(image, "")) {
			assertEquals("layout", machine.describe(new NullProgressMonitor()).hostname());
			Survey survey = survey(machine, Want.contents(HOME, "* *"), Want.contents(MachinePath.of("/usr"), "bin/*"));
			long many = survey.entries().stream().filter(entry -> entry.path().raw().startsWith("/home/ann/many/file-"))
					.count();
			assertEquals(name.startsWith("lvm") ? 50_000 : 0, many);
			FileEntry odd = survey.entries().stream().filter(entry -> entry.path().raw().contains(" ")).findFirst()
					.orElseThrow();
			assertEquals("/home/ann/\u00c3\u00a4 \u00e4", odd.path().raw());
			assertEquals("I am at home", content(survey, odd.path()));
			MachinePath program = MachinePath.of("/usr/bin/true");
			assertEquals(sha256sum(Path.of("/bin/true")),
					machine.digest(List.of(survey.entry(program).orElseThrow()), new NullProgressMonitor()).get(program)
							.toString());
		}
		assertEquals(before, sha256sum(image));
	}

	@ParameterizedTest
	@CsvSource({ "luks.vdi,The image is encrypted", "nothing.qcow2,There is no operating system on the image" })
	void saysWhyThereIsNothingToRead(String name, String what) throws Exception {
		Path image = OddGuests.get(name);
		try (ImageMachine machine = new ImageMachine(image, "")) {
			MachineException refusal = assertThrows(MachineException.class,
					() -> machine.describe(new NullProgressMonitor()));
			assertEquals(what, refusal.what());
			assertEquals(image.toString(), refusal.where());
			assertEquals("The image is as it was.", refusal.state());
			assertFalse(refusal.remedy().isBlank());
		}
	}

	/** e2fsck in the appliance finds what debugfs has broken here. */
	@Test
	void findsWhichFileSystemIsDamaged(@TempDir Path folder) throws Exception {
		new Shell(folder).run("""
				qemu-img convert -O raw "$1" two.raw
				dd if=two.raw of=second bs=1M skip=65 count=64 status=none
				debugfs -w -R 'clri /etc/hostname' second 2>&1
				dd if=second of=two.raw bs=1M seek=65 conv=notrunc status=none
				""", OddGuests.get("two.qcow2"));
		Path image = folder.resolve("two.raw");
		String before = sha256sum(image);
		try (ImageMachine machine = new ImageMachine(image, "/dev/sda1")) {
			List<CheckedFileSystem> checked = machine.check(new NullProgressMonitor()).fileSystems();
			assertEquals(List.of("/dev/sda1 ext4 WHOLE", "/dev/sda2 ext4 DAMAGED", "/dev/sda3 ext4 WHOLE"),
					checked.stream().map(each -> each.device() + " " + each.type() + " " + each.state()).toList(),
					checked.toString());
			assertTrue(checked.get(1).said().contains("hostname"), checked.get(1).said());
		}
		assertEquals(before, sha256sum(image));
	}

	private static Survey survey(Machine machine, Want... wants) throws MachineException {
		return machine.survey(SurveyRequest.of(List.of(wants)), new NullProgressMonitor());
	}

	private static String content(Survey survey, MachinePath path) {
		return new String(survey.content(path).orElseThrow(() -> new AssertionError(path + " " + survey.problem(path))),
				StandardCharsets.UTF_8);
	}

	/** @return type, mode, owner, size, seconds and link target by path; one character for each byte */
	private static Map<String, String> find(Path tree, String prefix) throws IOException {
		Process process = new ProcessBuilder("find", tree.toString(), "-mindepth", "1", "-printf",
				"%P\\0%y %m %U %G %s %T@ %l\\0").start();
		Map<String, String> found = new HashMap<>();
		String[] fields;
		try (InputStream in = process.getInputStream()) {
			fields = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).split("\0");
		}
		for (int i = 0; i + 1 < fields.length; i += 2) {
			String[] stat = fields[i + 1].split(" ", 7);
			if (!stat[0].equals("f")) {
				stat[4] = "0";
			}
			stat[5] = stat[5].replaceAll("\\..*", "");
			found.put(prefix + "/" + fields[i], String.join(" ", stat));
		}
		return found;
	}

	private static String line(FileEntry entry) {
		String letter = Map.of(FileType.FILE, "f", FileType.DIRECTORY, "d", FileType.SYMLINK, "l", FileType.FIFO, "p")
				.get(entry.type());
		return letter + " " + Integer.toOctalString(entry.mode()) + " " + entry.uid() + " " + entry.gid() + " "
				+ entry.size() + " " + entry.mtimeNanos() / 1_000_000_000L + " "
				+ (entry.linkTarget() == null ? "" : entry.linkTarget().raw());
	}

	private static String sha256sum(Path file) throws IOException {
		return sha256sum(file.toString());
	}

	/** @param path one character for each byte; the shell gets it escaped, so that Java's own encoding does not matter */
	private static String sha256sum(String path) throws IOException {
		StringBuilder escaped = new StringBuilder();
		for (byte b : path.getBytes(StandardCharsets.ISO_8859_1)) {
			escaped.append(String.format("\\%03o", b & 0xff));
		}
		Process process = new ProcessBuilder("bash", "-c", "sha256sum < $'" + escaped + "'").start();
		return new String(process.getInputStream().readAllBytes()).split(" ")[0];
	}

	private static String digest(InputStream content) throws IOException {
		return Digest.of(Digest.computation().digest(content.readAllBytes())).toString();
	}

	private static void assertNothingIsLeft() throws Exception {
		long self = ProcessHandle.current().pid();
		List<String> left = new ArrayList<>();
		try (var folders = Files.newDirectoryStream(Path.of("/var/tmp"), "likeness-scratch-" + self + "-*")) {
			folders.forEach(folder -> left.add(folder.toString()));
		}
		for (int i = 0; i < 3000 && ProcessHandle.current().children().anyMatch(ProcessHandle::isAlive); i++) {
			Thread.sleep(100);
		}
		ProcessHandle.current().children().filter(ProcessHandle::isAlive)
				.forEach(child -> left.add(child.info().toString()));
		assertEquals(List.of(), left);
	}
}
