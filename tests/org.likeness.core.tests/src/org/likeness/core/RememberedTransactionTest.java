/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of a machine that a transaction changes. */
class RememberedTransactionTest {

	private static final Want ALL = Want.contents(MachinePath.of("/home"), "**/settings");
	private static final Want SETTINGS = Want.file(MachinePath.of("/home/ann/settings"));
	private static final Want ALWAYS = Want.file(MachinePath.of("/etc/x"));

	@TempDir
	Path folder;

	private final MemoryMachine memory = new MemoryMachine("clone").put("/home/ann/settings", "a=1")
			.put("/home/ann/longer", "abcdef").put("/home/ann/same-size", "xyz").put("/etc/x", "1").proof("old");
	private final CountingMachine counting = new CountingMachine(memory);
	private String proofAfter = "new";
	private MachineException failure;

	@BeforeEach
	void lookAtIt() throws Exception {
		look(machine());
		counting.calls();
	}

	/** Such a machine, as after a new start. */
	private CachingMachine machine() {
		return new CachingMachine(counting, folder.resolve("clone.survey"), List.of(ALWAYS));
	}

	private static String look(Machine machine) throws MachineException {
		SystemDescription system = machine.describe(monitor());
		Survey survey = machine.survey(SurveyRequest.of(List.of(ALL)), monitor());
		Map<MachinePath, Digest> digests = machine
				.digest(survey.entries(ALL).stream().filter(FileEntry::isFile).toList(), monitor());
		return system + " " + survey.entries() + " "
				+ survey.content(MachinePath.of("/home/ann/settings")).map(String::new) + " " + new TreeMap<>(digests);
	}

	private static IProgressMonitor monitor() {
		return new NullProgressMonitor();
	}

	/** Writes to the machine itself what is written; its proof is another one once that is committed. */
	private class Writing implements Transaction {

		private Optional<String> proof = Optional.empty();

		@Override
		public Machine machine() {
			return counting;
		}

		@Override
		public void write(List<FileChange> changes, Machine source, IProgressMonitor monitor) {
			changes.forEach(change -> memory.put(change.path().toString(),
					new String(((FileChange.Made) change.content()).bytes(), StandardCharsets.UTF_8)));
		}

		@Override
		public void install(PackagePlan packages, IProgressMonitor monitor) {
			// Nobody can tell what its scripts do.
		}

		@Override
		public void run(List<SystemCommand> commands, IProgressMonitor monitor) {
			// Nor what other programs do.
		}

		@Override
		public void commit(String record, RecordPublisher publisher, IProgressMonitor monitor)
				throws MachineException {
			if (failure != null) {
				throw failure;
			}
			memory.proof(proofAfter);
			proof = Optional.ofNullable(proofAfter);
		}

		@Override
		public Optional<String> stateProof() {
			return proof;
		}

		@Override
		public void close() {
			// It has nothing of its own.
		}
	}

	private static FileChange change(String path, String before, String after) {
		return new FileChange(MachinePath.of(path), file(path, before), file(path, after),
				new FileChange.Made(after.getBytes(StandardCharsets.UTF_8)));
	}

	private static FileEntry file(String path, String content) {
		return new FileEntry(MachinePath.of(path), FileType.FILE, 0644, 1000, 1000, content.length(), 0, null);
	}

	/** Changes the settings, looks at them only, and commits. */
	private void change(boolean install, SystemCommand... commands) throws MachineException {
		try (Transaction transaction = machine().remembering(new Writing())) {
			Machine changed = transaction.machine();
			changed.survey(SurveyRequest.of(List.of(SETTINGS)), monitor());
			transaction.write(List.of(change("/home/ann/settings", "a=1", "b=2")), memory, monitor());
			if (install) {
				transaction.install(PackagePlan.NONE, monitor());
			}
			if (commands.length > 0) {
				transaction.run(List.of(commands), monitor());
			}
			changed.describe(monitor());
			Survey survey = changed.survey(SurveyRequest.of(List.of(SETTINGS)), monitor());
			assertEquals(List.of(MachinePath.of("/home/ann/settings")),
					survey.entries().stream().map(FileEntry::path).toList(), "nobody is told what others asked for");
			transaction.learn(memory.digest(survey.entries(), monitor()));
			transaction.commit("", null, monitor());
		}
	}

	@Test
	void afterACommitTheMachineIsNotReadAgain() throws Exception {
		change(false);
		counting.calls();
		CachingMachine fresh = machine();
		assertEquals(look(memory), look(fresh));
		assertEquals(List.of("digest /home/ann/same-size"), counting.calls(),
				"it may be another name of what was written; all else is known");
		fresh.survey(SurveyRequest.of(List.of(ALWAYS)), monitor());
		assertEquals(List.of(), counting.calls());
		assertEquals(new MachineCheck(List.of(), true, List.of()), machine().checkMemory(monitor()));
	}

	@Test
	void whatPackagesMayHaveChangedIsReadAgain() throws Exception {
		change(true);
		counting.calls();
		look(machine());
		assertEquals(List.of("digest /home/ann/longer", "digest /home/ann/same-size"), counting.calls());
	}

	@Test
	void whatProgramsMayHaveChangedIsReadAgain() throws Exception {
		change(false, new SystemCommand(List.of("locale-gen"), 0));
		counting.calls();
		look(machine());
		assertEquals(List.of("digest /home/ann/longer", "digest /home/ann/same-size"), counting.calls());
	}

	@Test
	void withoutAProofNothingIsRemembered() throws Exception {
		proofAfter = null;
		change(false);
		counting.calls();
		look(machine());
		assertTrue(counting.calls().contains("survey"));
	}

	@Test
	void whatWasNotCommittedIsNotRemembered() throws Exception {
		failure = new MachineException("It failed", "clone", "It is as it was.", "Try again.");
		String before = look(machine());
		assertThrows(MachineException.class, () -> change(false));
		counting.calls();
		assertEquals(before, look(machine()), "the proof is the old one, and with it what is remembered");
		assertEquals(List.of(), counting.calls());
	}

	@Test
	void whatWasNotLookedAtSinceTheLastWriteIsNotRemembered() throws Exception {
		try (Transaction transaction = machine().remembering(new Writing())) {
			transaction.machine().describe(monitor());
			transaction.machine().survey(SurveyRequest.of(List.of(ALL)), monitor());
			transaction.write(List.of(change("/home/ann/settings", "a=1", "b=2")), memory, monitor());
			transaction.commit("", null, monitor());
		}
		counting.calls();
		assertEquals(look(memory), look(machine()));
		assertTrue(counting.calls().contains("survey"));
	}

	@Test
	void aTransactionDoesNotCopyFromItself() throws Exception {
		try (Transaction transaction = machine().remembering(new Writing() {
			@Override
			public void write(List<FileChange> changes, Machine source, IProgressMonitor monitor) {
				assertEquals(machine(), source);
			}
		})) {
			transaction.write(List.of(), transaction.machine(), monitor());
		}
	}
}
