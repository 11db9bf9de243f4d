/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.Random;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachingMachineTest {

	private static final Want ALL = Want.contents(MachinePath.of("/home"), "**/settings");

	@TempDir
	Path folder;

	private final MemoryMachine memory = new MemoryMachine("clone").put("/home/ann/settings", "a=1")
			.put("/home/ann/file", "abc").put("/etc/x", "1").proof("one");
	private final CountingMachine counting = new CountingMachine(memory);

	/** A new object for each use, as after a new start. */
	private CachingMachine machine() {
		return new CachingMachine(counting, folder.resolve("cache/clone.survey"), List.of());
	}

	private static Survey survey(Machine machine, Want... wants) throws MachineException {
		return machine.survey(SurveyRequest.of(List.of(wants)), new NullProgressMonitor());
	}

	private String look(Machine machine) throws MachineException {
		machine.describe(new NullProgressMonitor());
		Survey survey = survey(machine, ALL);
		Map<MachinePath, Digest> digests = machine.digest(
				survey.entries(ALL).stream().filter(FileEntry::isFile).toList(), new NullProgressMonitor());
		return survey.entries(ALL) + " "
				+ new String(survey.content(MachinePath.of("/home/ann/settings")).orElseThrow())
				+ " " + new java.util.TreeMap<>(digests);
	}

	@Test
	void aMachineThatIsProvenUnchangedIsNotReadAgain() throws Exception {
		String first = look(machine());
		assertEquals(List.of("describe", "survey", "describe", "digest /home/ann/file", "digest /home/ann/settings"),
				counting.calls());
		assertEquals(first, look(machine()));
		assertEquals(List.of(), counting.calls());
		assertEquals("rw-------", PosixFilePermissions
				.toString(Files.getPosixFilePermissions(folder.resolve("cache/clone.survey"))));
	}

	@Test
	void passwordsAreInNoFileAndAreReadAgain() throws Exception {
		memory.put("/home/ann/settings", "a=https://ann:hunter2@example.org/").put("/home/ann/other/settings", "b=1");
		String first = look(machine());
		counting.calls();
		String file = Files.readString(folder.resolve("cache/clone.survey"), StandardCharsets.ISO_8859_1);
		assertEquals(false, file.contains("hunter2"));
		assertEquals(true, file.contains("b=1"));
		assertEquals(first, look(machine()), "what is remembered changes no answer");
		assertEquals(List.of("read /home/ann/settings", "digest /home/ann/settings"), counting.calls());
		Want plain = Want.contents(MachinePath.of("/home/ann/other"), "settings");
		assertEquals("b=1", new String(
				survey(machine(), plain).content(MachinePath.of("/home/ann/other/settings")).orElseThrow()));
		assertEquals(List.of("survey"), counting.calls().stream().filter(call -> call.startsWith("read")
				|| call.equals("survey")).toList(), "it is a want that nobody had");
	}

	@Test
	void whatWasLookedIntoIsRemembered() throws Exception {
		memory.put("/home/ann/id", "PuTTY-User-Key-File-3: x\n").put("/home/ann/file", "abc");
		look(machine());
		counting.calls();
		List<FileEntry> files = survey(machine(), ALL).entries(ALL).stream().filter(FileEntry::isFile).toList();
		for (String calls : List.of("[look /home/ann/file, look /home/ann/id, look /home/ann/settings]", "[]")) {
			assertEquals("{/home/ann/id=a private key}",
					machine().secrets(files, new NullProgressMonitor()).toString());
			assertEquals(calls, counting.calls().toString());
		}
		assertEquals("[/home/ann/file, /home/ann/settings]", new java.util.TreeSet<>(
				machine().digest(files, new NullProgressMonitor()).keySet()).toString());
		assertEquals("[]", counting.calls().toString(),
				"nobody asks for the digest of what is known to be a secret");
		memory.proof("two");
		machine().secrets(files, new NullProgressMonitor());
		assertEquals(3, counting.calls().size());
	}

	@Test
	void whatIsAlwaysWantedIsFoundWithTheFirstSurvey() throws Exception {
		Want always = Want.file(MachinePath.of("/etc/x"));
		memory.fileSystem("/", 4096, 1000, 500).fileSystem("/home", 1024, 100, 50);
		Supplier<CachingMachine> fresh = () -> new CachingMachine(counting, folder.resolve("cache/clone.survey"),
				List.of(always));
		assertEquals("[/home/ann/file, /home/ann/settings] [/home/ann/settings]", text(survey(fresh.get(), ALL)));
		assertEquals(List.of("survey", "describe"), counting.calls());
		Survey asked = survey(fresh.get(), always);
		assertEquals("[/etc/x] [/etc/x]", text(asked));
		assertEquals("[/home/ann/file, /home/ann/settings] [/home/ann/settings]", text(survey(fresh.get(), ALL)));
		assertEquals(List.of(), counting.calls());
		assertEquals(survey(memory, always).fileSystems(), asked.fileSystems());
		assertEquals(2, asked.fileSystems().size());
	}

	private static String text(Survey survey) {
		return survey.entries().stream().map(FileEntry::path).toList() + " "
				+ survey.contents().keySet().stream().sorted().toList();
	}

	@Test
	void whatIsRememberedIsCheckedAgainstTheMachine() throws Exception {
		assertEquals(MachineCheck.NONE, check(), "nothing is remembered yet");
		look(machine());
		assertEquals(new MachineCheck(List.of(), true, List.of()), check());
		memory.put("/home/ann/file", "XYZ");
		assertTrue(check().isDamaged(), "as by one who changed an image and put its times back");
		assertTrue(check().memoryProblems().toString().contains("/home/ann/file"), check().toString());
		memory.proof("two");
		assertEquals(MachineCheck.NONE, check(), "it does not count any more");
		Files.writeString(folder.resolve("cache/clone.survey"), "damaged");
		assertTrue(check().memoryProblems().get(0).startsWith("It can't be read"), check().toString());
	}

	private MachineCheck check() throws MachineException {
		return machine().checkMemory(new NullProgressMonitor());
	}

	@Test
	void anotherProofIsNeverBelieved() throws Exception {
		look(machine());
		counting.calls();
		memory.put("/home/ann/file", "xyz").proof("two");
		String second = look(machine());
		assertTrue(counting.calls().contains("digest /home/ann/file"));
		assertTrue(second.contains(Digest.of(Digest.computation().digest("xyz".getBytes())).toString()));
		memory.proof("one");
		look(machine());
		assertFalse(counting.calls().isEmpty());
	}

	@Test
	void withoutAProofNothingIsRemembered() throws Exception {
		memory.proof(null);
		look(machine());
		counting.calls();
		look(machine());
		assertEquals(5, counting.calls().size());
		assertFalse(Files.exists(folder.resolve("cache/clone.survey")));
	}

	@Test
	void aMachineThatChangesWhileItIsReadIsNotRemembered() throws Exception {
		CachingMachine changing = new CachingMachine(new Machine() {
			@Override
			public String id() {
				return "x";
			}

			@Override
			public String label() {
				return "x";
			}

			@Override
			public SystemDescription describe(IProgressMonitor monitor) throws MachineException {
				return counting.describe(monitor);
			}

			@Override
			public Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
				Survey survey = counting.survey(request, monitor);
				memory.proof("later");
				return survey;
			}

			@Override
			public Map<MachinePath, Digest> digest(java.util.Collection<FileEntry> files, IProgressMonitor monitor)
					throws MachineException {
				return counting.digest(files, monitor);
			}

			@Override
			public void read(java.util.Collection<MachinePath> files, ContentReceiver receiver,
					IProgressMonitor monitor)
					throws MachineException {
				counting.read(files, receiver, monitor);
			}

			@Override
			public Optional<String> stateProof() {
				return counting.stateProof();
			}

			@Override
			public void close() {
				counting.close();
			}
		}, folder.resolve("cache/clone.survey"), List.of());
		survey(changing, ALL);
		memory.proof("one");
		counting.calls();
		survey(machine(), ALL);
		assertTrue(counting.calls().contains("survey"));
	}

	@Test
	void moreWantsAreAnsweredAndRemembered() throws Exception {
		survey(machine(), ALL);
		counting.calls();
		assertEquals(Map.of(), survey(machine()).problems());
		assertEquals(List.of(), counting.calls());
		Survey wider = survey(machine(), Want.file(MachinePath.of("/etc/x")));
		assertEquals("1", new String(wider.content(MachinePath.of("/etc/x")).orElseThrow()));
		counting.calls();
		assertEquals(look(new CountingMachine(memory)), look(machine()));
	}

	@Test
	void aRequestForNothingIsAnsweredByAMachineThatIsOnlyDescribed() throws Exception {
		machine().describe(new NullProgressMonitor());
		assertEquals(List.of(), survey(machine()).entries());
	}

	@Test
	void aDamagedFileCountsAsNone() throws Exception {
		String expected = look(machine());
		Path file = folder.resolve("cache/clone.survey");
		byte[] bytes = Files.readAllBytes(file);
		Random random = new Random(5);
		for (int i = 0; i < 300; i++) {
			byte[] damaged = i % 3 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
			if (i % 3 != 0) {
				damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
			}
			Files.write(file, damaged);
			counting.calls();
			assertEquals(expected, look(machine()));
			assertTrue(counting.calls().contains("survey"), "damage " + i + " was believed");
		}
	}

	@Test
	void whatCannotBeWrittenIsNoFailure() throws Exception {
		Files.writeString(folder.resolve("cache"), "a file where the folder should be");
		String first = look(machine());
		assertEquals(first, look(machine()));
	}
}
