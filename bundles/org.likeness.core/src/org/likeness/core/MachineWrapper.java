/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;

/** Passes all on to another machine, for those who change one thing of it. Closing it closes that one. */
public abstract class MachineWrapper implements Machine {

	/** What a file is that was looked into and is no secret. */
	protected static final String NO_SECRET = "";

	private final Machine machine;

	protected MachineWrapper(Machine machine) {
		this.machine = machine;
	}

	/** @return the other machine */
	protected final Machine wrapped() {
		return machine;
	}

	@Override
	public String id() {
		return machine.id();
	}

	@Override
	public String label() {
		return machine.label();
	}

	@Override
	public SystemDescription describe(IProgressMonitor monitor) throws MachineException {
		return machine.describe(monitor);
	}

	@Override
	public Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
		return machine.survey(request, monitor);
	}

	@Override
	public Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		return machine.digest(files, monitor);
	}

	/**
	 * @param known digests that need not be computed again
	 * @return what is known, and of all other files what the other machine computes
	 * @throws MachineException if that can't be read; nothing is changed
	 */
	protected final Map<MachinePath, Digest> digest(Collection<FileEntry> files, Map<MachinePath, Digest> known,
			IProgressMonitor monitor) throws MachineException {
		DigestTable.Builder digests = new DigestTable.Builder(files).putAll(known);
		List<FileEntry> unknown = digests.unknown();
		if (!unknown.isEmpty()) {
			digests.putAll(machine.digest(unknown, monitor));
		}
		return digests.build();
	}

	/**
	 * @param looked the files that need not be looked into again, and what each one is, or {@link #NO_SECRET}; takes what is
	 *               found out
	 * @return which of {@code files} are secrets
	 * @throws MachineException if the other machine can't be read; nothing is changed
	 */
	protected final Map<MachinePath, String> secrets(Collection<FileEntry> files, Map<MachinePath, String> looked,
			IProgressMonitor monitor) throws MachineException {
		List<FileEntry> unknown = files.stream().filter(file -> !looked.containsKey(file.path())).toList();
		Map<MachinePath, String> found = unknown.isEmpty() ? Map.of() : machine.secrets(unknown, monitor);
		unknown.forEach(file -> looked.put(file.path(), found.getOrDefault(file.path(), NO_SECRET)));
		Map<MachinePath, String> secrets = new HashMap<>();
		for (FileEntry file : files) {
			String kind = looked.get(file.path());
			if (!kind.equals(NO_SECRET)) {
				secrets.put(file.path(), kind);
			}
		}
		return secrets;
	}

	@Override
	public void read(Collection<MachinePath> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		machine.read(files, receiver, monitor);
	}

	@Override
	public Map<MachinePath, String> secrets(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		return machine.secrets(files, monitor);
	}

	@Override
	public void readAsFound(Collection<FileEntry> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		machine.readAsFound(files, receiver, monitor);
	}

	@Override
	public Collection<MachinePath> withoutContents(Collection<MachinePath> files) {
		return machine.withoutContents(files);
	}

	@Override
	public Map<String, Digest> packageFiles() throws MachineException {
		return machine.packageFiles();
	}

	@Override
	public Optional<Account> onlyUser() {
		return machine.onlyUser();
	}

	@Override
	public Optional<String> stateProof() {
		return machine.stateProof();
	}

	@Override
	public Costs costs() {
		return machine.costs();
	}

	@Override
	public void close() {
		machine.close();
	}
}
