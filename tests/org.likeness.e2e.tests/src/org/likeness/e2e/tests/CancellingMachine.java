/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import java.util.Collection;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.ContentReceiver;
import org.likeness.core.Digest;
import org.likeness.core.FileEntry;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.SystemDescription;

/** A machine in the middle of whose contents somebody presses Cancel. */
record CancellingMachine(Machine machine, IProgressMonitor pressed) implements Machine {

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

	@Override
	public void read(Collection<MachinePath> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		machine.read(files, (path, size, content) -> {
			receiver.receive(path, size, content);
			pressed.setCanceled(true);
		}, monitor);
	}

	@Override
	public void close() {
		machine.close();
	}
}
