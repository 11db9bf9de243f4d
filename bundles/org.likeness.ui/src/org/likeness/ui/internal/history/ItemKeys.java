/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.likeness.core.Choice;
import org.likeness.core.ComparedItem;
import org.likeness.core.Facet;

/** Items by facet and key, as a choice. Not to be changed once it is used as one. */
public final class ItemKeys implements Choice {

	private final Map<String, Set<String>> keys = new HashMap<>();

	void add(String facet, String key) {
		keys.computeIfAbsent(facet, id -> new HashSet<>()).add(key);
	}

	/** @return whether there are none */
	public boolean isEmpty() {
		return keys.isEmpty();
	}

	@Override
	public boolean takes(Facet facet, ComparedItem item) {
		return keys.getOrDefault(facet.id(), Set.of()).contains(item.key());
	}
}
