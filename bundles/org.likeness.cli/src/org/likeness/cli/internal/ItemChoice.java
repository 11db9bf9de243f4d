/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.List;

import org.likeness.core.Choice;
import org.likeness.core.ComparedItem;
import org.likeness.core.Comparison;
import org.likeness.core.Facet;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The items that were named, or all of some facets. */
final class ItemChoice implements Choice {

	private final List<ItemFinder> items;
	private final List<Facet> facets;

	/**
	 * @param items  what was named; nothing for all items
	 * @param facets where items are taken from
	 * @param known  all facets
	 */
	ItemChoice(List<String> items, List<Facet> facets, List<Facet> known) {
		this.items = items.stream().map(name -> new ItemFinder(name, known)).toList();
		this.facets = facets;
	}

	@Override
	public boolean takes(Facet facet, ComparedItem item) {
		return facets.contains(facet)
				&& (items.isEmpty() || items.stream().anyMatch(finder -> finder.matches(facet, item.key())));
	}

	/**
	 * @param comparison all that can be chosen
	 * @throws ParameterException if a name stands for no item, or for several; it says what might have been meant
	 */
	void check(Comparison comparison, CommandLine commandLine) {
		Comparison chosen = new Comparison(comparison.when(), comparison.laptopSystem(), comparison.laptopUser(),
				comparison.cloneSystem(), comparison.cloneUser(),
				comparison.facets().stream().filter(each -> facets.contains(each.facet())).toList());
		items.forEach(finder -> finder.one(chosen, commandLine));
	}
}
