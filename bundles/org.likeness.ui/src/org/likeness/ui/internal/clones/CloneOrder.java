/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.clones;

import java.util.Comparator;
import java.util.function.Function;

import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerComparator;
import org.likeness.ui.internal.clones.CloneList.Entry;

/**
 * Sorts clones by one column of their table. Those that have nothing there come last in either direction; those that
 * are alike there stay in the order of the list.
 */
final class CloneOrder extends ViewerComparator {

	private final Comparator<Entry> order;

	/** @param value what the column tells of a clone; {@code null} for nothing */
	<T extends Comparable<T>> CloneOrder(Function<Entry, T> value, boolean descending) {
		Comparator<T> natural = Comparator.naturalOrder();
		order = Comparator.comparing(value, Comparator.nullsLast(descending ? natural.reversed() : natural));
	}

	@Override
	public int compare(Viewer viewer, Object one, Object other) {
		return order.compare((Entry) one, (Entry) other);
	}
}
