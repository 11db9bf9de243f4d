/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.List;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.Account;
import org.likeness.core.CompareCommand;
import org.likeness.core.Comparison;
import org.likeness.core.Facet;
import org.likeness.core.MachineException;
import org.likeness.core.Preferences;
import org.likeness.core.State;
import org.likeness.core.UserMatch;
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

	/** @param laptopUser whose settings and files the clone has */
	Comparison compare(List<Facet> facets, Preferences preferences, Account laptopUser, IProgressMonitor monitor)
			throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		Account user = UserMatch.find(laptopUser, step.describe(progress.split(5))).ofClone();
		return new CompareCommand(step, before).setFacets(facets).setPreferences(preferences).setLaptopUser(user)
				.call(progress.split(95));
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
