/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import org.eclipse.core.runtime.IProgressMonitor;

/**
 * A transaction of which is remembered what the machine has become, as it was read before the commit: so nobody has to
 * read it again afterwards. Not for several threads.
 */
final class RememberedTransaction implements Transaction {

	/** Two files with the same one may be one file under two names. */
	private record Stamp(long size, long mtimeNanos) {

		static Stamp of(FileEntry entry) {
			return new Stamp(entry.size(), entry.mtimeNanos());
		}
	}

	private static final MachinePath MOUNTS = MachinePath.of("/etc/fstab");

	private final Transaction transaction;
	private final List<Want> wider;
	private final SurveyFile.Memory before;
	private final BiConsumer<String, SurveyFile.Memory> memory;
	private final Reader machine;
	private final Set<Stamp> written = new HashSet<>();
	private boolean ranPrograms;

	private SystemDescription system;
	private List<Want> wants;
	private Survey survey;
	/** What was told of it as it is to be; of what is told twice the last counts. */
	private final Deque<Map<MachinePath, Digest>> digests = new ArrayDeque<>();
	private final Map<MachinePath, String> looked = new HashMap<>();

	/**
	 * @param wider  what is surveyed along with what is asked for
	 * @param before what was known when it began; {@code null} if nothing was
	 * @param memory takes the proof after the commit and what is known then
	 */
	RememberedTransaction(Transaction transaction, List<Want> wider, SurveyFile.Memory before,
			BiConsumer<String, SurveyFile.Memory> memory) {
		this.transaction = transaction;
		this.wider = wider;
		this.before = before;
		this.memory = memory;
		this.machine = new Reader(transaction.machine());
	}

	@Override
	public Machine machine() {
		return machine;
	}

	/** Notes what it passes on. */
	private final class Reader extends MachineWrapper {

		Reader(Machine machine) {
			super(machine);
		}

		@Override
		public SystemDescription describe(IProgressMonitor monitor) throws MachineException {
			system = super.describe(monitor);
			return system;
		}

		@Override
		public Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
			SurveyRequest wide = request.with(wider);
			wants = wide.wants();
			survey = super.survey(wide, monitor);
			return survey.narrowed(wants, request);
		}

		@Override
		public Map<MachinePath, String> secrets(Collection<FileEntry> files, IProgressMonitor monitor)
				throws MachineException {
			return secrets(files, looked, monitor);
		}

		@Override
		public Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor)
				throws MachineException {
			Map<MachinePath, Digest> found = super.digest(files, monitor);
			digests.push(found);
			return found;
		}
	}

	@Override
	public void write(List<FileChange> changes, Machine source, IProgressMonitor monitor) throws MachineException {
		forget();
		changes.stream().filter(change -> change.content() != null).map(FileChange::after).map(Stamp::of)
				.forEach(written::add);
		transaction.write(changes, source == machine ? transaction.machine() : source, monitor);
	}

	@Override
	public void install(PackagePlan packages, IProgressMonitor monitor) throws MachineException {
		forget();
		ranPrograms = true;
		transaction.install(packages, monitor);
	}

	@Override
	public void run(List<SystemCommand> commands, IProgressMonitor monitor) throws MachineException {
		forget();
		ranPrograms = true;
		transaction.run(commands, monitor);
	}

	private void forget() {
		system = null;
		survey = null;
		digests.clear();
		looked.clear();
	}

	@Override
	public void learn(Map<MachinePath, Digest> known) {
		digests.push(known);
	}

	@Override
	public void commit(String record, RecordPublisher publisher, IProgressMonitor monitor) throws MachineException {
		transaction.commit(record, publisher, monitor);
		Optional<String> proof = transaction.stateProof();
		if (proof.isPresent() && system != null && survey != null && !mountsChanged()) {
			DigestTable.Builder known = new DigestTable.Builder(survey.files());
			digests.forEach(known::putAll);
			if (before != null && before.survey() != null && !ranPrograms) {
				keep(before, known);
			}
			memory.accept(proof.get(),
					new SurveyFile.Memory(proof.get(), system, wants, survey, known.build(), looked, Set.of()));
		}
	}

	/** What is mounted where was decided before. */
	private boolean mountsChanged() {
		return before != null && before.survey() != null
				&& !before.survey().entry(MOUNTS).equals(survey.entry(MOUNTS));
	}

	/** What was not written holds what it held, if it can't be another name of what was. */
	private void keep(SurveyFile.Memory earlier, DigestTable.Builder known) {
		for (int i = 0; i < known.size(); i++) {
			FileEntry now = known.file(i);
			if (!known.has(i) && !written.contains(Stamp.of(now))) {
				Digest digest = earlier.digests().get(now.path());
				if (digest != null && earlier.survey().entry(now.path()).filter(now::equals).isPresent()) {
					known.put(i, digest);
				}
			}
		}
	}

	@Override
	public Optional<String> stateProof() {
		return transaction.stateProof();
	}

	@Override
	public void close() {
		transaction.close();
	}
}
