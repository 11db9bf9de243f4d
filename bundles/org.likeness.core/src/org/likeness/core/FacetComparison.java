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
	private final String notApplicable;
	private final Likeness likeness;

	/**
	 * @param items         not to be changed any more
	 * @param notApplicable why the facet makes no sense here; {@code null} if it does
	 */
	FacetComparison(Facet facet, int weight, List<Rule> rules, Inventory laptop, Inventory clone,
			List<ComparedItem> items, String notApplicable) {
		this.facet = facet;
		this.weight = weight;
		this.rules = List.copyOf(rules);
		this.laptop = laptop;
		this.clone = clone;
		this.items = Collections.unmodifiableList(items);
		this.notApplicable = notApplicable;
		this.likeness = count(items);
	}

	private FacetComparison(FacetComparison other) {
		this.facet = other.facet;
		this.weight = other.weight;
		this.rules = other.rules;
		this.laptop = other.laptop.withoutItems();
		this.clone = other.clone.withoutItems();
		this.items = List.of();
		this.notApplicable = other.notApplicable;
		this.likeness = other.likeness;
	}

	/** @return the same without the items: what they came to */
	FacetComparison withoutItems() {
		return new FacetComparison(this);
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

	/**
	 * @return why the facet makes no sense on one of the machines, or between them: nothing is compared then, and nothing
	 *         counts; {@code null} if it does
	 */
	public String notApplicable() {
		return notApplicable;
	}

	/** @return the counts and the score; nothing counts if the facet could not be read on one side */
	public Likeness likeness() {
		return likeness;
	}

	/** @return why the facet could not be read on one side; {@code null} if it could, or makes no sense here */
	public String unread() {
		if (notApplicable != null) {
			return null;
		}
		if (laptop.unread() != null) {
			return "laptop: " + laptop.unread();
		}
		return clone.unread() == null ? null : "clone: " + clone.unread();
	}
}
