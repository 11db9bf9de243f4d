/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.Collection;
import java.util.List;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.Account;
import org.likeness.core.CompareCommand;
import org.likeness.core.Comparison;
import org.likeness.core.Digest;
import org.likeness.core.Facet;
import org.likeness.core.Item;
import org.likeness.core.ItemContent;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.Preferences;
import org.likeness.core.ReadItemCommand;
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
		Account user = UserMatch.find(laptopUser, step.describe(progress.split(5)), step.label()).ofClone();
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

	/** @return an item as it was before the step */
	ItemContent before(Item item, IProgressMonitor monitor) throws MachineException {
		return read(before, item, monitor);
	}

	/** @return an item as it was after the step */
	ItemContent after(Item item, IProgressMonitor monitor) throws MachineException {
		return read(step, item, monitor);
	}

	/** Of most files the history has a fingerprint only. */
	private static ItemContent read(RecordedMachine machine, Item item, IProgressMonitor monitor)
			throws MachineException {
		if (item != null && item.file() != null) {
			Collection<MachinePath> file = List.of(item.file().path());
			if (!machine.withoutContents(file).isEmpty()) {
				Digest digest = machine.digest(List.of(item.file()), monitor).get(item.file().path());
				return new ItemContent(item, null, digest);
			}
		}
		return new ReadItemCommand(machine, item).call(monitor);
	}
}
