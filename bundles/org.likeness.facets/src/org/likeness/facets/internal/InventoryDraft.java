/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal;

import java.util.List;
import java.util.function.Supplier;

import org.likeness.core.FacetContext;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.Name;
import org.likeness.core.PathPattern;
import org.likeness.core.Rule;

/**
 * An inventory on its way: leaves out what the rules in force say, and keeps the number of remarks bounded, as a file
 * of a hostile machine could be wrong in a million places.
 */
public final class InventoryDraft {

	/** The most remarks that a person gets to read about one facet of one machine. */
	static final int REMARKS = 100;

	/** A rule that leaves things out, with its patterns as one. */
	private record LeavingOut(String rule, PathPattern pattern) {
	}

	private final Inventory.Builder builder = new Inventory.Builder().obeysRules();
	private final List<LeavingOut> rules;
	private int remarks;

	/** @param context whose ignore rules, and rules that give items to other facets, are obeyed */
	public InventoryDraft(FacetContext context) {
		rules = context.rules().stream()
				.filter(rule -> rule.effect() != Rule.Effect.KEEP && !rule.patterns().isEmpty())
				.map(rule -> new LeavingOut(rule.name(), PathPattern.anyOf(rule.patterns()))).toList();
	}

	/** Adds the item, or tells that a rule leaves it out. */
	public void add(Item item) {
		String rule = leavingOut(Name.of(item.key()));
		if (rule == null) {
			builder.add(item);
		} else {
			builder.leftOut(item.key(), rule);
		}
	}

	/** Adds an item that no rule leaves out. */
	public void addUnruled(Item item) {
		builder.add(item);
	}

	/** Tells that items of these keys may be there, and could not be looked at. */
	public void unread(PathPattern keys, String reason) {
		builder.unread(keys, reason);
	}

	/** Tells that something is left out. */
	public void leftOut(String key, String rule) {
		builder.leftOut(key, rule);
	}

	/** @return the name of the first rule that leaves {@code name} out; {@code null} if none does */
	public String leavingOut(Name name) {
		for (LeavingOut rule : rules) {
			if (rule.pattern().matches(name)) {
				return rule.rule();
			}
		}
		return null;
	}

	/** Tells what went wrong, in one sentence without control characters. */
	public void remark(String remark) {
		remark(() -> remark);
	}

	/** As {@link #remark(String)}; the sentence is not made where nobody gets to read it. */
	public void remark(Supplier<String> remark) {
		if (remarks++ < REMARKS) {
			builder.remark(remark.get());
		}
	}

	/** @return the inventory */
	public Inventory build() {
		if (remarks > REMARKS) {
			builder.remark("and " + (remarks - REMARKS) + " more of that kind");
		}
		return builder.build();
	}
}
