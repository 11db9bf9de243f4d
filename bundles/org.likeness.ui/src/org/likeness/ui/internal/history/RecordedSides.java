/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.history;

import java.util.ArrayList;
import java.util.List;

import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.history.CloneHistory;
import org.likeness.history.HistoryStep;
import org.likeness.ui.internal.CloneSession;
import org.likeness.ui.internal.Times;
import org.likeness.ui.internal.comparison.SideBySide;

/** What a clone was at two steps, opened as it is needed. For one job. */
final class RecordedSides {

	private final CloneSession session;
	private final HistoryStep before;
	private final HistoryStep after;
	private final List<Machine> open = new ArrayList<>();

	RecordedSides(CloneSession session, HistoryStep before, HistoryStep after) {
		this.session = session;
		this.before = before;
		this.after = after;
	}

	SideBySide.Source before() {
		return new SideBySide.Source("before, " + Times.text(before.step().when()), monitor -> open(before));
	}

	SideBySide.Source after() {
		return new SideBySide.Source("after, " + Times.text(after.step().when()), monitor -> open(after));
	}

	private Machine open(HistoryStep step) throws MachineException {
		try (CloneHistory history = session.history()) {
			Machine machine = history.at(step.id());
			open.add(machine);
			return machine;
		}
	}

	void close() {
		open.forEach(Machine::close);
	}
}
