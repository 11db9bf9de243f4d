/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.ComparedItem;
import org.likeness.core.Item;
import org.likeness.ui.internal.KeptOrder;

/**
 * In which order the items of a facet are shown. Items that have nothing in the column come last in either direction;
 * items that are alike there stay in the order of their keys.
 *
 * @param column     whose cells decide
 * @param descending whether the greatest comes first
 */
record ItemOrder(Column column, boolean descending) {

	/** By key, as the engine has the items. */
	static final ItemOrder DEFAULT = new ItemOrder(Column.ITEM, false);

	/** So many items are looked at between two questions whether the answer is still wanted. */
	private static final int STRETCH = 1000;

	/** What decides where an item stands. It is found once for each item, and not at each of its comparisons. */
	private record Place(int index, boolean nothing, long number, String text) {
	}

	/** @return the order that was kept; the default if there is none */
	static ItemOrder of(KeptOrder kept) {
		String name = kept.column(DEFAULT.column.name());
		return Arrays.stream(Column.values()).filter(column -> column.name().equals(name)).findFirst()
				.map(column -> new ItemOrder(column, kept.isDescending())).orElse(DEFAULT);
	}

	/** Keeps this order from now on. */
	void keep(KeptOrder kept) {
		kept.keep(column.name(), descending);
	}

	/** @return the order after a click on the title of a column */
	ItemOrder clicked(Column title) {
		return new ItemOrder(title, title == column && !descending);
	}

	/**
	 * @param items    all items of a facet, by key
	 * @param matches  the positions of some of them, ascending; not changed
	 * @param outdated whether the answer is not wanted any more
	 * @return these positions in this order
	 * @throws OperationCanceledException if the answer is not wanted
	 */
	int[] sort(List<ComparedItem> items, int[] matches, BooleanSupplier outdated) {
		if (equals(DEFAULT)) {
			return matches;
		}
		Place[] places = new Place[matches.length];
		for (int i = 0; i < matches.length; i++) {
			if (i % STRETCH == 0 && outdated.getAsBoolean()) {
				throw new OperationCanceledException();
			}
			places[i] = place(items, matches[i]);
		}
		Arrays.sort(places, comparator());
		return Arrays.stream(places).mapToInt(Place::index).toArray();
	}

	/** @return at which of the {@code sorted} positions {@code position} is, or the first that comes after it */
	int find(List<ComparedItem> items, int[] sorted, int position) {
		Comparator<Place> comparator = comparator();
		Place wanted = place(items, position);
		int low = 0;
		int high = sorted.length;
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (comparator.compare(place(items, sorted[middle]), wanted) < 0) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		return low;
	}

	private Comparator<Place> comparator() {
		Comparator<Place> byCell = Comparator.comparingLong(Place::number).thenComparing(Place::text);
		return Comparator.comparing(Place::nothing).thenComparing(descending ? byCell.reversed() : byCell)
				.thenComparingInt(Place::index);
	}

	private Place place(List<ComparedItem> items, int index) {
		ComparedItem item = items.get(index);
		return switch (column) {
		case ITEM -> new Place(index, false, index, "");
		case LAPTOP -> side(index, item.ofLaptop(), item.ofClone());
		case CLONE -> side(index, item.ofClone(), item.ofLaptop());
		case STATE -> new Place(index, false, Category.of(item).ordinal(), folded(ItemText.state(item)));
		case SIZE -> new Place(index, ItemText.largest(item) < 0, ItemText.largest(item), "");
		};
	}

	/** Sizes stand after words. */
	private static Place side(int index, Item item, Item other) {
		if (item == null) {
			return new Place(index, true, 0, "");
		}
		String text = ItemText.attributes(item, other);
		return new Place(index, false, text.isEmpty() && item.file() != null ? item.file().size() : -1, folded(text));
	}

	private static String folded(String text) {
		return text.toLowerCase(Locale.ROOT);
	}
}
