/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;

/** Writes down what another machine is asked for. */
final class CountingMachine extends MachineWrapper {

	private final List<String> calls = new ArrayList<>();

	CountingMachine(Machine machine) {
		super(machine);
	}

	/** @return what was asked for since the last time: "describe", "survey", "digest /a", "read /a" */
	List<String> calls() {
		List<String> result = List.copyOf(calls);
		calls.clear();
		return result;
	}

	@Override
	public SystemDescription describe(IProgressMonitor monitor) throws MachineException {
		calls.add("describe");
		return super.describe(monitor);
	}

	@Override
	public Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
		calls.add("survey");
		return super.survey(request, monitor);
	}

	@Override
	public Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		files.stream().map(FileEntry::path).sorted().forEach(path -> calls.add("digest " + path));
		return super.digest(files, monitor);
	}

	@Override
	public Map<MachinePath, String> secrets(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		files.stream().map(FileEntry::path).sorted().forEach(path -> calls.add("look " + path));
		return super.secrets(files, monitor);
	}

	@Override
	public void read(Collection<MachinePath> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		files.stream().sorted().forEach(path -> calls.add("read " + path));
		super.read(files, receiver, monitor);
	}

}
