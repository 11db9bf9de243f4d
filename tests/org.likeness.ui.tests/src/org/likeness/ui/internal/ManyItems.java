/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.util.List;

import org.likeness.core.Facet;
import org.likeness.core.FacetContext;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.Rule;
import org.likeness.core.Survey;
import org.likeness.core.Want;

/** A facet of a third party with a great many items, of which every third differs. */
final class ManyItems implements Facet {

	private final int count;

	ManyItems(int count) {
		this.count = count;
	}

	@Override
	public String id() {
		return "a-great-many";
	}

	@Override
	public String label() {
		return "A great many";
	}

	@Override
	public String help() {
		return "Numbers.";
	}

	@Override
	public int defaultWeight() {
		return 1;
	}

	@Override
	public List<Rule> rules() {
		return List.of();
	}

	@Override
	public List<Want> wants(FacetContext context) {
		return List.of();
	}

	@Override
	public Inventory inventory(Survey survey, FacetContext context) {
		Inventory.Builder items = new Inventory.Builder();
		for (int i = 0; i < count; i++) {
			items.add(Item.setting(String.format("key-%06d", i), i % 3 == 0 ? context.system().hostname() : "alike"));
		}
		return items.build();
	}
}
