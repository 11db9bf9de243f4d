/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.apply;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.likeness.core.PackageChange;
import org.likeness.core.PackageData;
import org.likeness.core.PackagePlan;
import org.likeness.core.Plan;
import org.likeness.core.Plan.Action;
import org.likeness.core.Plan.NotDone;
import org.likeness.core.Plan.PlannedItem;
import org.likeness.ui.internal.ByteCount;
import org.likeness.ui.internal.Facets;
import org.likeness.ui.internal.GroupTree.Group;
import org.likeness.ui.internal.GroupTree.Line;
import org.likeness.ui.internal.comparison.ItemText;

/**
 * What a plan says, as rows of a tree. Immutable.
 *
 * @param groups  the steps, the room that they take, what becomes of items, by facet, then what stays as it is
 * @param summary all of it in a few words
 */
record PlanRows(List<Group> groups, String summary) {

	static PlanRows of(Plan plan) {
		List<Group> groups = new ArrayList<>();
		if (!plan.isEmpty()) {
			groups.add(StepRows.steps(plan));
		}
		if (!plan.isEmpty() && !plan.room().isEmpty()) {
			groups.add(StepRows.room(plan));
		}
		Map<String, List<PlannedItem>> done = new TreeMap<>();
		plan.items().forEach(item -> done.computeIfAbsent(item.facet(), id -> new ArrayList<>()).add(item));
		done.forEach((facet, items) -> groups.add(new Group(Facets.label(facet), actions(items), "facet",
				items.stream()
						.map(item -> new Line(ItemText.cell(item.key()), becoming(item, plan.packages()),
								icon(item.action()), item))
						.toList())));
		List<PackageChange> alongside = plan.packages().alongside();
		if (!alongside.isEmpty()) {
			groups.add(new Group("Packages that others need", count(alongside.size(), "package"), "facet",
					alongside.stream().map(change -> new Line(ItemText.cell(change.name()), becoming(change),
							icon(change.action()), change)).toList()));
		}
		Map<String, List<NotDone>> stays = new TreeMap<>();
		plan.notDone().forEach(item -> stays.computeIfAbsent(item.facet(), id -> new ArrayList<>()).add(item));
		stays.forEach((facet, items) -> groups.add(new Group(Facets.label(facet) + " – stay as they are",
				count(items.size(), "item"), "kept",
				items.stream().map(item -> new Line(ItemText.cell(item.key()), reason(item),
						item.rule() != null ? "kept" : "unread", item))
						.toList())));
		return new PlanRows(List.copyOf(groups), summary(plan));
	}

	/** @return how much a package is to fetch, and once it is installed; what is 0 is passed over */
	private static String sizes(PackageChange change) {
		String fetched = change.toFetch() == 0 ? "" : ", " + ByteCount.text(change.toFetch()) + " to fetch";
		String kept = change.toKeep() == 0 ? "" : ", " + ByteCount.text(change.toKeep()) + " to fetch of what goes";
		return fetched + kept + (change.unpacked() == 0 ? "" : ", " + ByteCount.text(change.unpacked()) + " installed");
	}

	private static String summary(Plan plan) {
		long removed = plan.changes().stream().filter(change -> change.after() == null).count();
		StringBuilder text = new StringBuilder();
		if (plan.isEmpty()) {
			text.append("There is nothing to do.");
		} else {
			text.append(plan.items().isEmpty() ? "" : count(plan.items().size(), "item") + ": "
					+ actions(plan.items()) + ".  ");
			if (!plan.changes().isEmpty()) {
				text.append(count(plan.changes().size() - removed, "file or folder", "files and folders"))
						.append(" to write (").append(ByteCount.text(plan.bytes())).append(" of contents), ")
						.append(none(removed)).append(" to remove.  ");
			}
			text.append(packages(plan.packages()));
		}
		if (!plan.notDone().isEmpty()) {
			text.append("  ").append(count(plan.notDone().size(), "chosen item")).append(
					plan.notDone().size() == 1 ? " stays as it is." : " stay as they are.");
		}
		return text.toString().strip();
	}

	private static String none(long number) {
		return number == 0 ? "none" : String.format("%,d", number);
	}

	private static String packages(PackagePlan packages) {
		return packages.changes().isEmpty() ? ""
				: String.format("%s to install (%s to fetch, %s unpacked), %s to remove.",
						count(packages.installed().size(), "package"), ByteCount.text(packages.bytesToFetch()),
						ByteCount.text(packages.bytesUnpacked()), none(packages.removed().size()));
	}

	private static String becoming(PlannedItem item, PackagePlan packages) {
		return item.action().word()
				+ packages.insteadFor(item).map(version -> ": gets " + version + " instead").orElse("")
				+ packages.changeFor(item).map(change -> sizes(change) + data(packages.dataOf(change))).orElse("");
	}

	private static String data(List<PackageData> data) {
		return data.stream().map(each -> "; its own scripts may remove " + each.folder() + " ("
				+ count(each.files(), "file") + ", " + ByteCount.text(each.bytes()) + "), which is not kept")
				.collect(Collectors.joining());
	}

	private static String becoming(PackageChange change) {
		return change.action().word() + " " + switch (change.action()) {
		case ADD -> change.to();
		case CHANGE -> change.from() + " → " + change.to();
		case REMOVE -> change.from();
		} + sizes(change);
	}

	private static String actions(List<PlannedItem> items) {
		Map<Action, Integer> counts = new EnumMap<>(Action.class);
		items.forEach(item -> counts.merge(item.action(), 1, Integer::sum));
		StringJoiner text = new StringJoiner(", ");
		counts.forEach((action, count) -> text.add(String.format("%,d to %s", count, action.word())));
		return text.toString();
	}

	private static String icon(Action action) {
		return switch (action) {
		case ADD -> "add";
		case CHANGE -> "changed";
		case REMOVE -> "remove";
		};
	}

	private static String reason(NotDone item) {
		return item.rule() != null ? "kept by rule " + item.rule()
				: "can't be done: " + ItemText.cell(String.valueOf(item.reason()));
	}

	static String count(long number, String one) {
		return count(number, one, one + "s");
	}

	static String count(long number, String one, String many) {
		return String.format("%,d %s", number, number == 1 ? one : many);
	}
}
