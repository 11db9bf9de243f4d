/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.util.Collection;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.ContentReceiver;
import org.likeness.core.Digest;
import org.likeness.core.FileEntry;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.SystemDescription;

/** A machine whose survey takes for ever, and can be cancelled. */
record SlowMachine(Machine machine) implements Machine {

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
	public Survey survey(SurveyRequest request, IProgressMonitor monitor) {
		monitor.subTask("Reading very slowly");
		try {
			while (!monitor.isCanceled()) {
				Thread.sleep(20);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		throw new OperationCanceledException();
	}

	@Override
	public Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		return machine.digest(files, monitor);
	}

	@Override
	public void read(Collection<MachinePath> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		machine.read(files, receiver, monitor);
	}

	@Override
	public void close() {
		machine.close();
	}
}
