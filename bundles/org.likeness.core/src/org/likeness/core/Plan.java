/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What has to be done so that chosen items of one machine become like those of another. Immutable; nothing happens until
 * it is {@linkplain ApplyCommand applied}.
 *
 * @param comparison what it was made from
 * @param items      the items that will be like the source's afterwards, by facet and key
 * @param notDone    the chosen items that will stay as they are, and why
 * @param changes    what is written, in the order of paths
 * @param packages   what is done with packages, after that
 * @param commands   the target's own programs that are run at the end
 * @param room       what that does to the free space of each file system of the target; empty if that is not known
 */
public record Plan(Comparison comparison, List<PlannedItem> items, List<NotDone> notDone, List<FileChange> changes,
		PackagePlan packages, List<SystemCommand> commands, List<Room> room) {

	private static final long MEGABYTE = 1 << 20;

	/** What becomes of an item of the target. */
	public enum Action {
		/** Only the source has it. */
		ADD,
		/** Both have it, and differ. */
		CHANGE,
		/** Only the target has it. */
		REMOVE;

		/** @return as the command line spells it */
		public String word() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}
	}

	/**
	 * An item that is taken over.
	 *
	 * @param facet  the id of its facet
	 * @param key    its key
	 * @param action what becomes of the target's
	 */
	public record PlannedItem(String facet, String key, Action action) {
	}

	/**
	 * An item that was chosen and stays as it is.
	 *
	 * @param facet  the id of its facet
	 * @param key    its key
	 * @param rule   the name of the rule by which the target keeps its own; {@code null} if it can't be done
	 * @param reason why, for people
	 */
	public record NotDone(String facet, String key, String rule, String reason) {
	}

	public Plan {
		items = List.copyOf(items);
		notDone = List.copyOf(notDone);
		changes = List.copyOf(changes);
		commands = List.copyOf(commands);
		room = List.copyOf(room);
	}

	/**
	 * @return the same with a comparison that knows counts alone: while a plan is run all is looked at once more, and
	 *         two looks at a million files need not be held
	 */
	public Plan withoutComparedItems() {
		return new Plan(comparison.withoutItems(), items, notDone, changes, packages, commands, room);
	}

	/** @return whether there is nothing to do */
	public boolean isEmpty() {
		return changes.isEmpty() && packages.isEmpty();
	}

	/** @return whether programs of the target's own are run, which may change files that are not planned */
	public boolean runsPrograms() {
		return !packages.isEmpty() || !commands.isEmpty();
	}

	/** @return how many bytes of contents are written */
	public long bytes() {
		return changes.stream().mapToLong(FileChange::bytes).sum();
	}

	/** @return what is done, in the order in which it is done; all of it or nothing */
	public List<PlanStep> steps() {
		List<PlanStep> steps = new ArrayList<>();
		add(steps, PlanStep.Kind.FETCH, packages.filesToFetch(), packages.bytesToFetch());
		add(steps, PlanStep.Kind.REMOVE, count(FileChange.Kind.REMOVE), 0);
		add(steps, PlanStep.Kind.ATTRIBUTES, count(FileChange.Kind.ATTRIBUTES), 0);
		add(steps, PlanStep.Kind.WRITE, count(FileChange.Kind.WRITE), bytes());
		add(steps, PlanStep.Kind.INSTALL, packages.installed().size(), packages.bytesUnpacked());
		add(steps, PlanStep.Kind.UNINSTALL, packages.removed().size(),
				packages.removed().stream().mapToLong(PackageChange::freed).sum());
		add(steps, PlanStep.Kind.MARK, packages.marks().size(), 0);
		add(steps, PlanStep.Kind.RUN, commands.size(), 0);
		return steps;
	}

	private long count(FileChange.Kind kind) {
		return changes.stream().filter(change -> change.kind() == kind).count();
	}

	private static void add(List<PlanStep> steps, PlanStep.Kind kind, long count, long bytes) {
		if (count > 0) {
			steps.add(new PlanStep(kind, (int) count, bytes));
		}
	}

	/**
	 * @param label what people call the target
	 * @throws MachineException if a file system of the target has no room for it
	 */
	public void checkRoom(String label) throws MachineException {
		for (Room each : room) {
			if (!each.fits()) {
				throw new MachineException("There is no room for the change in the clone's file system " + each.place()
						+ ": it takes " + megabytes(each.needed()) + " MB, and "
						+ each.fileSystem().free() / MEGABYTE + " MB are free", label, "Nothing was changed.",
						"Free space in the clone or enlarge it, or choose less.");
			}
		}
	}

	private static long megabytes(long bytes) {
		return (bytes + MEGABYTE - 1) / MEGABYTE;
	}

	/**
	 * @param shown the plan that a person agreed to
	 * @return the items that were to be taken over there and are not here, and why
	 */
	public List<NotDone> leftOutSince(Plan shown) {
		return notDone.stream().filter(item -> !shown.notDone.contains(item))
				.filter(item -> shown.items.stream()
						.anyMatch(then -> then.facet().equals(item.facet()) && then.key().equals(item.key())))
				.toList();
	}

	/** @return the items of one facet that are taken over */
	public List<PlannedItem> itemsOf(Facet facet) {
		return items.stream().filter(item -> item.facet().equals(facet.id())).toList();
	}

	/** @return how many items are taken over, by the ids of their facets */
	public SortedMap<String, Integer> counts() {
		SortedMap<String, Integer> counts = new TreeMap<>();
		items.forEach(item -> counts.merge(item.facet(), 1, Integer::sum));
		return Collections.unmodifiableSortedMap(counts);
	}

	/**
	 * @param now a plan for the same choice, made later
	 * @return what moved meanwhile, for people; empty if what this plan showed is still what will happen
	 */
	public Optional<String> moved(Plan now) {
		List<String> moved = new ArrayList<>();
		Map<MachinePath, FileChange> then = changes.stream()
				.collect(Collectors.toMap(FileChange::path, change -> change));
		for (FileChange change : now.changes) {
			FileChange shown = then.remove(change.path());
			if (shown == null || !shown.isSameAs(change)) {
				moved.add(change.path().toString());
			}
		}
		then.keySet().forEach(path -> moved.add(path.toString()));
		if (!packages.isSameAs(now.packages)) {
			moved.add("the packages that are needed");
		}
		if (!commands.equals(now.commands)) {
			moved.add("the programs that are run");
		}
		if (moved.isEmpty()) {
			return items.equals(now.items) && notDone.equals(now.notDone) ? Optional.empty()
					: Optional.of("the items that can be taken over");
		}
		Collections.sort(moved);
		return Optional.of(moved.get(0) + (moved.size() == 1 ? "" : " and " + (moved.size() - 1) + " more"));
	}
}
