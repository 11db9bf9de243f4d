/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;

/**
 * Remembers what another machine found, and answers from memory as long as that machine proves that nothing changed.
 * A wrong cache is worse than none: without a proof, or with another one, everything is read again. The proof is taken
 * before the machine is read and must still hold after, so what changes in the middle is not remembered.
 */
public class CachingMachine extends MachineWrapper {

	private final SurveyFile file;
	private final List<Want> always;
	private SurveyFile.Memory memory;

	/**
	 * @param machine the machine; closed with this one
	 * @param file    where to keep what it found; need not exist. A damaged file counts as none
	 * @param always  what is found out with each survey, because it will be asked for by itself
	 */
	public CachingMachine(Machine machine, Path file, List<Want> always) {
		super(machine);
		this.file = new SurveyFile(file);
		this.always = List.copyOf(always);
	}

	@Override
	public SystemDescription describe(IProgressMonitor monitor) throws MachineException {
		Optional<String> proof = stateProof();
		Optional<SystemDescription> known = recall(proof).map(SurveyFile.Memory::system);
		if (known.isPresent()) {
			return known.get();
		}
		SystemDescription system = super.describe(monitor);
		remember(proof, new SurveyFile.Memory(proof.orElse(""), system, List.of(), null, Map.of()));
		return system;
	}

	@Override
	public Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
		Optional<String> proof = stateProof();
		Optional<SurveyFile.Memory> known = recall(proof);
		if (known.isPresent() && known.get().survey() != null && known.get().wants().containsAll(request.wants())) {
			return known.get().survey().narrowed(known.get().wants(), request);
		}
		SurveyRequest wider = request.with(along(known));
		Survey survey = super.survey(wider, monitor);
		remember(proof, new SurveyFile.Memory(proof.orElse(""), super.describe(monitor), wider.wants(), survey,
				known.map(SurveyFile.Memory::digests).orElse(Map.of())));
		return survey.narrowed(wider.wants(), request);
	}

	/** @return what is surveyed along with what is asked for */
	private List<Want> along(Optional<SurveyFile.Memory> known) {
		List<Want> wants = new ArrayList<>(always);
		known.ifPresent(memory -> wants.addAll(memory.wants()));
		return wants;
	}

	/**
	 * @param transaction of the machine; closed with the one that is returned
	 * @return such a one, of which is remembered what it makes of the machine
	 */
	protected final Transaction remembering(Transaction transaction) {
		Optional<SurveyFile.Memory> known = recall(stateProof());
		return new RememberedTransaction(transaction, along(known), known.orElse(null),
				(proof, found) -> remember(Optional.of(proof), found));
	}

	@Override
	public Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		Optional<String> proof = stateProof();
		Optional<SurveyFile.Memory> memory = recall(proof);
		Map<MachinePath, Digest> known = memory.map(SurveyFile.Memory::digests).orElse(Map.of());
		Map<MachinePath, Digest> digests = digest(files, known, monitor);
		if (memory.isPresent() && !known.keySet().containsAll(digests.keySet())) {
			remember(proof, memory.get().withDigests(digests));
		}
		return digests;
	}

	/**
	 * Reads again what is remembered and counts as true now. Nothing is changed.
	 *
	 * @return no file systems; whether something is remembered, and in what it is wrong
	 * @throws MachineException if the machine can't be read
	 */
	protected final MachineCheck checkMemory(IProgressMonitor monitor) throws MachineException {
		Optional<SurveyFile.Memory> found = file.load();
		if (found.isEmpty()) {
			return file.exists()
					? new MachineCheck(List.of(), false, List.of("It can't be read, and is not used: " + file))
					: MachineCheck.NONE;
		}
		Optional<String> proof = stateProof();
		SurveyFile.Memory known = found.get();
		if (proof.isEmpty() || !known.proof().equals(proof.get()) || known.survey() == null) {
			return MachineCheck.NONE;
		}
		SubMonitor progress = SubMonitor.convert(monitor, "Reading again what is remembered of " + label(), 100);
		Survey now = super.survey(SurveyRequest.of(known.wants()), progress.split(50));
		List<FileEntry> digested = known.survey().entries().stream()
				.filter(entry -> known.digests().containsKey(entry.path())).toList();
		Map<MachinePath, Digest> digests = super.digest(digested, progress.split(50));
		if (!proof.equals(stateProof())) {
			return MachineCheck.NONE;
		}
		List<String> problems = new ArrayList<>();
		known.survey().firstDifference(now).ifPresent(path -> problems
				.add("It tells something else of " + path + " than the clone does. Delete it: " + file));
		digested.stream().map(FileEntry::path).filter(path -> !known.digests().get(path).equals(digests.get(path)))
				.findFirst().ifPresent(path -> problems
						.add("It tells other contents of " + path + " than the clone has. Delete it: " + file));
		return new MachineCheck(List.of(), true, problems);
	}

	private Optional<SurveyFile.Memory> recall(Optional<String> proof) {
		if (proof.isEmpty()) {
			return Optional.empty();
		}
		if (memory == null) {
			memory = file.load().orElse(null);
		}
		return Optional.ofNullable(memory).filter(known -> known.proof().equals(proof.get()));
	}

	private void remember(Optional<String> before, SurveyFile.Memory found) {
		if (before.isEmpty() || !before.equals(stateProof())) {
			return;
		}
		memory = found;
		try {
			file.save(found);
		} catch (IOException e) {
			// The next comparison takes longer; this one is right. A full disk shows where it matters.
			file.discard();
		}
	}
}
