/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.history;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.history.CloneHistory;
import org.likeness.ui.internal.CloneSession;

/** Versions of a clone as machines, opened as they are needed. For one job. */
final class OpenVersions implements AutoCloseable {

	private final CloneSession session;
	private final List<Machine> recorded = new ArrayList<>();

	OpenVersions(CloneSession session) {
		this.session = session;
	}

	/**
	 * @return that version; closed with this. What the clone is now can be opened only where the session is used
	 * @throws MachineException if it can't be read; nothing is changed
	 */
	Machine open(Version version, IProgressMonitor monitor) throws MachineException {
		if (version.isNow()) {
			return session.machine(monitor);
		}
		try (CloneHistory history = session.history()) {
			Machine machine = history.at(version.step().id());
			recorded.add(machine);
			return machine;
		}
	}

	/** Closes what was recorded; the clone itself is the session's. */
	@Override
	public void close() {
		recorded.forEach(Machine::close);
	}
}
