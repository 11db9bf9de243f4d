/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Collections;
import java.util.List;

/** One facet side by side. Immutable. */
public final class FacetComparison {

	private final Facet facet;
	private final int weight;
	private final List<Rule> rules;
	private final Inventory laptop;
	private final Inventory clone;
	private final List<ComparedItem> items;
	private final Likeness likeness;

	/** @param items not to be changed any more */
	FacetComparison(Facet facet, int weight, List<Rule> rules, Inventory laptop, Inventory clone,
			List<ComparedItem> items) {
		this.facet = facet;
		this.weight = weight;
		this.rules = List.copyOf(rules);
		this.laptop = laptop;
		this.clone = clone;
		this.items = Collections.unmodifiableList(items);
		this.likeness = count(items);
	}

	private static Likeness count(List<ComparedItem> items) {
		int[] counts = new int[State.values().length];
		for (ComparedItem item : items) {
			if (item.counts()) {
				counts[item.state().ordinal()]++;
			}
		}
		return new Likeness(counts[State.SAME.ordinal()], counts[State.CHANGED.ordinal()],
				counts[State.MISSING.ordinal()], counts[State.EXTRA.ordinal()]);
	}

	public Facet facet() {
		return facet;
	}

	/** @return the weight in the overall likeness */
	public int weight() {
		return weight;
	}

	/** @return the rules that were in force */
	public List<Rule> rules() {
		return rules;
	}

	/** @return what the laptop has */
	public Inventory ofLaptop() {
		return laptop;
	}

	/** @return what the clone has */
	public Inventory ofClone() {
		return clone;
	}

	/** @return all items, in the order of their keys */
	public List<ComparedItem> items() {
		return items;
	}

	/** @return the counts and the score; nothing counts if the facet could not be read on one side */
	public Likeness likeness() {
		return likeness;
	}

	/** @return why the facet could not be read on one side; {@code null} if it could */
	public String unread() {
		if (laptop.unread() != null) {
			return "laptop: " + laptop.unread();
		}
		return clone.unread() == null ? null : "clone: " + clone.unread();
	}
}
