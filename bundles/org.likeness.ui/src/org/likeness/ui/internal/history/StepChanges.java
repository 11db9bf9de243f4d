/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.history;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.Account;
import org.likeness.core.CompareCommand;
import org.likeness.core.ComparedItem;
import org.likeness.core.Comparison;
import org.likeness.core.FacetComparison;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.State;
import org.likeness.core.UserMatch;
import org.likeness.laptop.Laptop;
import org.likeness.ui.internal.CloneSession;
import org.likeness.ui.internal.Facets;
import org.likeness.ui.internal.GroupTree.Group;
import org.likeness.ui.internal.GroupTree.Line;
import org.likeness.ui.internal.Machines;
import org.likeness.ui.internal.comparison.ItemText;

/** What changed from one version of a clone to another one. */
final class StepChanges {

	/**
	 * An item that changed.
	 *
	 * @param facet the id of its facet
	 * @param item  before the change (for the laptop's side) and after it (for the clone's)
	 */
	record ChangedItem(String facet, ComparedItem item) {
	}

	private StepChanges() {
	}

	/**
	 * @param after now only in a job that uses the session
	 * @return the items that differ, by facet
	 * @throws MachineException           if one of the versions can't be read; nothing is changed
	 * @throws OperationCanceledException if the monitor is cancelled
	 */
	static List<Group> find(CloneSession session, Version before, Version after, IProgressMonitor monitor)
			throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 20);
		try (Laptop laptop = Machines.get().openLaptop(); OpenVersions versions = new OpenVersions(session)) {
			Machine earlier = versions.open(before, progress.split(1));
			Machine later = versions.open(after, progress.split(1));
			Account user = UserMatch.find(laptop.user(), earlier.describe(progress.split(1))).ofClone();
			Comparison comparison = new CompareCommand(earlier, later).setFacets(Facets.all())
					.setPreferences(session.preferences()).setLaptopUser(user).call(progress.split(17));
			List<Group> groups = new ArrayList<>();
			comparison.facets().forEach(facet -> add(facet, groups));
			return groups;
		}
	}

	private static void add(FacetComparison facet, List<Group> groups) {
		List<Line> lines = new ArrayList<>();
		Map<State, Integer> counts = new EnumMap<>(State.class);
		for (ComparedItem item : facet.items()) {
			if (item.state() != State.SAME && item.state() != State.UNREAD) {
				counts.merge(item.state(), 1, Integer::sum);
				lines.add(new Line(ItemText.cell(item.key()), word(item.state()), icon(item.state()),
						new ChangedItem(facet.facet().id(), item)));
			}
		}
		if (!lines.isEmpty()) {
			StringJoiner text = new StringJoiner(", ");
			counts.forEach((state, count) -> text.add(String.format("%,d %s", count, word(state))));
			groups.add(new Group(facet.facet().label(), text.toString(), "facet", lines));
		}
	}

	/** The earlier step has the laptop's place. */
	private static String word(State state) {
		return switch (state) {
		case MISSING -> "removed";
		case EXTRA -> "added";
		default -> "changed";
		};
	}

	private static String icon(State state) {
		return switch (state) {
		case MISSING -> "remove";
		case EXTRA -> "add";
		default -> "changed";
		};
	}
}
