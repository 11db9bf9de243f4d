/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.ComparedItem;
import org.likeness.core.Comparison;
import org.likeness.core.FacetComparison;
import org.likeness.core.Inventory;

/** The rows of a comparison that a filter lets through, in some order, for a tree that asks for them one by one. Immutable. */
final class Rows {

	/** A row of the tree. */
	sealed interface Row permits FacetRow, ItemRow, MoreRow, NoteRow {
		/** @return how many rows are below it */
		default int size() {
			return 0;
		}

		/** @return the row below it at {@code index} */
		default Row child(int index) {
			throw new IndexOutOfBoundsException(index);
		}
	}

	/** An item. */
	record ItemRow(FacetComparison facet, ComparedItem item) implements Row {
	}

	/** Stands for the items that are not listed as long as nobody asks for them. */
	record MoreRow(FacetComparison facet, int count) implements Row {
	}

	/** Something to know: what was left out, what went wrong; with its lines below it. */
	record NoteRow(String text, String icon, List<NoteRow> lines) implements Row {
		@Override
		public int size() {
			return lines.size();
		}

		@Override
		public Row child(int index) {
			return lines.get(index);
		}
	}

	/** A facet with its items, and then its notes. */
	static final class FacetRow implements Row {

		private final FacetComparison facet;
		private final ItemOrder order;
		/** The positions of the items that match, in that order. */
		private final int[] matches;
		private final int listed;
		private final List<NoteRow> notes;

		FacetRow(FacetComparison facet, ItemOrder order, int[] matches, boolean all, List<NoteRow> notes) {
			this.facet = facet;
			this.order = order;
			this.matches = matches;
			this.listed = all ? matches.length : Math.min(LISTED_AT_FIRST, matches.length);
			this.notes = notes;
		}

		FacetComparison facet() {
			return facet;
		}

		/** @return how many items match */
		int matches() {
			return matches.length;
		}

		private int more() {
			return listed < matches.length ? 1 : 0;
		}

		@Override
		public int size() {
			return listed + more() + notes.size();
		}

		@Override
		public Row child(int index) {
			if (index < listed) {
				return new ItemRow(facet, facet.items().get(matches[index]));
			}
			if (index == listed && more() == 1) {
				return new MoreRow(facet, matches.length - listed);
			}
			return notes.get(index - listed - more());
		}

		/** Calls {@code visitor} with each item that matches and can be chosen, listed or not. */
		void forEachChoosable(Consumer<ComparedItem> visitor) {
			for (int match : matches) {
				if (facet.items().get(match).canBeChosen()) {
					visitor.accept(facet.items().get(match));
				}
			}
		}

		/** @return at which row the item of that key is, or the next after it; -1 if there is none, or it is not listed */
		int indexOf(String key) {
			if (listed == 0) {
				return -1;
			}
			int position = position(key);
			int row = order.find(facet.items(), matches, position);
			if (row < listed) {
				return row;
			}
			return row < matches.length && matches[row] == position ? -1 : listed - 1;
		}

		/** @return where the item of that key is among all of the facet, or would be */
		private int position(String key) {
			int low = 0;
			int high = facet.items().size() - 1;
			while (low < high) {
				int middle = (low + high) >>> 1;
				if (facet.items().get(middle).key().compareTo(key) < 0) {
					low = middle + 1;
				} else {
					high = middle;
				}
			}
			return low;
		}
	}

	/** So many rows the tree makes and drops within a few hundredths of a second. */
	static final int LISTED_AT_FIRST = 5_000;

	private final List<FacetRow> facets;
	private final ItemFilter filter;
	private final ItemOrder order;

	private Rows(List<FacetRow> facets, ItemFilter filter, ItemOrder order) {
		this.facets = facets;
		this.filter = filter;
		this.order = order;
	}

	/**
	 * @param all      the ids of facets that list all their items, however many
	 * @param outdated whether the answer is not wanted any more
	 * @throws OperationCanceledException if so
	 */
	static Rows of(Comparison comparison, ItemFilter filter, ItemOrder order, Set<String> all,
			BooleanSupplier outdated) {
		List<FacetRow> rows = new ArrayList<>();
		for (FacetComparison facet : comparison.facets()) {
			List<ComparedItem> items = facet.items();
			int[] matches = new int[items.size()];
			int count = 0;
			for (int i = 0; i < matches.length; i++) {
				if (i % 1000 == 0 && outdated.getAsBoolean()) {
					throw new OperationCanceledException();
				}
				if (filter.shows(items.get(i))) {
					matches[count++] = i;
				}
			}
			List<NoteRow> notes = filter.isSearch() ? List.of() : notes(facet);
			if (count > 0 || !filter.isSearch()) {
				int[] sorted = order.sort(items, Arrays.copyOf(matches, count), outdated);
				rows.add(new FacetRow(facet, order, sorted, all.contains(facet.facet().id()), notes));
			}
		}
		return new Rows(rows, filter, order);
	}

	/** @return how many items each category has */
	static Map<Category, Integer> count(Comparison comparison) {
		Map<Category, Integer> counts = new EnumMap<>(Category.class);
		for (Category category : Category.values()) {
			counts.put(category, 0);
		}
		for (FacetComparison facet : comparison.facets()) {
			for (ComparedItem item : facet.items()) {
				counts.merge(Category.of(item), 1, Integer::sum);
			}
		}
		return counts;
	}

	List<FacetRow> facets() {
		return facets;
	}

	ItemFilter filter() {
		return filter;
	}

	ItemOrder order() {
		return order;
	}

	private static List<NoteRow> notes(FacetComparison facet) {
		List<NoteRow> notes = new ArrayList<>();
		if (facet.unread() != null) {
			notes.add(new NoteRow("Could not be read – " + facet.unread(), "unread", List.of()));
		}
		if (facet.notApplicable() != null) {
			notes.add(new NoteRow("Not applicable – " + facet.notApplicable(), "info", List.of()));
		}
		List<NoteRow> remarks = new ArrayList<>();
		facet.ofLaptop().remarks().forEach(remark -> remarks.add(line("laptop: " + remark)));
		facet.ofClone().remarks().forEach(remark -> remarks.add(line("clone: " + remark)));
		if (!remarks.isEmpty()) {
			notes.add(new NoteRow("Passed over or unusual: " + remarks.size(), "unread", remarks));
		}
		Map<String, List<NoteRow>> byRule = new TreeMap<>();
		leftOut(facet.ofLaptop(), "laptop", byRule);
		leftOut(facet.ofClone(), "clone", byRule);
		if (!byRule.isEmpty()) {
			List<NoteRow> rules = new ArrayList<>();
			byRule.forEach(
					(rule, keys) -> rules.add(new NoteRow("by rule " + rule + ": " + keys.size(), "info", keys)));
			int count = byRule.values().stream().mapToInt(List::size).sum();
			notes.add(
					new NoteRow("Left out by rules: " + count + " (" + String.join(", ", byRule.keySet()) + ")", "info",
							rules));
		}
		return notes;
	}

	private static void leftOut(Inventory inventory, String machine, Map<String, List<NoteRow>> byRule) {
		inventory.leftOut().forEach(left -> byRule.computeIfAbsent(left.rule(), rule -> new ArrayList<>())
				.add(line(left.key() + " – " + machine)));
	}

	private static NoteRow line(String text) {
		return new NoteRow(ItemText.cell(text), null, List.of());
	}
}
