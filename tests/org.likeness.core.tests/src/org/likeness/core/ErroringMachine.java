/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Collection;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;

/** Fails at a phase: "describe", "survey", "digest" or "read"; before that it is another machine. */
final class ErroringMachine extends MachineWrapper {

	private final String phase;
	private final Runnable before;

	/** @param before runs before it fails */
	ErroringMachine(Machine machine, String phase, Runnable before) {
		super(machine);
		this.phase = phase;
		this.before = before;
	}

	private void failAt(String now) throws MachineException {
		if (now.equals(phase)) {
			before.run();
			throw new MachineException("It failed at " + phase, label(), "Nothing was changed.", "Try again.");
		}
	}

	@Override
	public SystemDescription describe(IProgressMonitor monitor) throws MachineException {
		failAt("describe");
		return super.describe(monitor);
	}

	@Override
	public Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
		failAt("survey");
		return super.survey(request, monitor);
	}

	@Override
	public Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		failAt("digest");
		return super.digest(files, monitor);
	}

	@Override
	public void read(Collection<MachinePath> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		failAt("read");
		super.read(files, receiver, monitor);
	}

}
