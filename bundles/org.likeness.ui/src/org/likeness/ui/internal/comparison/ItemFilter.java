/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import java.util.Locale;
import java.util.Set;

import org.likeness.core.ComparedItem;
import org.likeness.core.Item;

/**
 * Which items are shown.
 *
 * @param shown  the categories
 * @param search what the key or a value must hold, in any case; empty for all
 */
record ItemFilter(Set<Category> shown, String search) {

	ItemFilter {
		shown = Set.copyOf(shown);
		search = search.strip().toLowerCase(Locale.ROOT);
	}

	boolean isSearch() {
		return !search.isEmpty();
	}

	boolean shows(ComparedItem item) {
		return shown.contains(Category.of(item)) && (search.isEmpty() || holds(item.key()) || holds(item.ofLaptop())
				|| holds(item.ofClone()) || item.keptBy() != null && holds(item.keptBy()));
	}

	private boolean holds(Item item) {
		return item != null && item.attributes().values().stream().anyMatch(this::holds);
	}

	private boolean holds(String text) {
		return text.toLowerCase(Locale.ROOT).contains(search);
	}
}
