/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a person has agreed to, against what a plan would do now. A source that is in use changes all the time: what
 * changed there is left out, and the rest still is what was shown. What changed in the target is nobody's to overwrite.
 */
final class Agreement {

	private static final String CHANGED = "it was changed there since the plan was shown";

	private final Plan shown;
	private final Map<MachinePath, FileChange> agreed;

	Agreement(Plan shown) {
		this.shown = shown;
		this.agreed = shown.changes().stream().collect(Collectors.toMap(FileChange::path, change -> change));
	}

	/** @return the items that the plan has and that are not what was shown, because the source has changed */
	List<Plan.NotDone> changed(PlanCommand.Planned now) throws MachineException {
		Set<Plan.PlannedItem> then = new HashSet<>(shown.items());
		Set<Plan.PlannedItem> changed = now.plan().items().stream().filter(item -> !then.contains(item))
				.collect(Collectors.toSet());
		if (changed.isEmpty()) {
			Set<MachinePath> moved = now.plan().changes().stream().filter(this::isMoved).map(FileChange::path)
					.collect(Collectors.toSet());
			changed.addAll(moved.isEmpty() ? List.of() : now.planning().touching(moved));
		}
		return now.plan().items().stream().filter(changed::contains)
				.map(item -> new Plan.NotDone(item.facet(), item.key(), null, CHANGED)).toList();
	}

	/** @return whether something else is to be written to a place than was shown, to which all is left out then */
	private boolean isMoved(FileChange change) {
		FileChange then = agreed.get(change.path());
		return then == null ? change.content() != null
				: Objects.equals(then.before(), change.before()) && !then.isSameAs(change) && !isFolder(then, change);
	}

	/**
	 * @param now a plan without the items that changed
	 * @return whether it does nothing that was not shown, to a target that still is what was shown
	 */
	boolean covers(PlanCommand.Planned now) {
		for (FileChange change : now.plan().changes()) {
			FileChange then = agreed.get(change.path());
			if (then == null || !then.isSameAs(change) && !isFolder(then, change)) {
				return false;
			}
		}
		Set<List<String>> commands = shown.commands().stream().map(SystemCommand::words).collect(Collectors.toSet());
		Survey target = now.compared().ofClone().survey();
		return now.plan().packages().isSameAs(shown.packages())
				&& now.plan().commands().stream().map(SystemCommand::words).allMatch(commands::contains)
				&& shown.changes().stream().allMatch(
						change -> Objects.equals(change.before(), target.unfollowed(change.path()).orElse(null)));
	}

	/** The time of a folder in the source counts for nothing. */
	private static boolean isFolder(FileChange then, FileChange now) {
		return Objects.equals(then.before(), now.before()) && then.after() != null && now.after() != null
				&& then.after().isDirectory() && now.after().isDirectory();
	}

	/** @return what was shown and is neither done nor refused now: it is not there any more, or is the same by itself */
	List<Plan.NotDone> gone(Plan now) {
		Set<Plan.PlannedItem> done = new HashSet<>(now.items());
		Set<String> refused = now.notDone().stream().map(item -> item.facet() + "\n" + item.key())
				.collect(Collectors.toSet());
		List<Plan.NotDone> gone = new ArrayList<>();
		for (Plan.PlannedItem item : shown.items()) {
			if (!done.contains(item) && !refused.contains(item.facet() + "\n" + item.key())) {
				gone.add(new Plan.NotDone(item.facet(), item.key(), null, CHANGED));
			}
		}
		return gone;
	}
}
