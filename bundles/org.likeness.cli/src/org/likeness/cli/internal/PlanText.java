/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.likeness.core.ComparedItem;
import org.likeness.core.FacetComparison;
import org.likeness.core.PackageChange;
import org.likeness.core.Plan;
import org.likeness.core.PlanStep;
import org.likeness.core.Room;

/** Prints a plan for a person: the items by facet, what stays as it is and why, the steps, and the room they take. */
final class PlanText {

	private final Output out;
	private final int limit;

	/** @param limit how many items of each facet are listed at the most */
	PlanText(Output out, int limit) {
		this.out = out;
		this.limit = limit;
	}

	/** Prints everything. */
	void print(Plan plan) {
		PlannedPackages packages = new PlannedPackages(plan.packages());
		for (FacetComparison facet : plan.comparison().facets()) {
			List<Plan.PlannedItem> items = plan.itemsOf(facet.facet());
			if (!items.isEmpty()) {
				facet(facet, items, packages);
				out.end();
			}
		}
		alongside(plan.packages().alongside());
		notDone(plan);
		total(plan);
	}

	/** Prints the counts by facet in the place of the items. */
	void printSummary(Plan plan) {
		for (FacetComparison facet : plan.comparison().facets()) {
			List<Plan.PlannedItem> items = plan.itemsOf(facet.facet());
			if (!items.isEmpty()) {
				out.add(Style.BOLD, facet.facet().label()).add(Style.DIM, "  " + facet.facet().id()).to(40)
						.add(counts(items)).end();
			}
		}
		notDone(plan);
		total(plan);
	}

	private void facet(FacetComparison facet, List<Plan.PlannedItem> items, PlannedPackages packages) {
		out.add(Style.BOLD, facet.facet().label()).add(Style.DIM, "  " + facet.facet().id()).end();
		Map<String, ComparedItem> compared = new HashMap<>();
		facet.items().forEach(item -> compared.put(item.key(), item));
		for (Plan.PlannedItem item : items.subList(0, Math.min(limit, items.size()))) {
			out.add("  ").add(style(item.action()), item.action().word()).to(11).add(item.key()).to(48)
					.add(Style.DIM, ItemText.becoming(compared.get(item.key())) + packages.sizes(item))
					.add(Style.YELLOW, packages.remark(item)).end();
			packages.data(item).forEach(line -> out.to(11).add(Style.YELLOW, line).end());
		}
		more(items.size(), "  (-v lists them)");
	}

	private void alongside(List<PackageChange> changes) {
		if (changes.isEmpty()) {
			return;
		}
		out.add(Style.BOLD, "Packages that others need").end();
		for (PackageChange change : changes.subList(0, Math.min(limit, changes.size()))) {
			out.add("  ").add(style(change.action()), change.action().word()).to(11).add(change.name()).to(48)
					.add(Style.DIM, PlannedPackages.becoming(change)).end();
		}
		more(changes.size(), "  (-v lists them)");
		out.end();
	}

	private void more(int size, String how) {
		if (size > limit) {
			out.add("  … and " + (size - limit) + " more").add(Style.DIM, how).end();
		}
	}

	private void notDone(Plan plan) {
		List<Plan.NotDone> notDone = plan.notDone();
		if (notDone.isEmpty()) {
			return;
		}
		out.add(Style.BOLD, "Stays as it is").end();
		for (Plan.NotDone item : notDone.subList(0, Math.min(limit, notDone.size()))) {
			out.add("  " + item.facet() + ":" + item.key()).to(48);
			if (item.rule() != null) {
				out.add(Style.CYAN, "kept by rule " + item.rule()).end();
			} else {
				out.add(Style.YELLOW, "can't be done: " + item.reason()).end();
			}
		}
		more(notDone.size(), "  (-v lists them)");
		out.end();
	}

	private void total(Plan plan) {
		if (plan.isEmpty()) {
			out.add("There is nothing to do.").end();
			return;
		}
		out.add(counts(plan.items())).end();
		out.end().add(Style.BOLD, "In this order, all of it or nothing").end();
		int number = 1;
		for (PlanStep step : plan.steps()) {
			out.add(String.format("  %d  ", number++)).add(PlannedSteps.text(step, plan)).end();
		}
		room(plan.room());
	}

	private void room(List<Room> room) {
		if (room.isEmpty()) {
			return;
		}
		out.end().add(Style.BOLD, "Free space in the clone").to(32).add(Style.BOLD, "now").to(44)
				.add(Style.BOLD, "afterwards").end();
		for (Room each : room) {
			out.add("  " + each.place()).to(32).add(Sizes.text(each.fileSystem().free())).to(44);
			if (each.fits()) {
				out.add(Sizes.text(each.after())).end();
			} else {
				out.add(Style.RED, "there is no room: " + Sizes.text(each.needed()) + " are needed").end();
			}
		}
	}

	private static String counts(List<Plan.PlannedItem> items) {
		Map<Plan.Action, Integer> counts = new EnumMap<>(Plan.Action.class);
		items.forEach(item -> counts.merge(item.action(), 1, Integer::sum));
		return items.size() + (items.size() == 1 ? " item" : " items") + (items.isEmpty() ? "" : ": ")
				+ counts.entrySet().stream().map(each -> each.getValue() + " to " + each.getKey().word())
						.collect(Collectors.joining(", "));
	}

	private static Style style(Plan.Action action) {
		return switch (action) {
		case ADD -> Style.GREEN;
		case CHANGE -> Style.YELLOW;
		case REMOVE -> Style.RED;
		};
	}
}
