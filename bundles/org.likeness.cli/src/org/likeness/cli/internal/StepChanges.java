/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.List;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.CompareCommand;
import org.likeness.core.Comparison;
import org.likeness.core.Facet;
import org.likeness.core.MachineException;
import org.likeness.core.Preferences;
import org.likeness.core.State;
import org.likeness.history.RecordedMachine;

/** What a step of a history changed: the clone at that step in the laptop's place, at the step before in the clone's. */
final class StepChanges {

	private final RecordedMachine step;
	private final RecordedMachine before;

	/** Both are still the caller's to close. */
	StepChanges(RecordedMachine step, RecordedMachine before) {
		this.step = step;
		this.before = before;
	}

	Comparison compare(List<Facet> facets, Preferences preferences, IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		return new CompareCommand(step, before).setFacets(facets).setPreferences(preferences).call(progress.split(100));
	}

	/** @return what the step did to an item */
	static String word(State state) {
		return switch (state) {
		case MISSING -> "added";
		case EXTRA -> "removed";
		default -> state.word();
		};
	}
}
