/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
			return complete(known.get(), request, monitor).narrowed(known.get().wants(), request);
		}
		SurveyRequest wider = request.with(along(known));
		Survey survey = super.survey(wider, monitor);
		remember(proof, new SurveyFile.Memory(proof.orElse(""), super.describe(monitor), wider.wants(), survey,
				known.map(SurveyFile.Memory::digests).orElse(Map.of()),
				known.map(SurveyFile.Memory::looked).orElse(Map.of()), Set.of()));
		return survey.narrowed(wider.wants(), request);
	}

	/** Passwords are in no file: whoever needs the contents that they are in has them read again. */
	private Survey complete(SurveyFile.Memory known, SurveyRequest request, IProgressMonitor monitor)
			throws MachineException {
		List<MachinePath> missing = known.withheld().stream().filter(path -> known.survey().entry(path)
				.filter(request::wantsContents).isPresent()).toList();
		if (missing.isEmpty()) {
			return known.survey();
		}
		Survey.Builder survey = known.survey().toBuilder();
		super.read(known.withheld(), (path, size, content) -> survey.content(path, content.readAllBytes()), monitor);
		memory = known.withSurvey(survey.build());
		return memory.survey();
	}

	@Override
	public Map<MachinePath, String> secrets(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		Optional<String> proof = stateProof();
		Optional<SurveyFile.Memory> known = recall(proof);
		Map<MachinePath, String> looked = new HashMap<>(known.map(SurveyFile.Memory::looked).orElse(Map.of()));
		int before = looked.size();
		Map<MachinePath, String> secrets = secrets(files, looked, monitor);
		if (looked.size() > before) {
			known.ifPresent(memory -> remember(proof, memory.withLooked(looked)));
		}
		return secrets;
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
		Map<MachinePath, String> looked = memory.map(SurveyFile.Memory::looked).orElse(Map.of());
		List<FileEntry> others = files.stream()
				.filter(file -> looked.getOrDefault(file.path(), NO_SECRET).equals(NO_SECRET)).toList();
		Map<MachinePath, Digest> digests = digest(others, known, monitor);
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
		SurveyRequest request = SurveyRequest.of(known.wants());
		Survey remembered = complete(known, request, progress.split(5));
		Survey now = super.survey(request, progress.split(45));
		List<FileEntry> digested = known.survey().entries().stream()
				.filter(entry -> known.digests().containsKey(entry.path())).toList();
		Map<MachinePath, Digest> digests = super.digest(digested, progress.split(50));
		if (!proof.equals(stateProof())) {
			return MachineCheck.NONE;
		}
		List<String> problems = new ArrayList<>();
		remembered.firstDifference(now).ifPresent(path -> problems
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
