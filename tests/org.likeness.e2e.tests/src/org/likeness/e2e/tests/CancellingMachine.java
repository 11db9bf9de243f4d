/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import java.util.Collection;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.ContentReceiver;
import org.likeness.core.FileEntry;
import org.likeness.core.Machine;
import org.likeness.core.MachineWrapper;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;

/** A machine in the middle of whose contents somebody presses Cancel. */
final class CancellingMachine extends MachineWrapper {

	private final IProgressMonitor pressed;

	CancellingMachine(Machine machine, IProgressMonitor pressed) {
		super(machine);
		this.pressed = pressed;
	}

	@Override
	public void read(Collection<MachinePath> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		super.read(files, pressing(receiver), monitor);
	}

	@Override
	public void readAsFound(Collection<FileEntry> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		super.readAsFound(files, pressing(receiver), monitor);
	}

	private ContentReceiver pressing(ContentReceiver receiver) {
		return (path, size, content) -> {
			receiver.receive(path, size, content);
			pressed.setCanceled(true);
		};
	}
}
