/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.likeness.core.Choice;
import org.likeness.core.ComparedItem;
import org.likeness.core.Comparison;
import org.likeness.core.FacetComparison;
import org.likeness.ui.internal.comparison.Rows.FacetRow;

/** The items that a person has ticked, by facet and key, whether they are in sight or not. For one thread. */
public final class Chosen {

	/** How many of the items of a facet that are in sight are ticked. */
	enum Tick {
		/** None, or there is none that can be. */
		NONE,
		/** Some. */
		SOME,
		/** All that can be. */
		ALL
	}

	private final Map<String, Set<String>> keys = new HashMap<>();

	boolean contains(String facet, String key) {
		return keys.getOrDefault(facet, Set.of()).contains(key);
	}

	/** Ticks an item or not; one that can't be chosen is not ticked. */
	void set(String facet, ComparedItem item, boolean chosen) {
		if (chosen && item.canBeChosen()) {
			keys.computeIfAbsent(facet, id -> new HashSet<>()).add(item.key());
		} else {
			keys.getOrDefault(facet, new HashSet<>()).remove(item.key());
		}
	}

	/** Ticks all items that a row stands for and that can be chosen, or none of them. */
	void setAll(FacetRow row, boolean chosen) {
		String facet = row.facet().facet().id();
		row.forEachChoosable(item -> set(facet, item, chosen));
	}

	/** Unticks all items, also those that are not in sight. */
	void clear() {
		keys.clear();
	}

	Tick tick(FacetRow row) {
		Set<String> chosen = keys.getOrDefault(row.facet().facet().id(), Set.of());
		if (chosen.isEmpty()) {
			return Tick.NONE;
		}
		int[] counts = new int[2];
		row.forEachChoosable(item -> counts[chosen.contains(item.key()) ? 1 : 0]++);
		return counts[1] == 0 ? Tick.NONE : counts[0] == 0 ? Tick.ALL : Tick.SOME;
	}

	/** Unticks what can't be chosen any more: it is the same now, or gone. */
	void retain(Comparison comparison) {
		Map<String, Set<String>> still = new HashMap<>();
		for (FacetComparison facet : comparison.facets()) {
			Set<String> chosen = keys.get(facet.facet().id());
			if (chosen != null) {
				Set<String> left = new HashSet<>();
				facet.items().stream().filter(item -> item.canBeChosen() && chosen.contains(item.key()))
						.forEach(item -> left.add(item.key()));
				still.put(facet.facet().id(), left);
			}
		}
		keys.clear();
		keys.putAll(still);
	}

	/** @return how many are ticked */
	public int count() {
		return keys.values().stream().mapToInt(Set::size).sum();
	}

	/** @return what is ticked now, for any thread; what is ticked later does not change it */
	public Choice choice() {
		Map<String, Set<String>> now = new HashMap<>();
		keys.forEach((facet, chosen) -> now.put(facet, Set.copyOf(chosen)));
		return (facet, item) -> now.getOrDefault(facet.id(), Set.of()).contains(item.key());
	}
}
