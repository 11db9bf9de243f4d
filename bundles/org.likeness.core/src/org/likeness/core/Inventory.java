/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * All items of one facet on one machine, in the order of their keys, with what was left out and what went wrong.
 * Immutable.
 */
public final class Inventory {

	/**
	 * Something that was found and left out.
	 *
	 * @param key  what, as an item's key
	 * @param rule the name of the rule that says so
	 */
	public record LeftOut(String key, String rule) {
	}

	private final List<Item> items;
	private final List<LeftOut> leftOut;
	private final List<String> remarks;
	private final String unread;

	private Inventory(List<Item> items, List<LeftOut> leftOut, List<String> remarks, String unread) {
		this.items = items;
		this.leftOut = leftOut;
		this.remarks = remarks;
		this.unread = unread;
	}

	/** @return the inventory of a facet that could not be read as a whole, and why; it has no items */
	public static Inventory unread(String reason) {
		return new Inventory(List.of(), List.of(), List.of(), Objects.requireNonNull(reason));
	}

	/** @return the items, in the order of their keys, no key twice */
	public List<Item> items() {
		return items;
	}

	/** @return what was found and left out by a rule */
	public List<LeftOut> leftOut() {
		return leftOut;
	}

	/** @return what went wrong on the way, a sentence each: "/etc/apt/x.sources: stanza 2 has no URIs; passed over" */
	public List<String> remarks() {
		return remarks;
	}

	/** @return why the whole facet could not be read on this machine; {@code null} if it could */
	public String unread() {
		return unread;
	}

	/** Collects items in any order; for one thread. */
	public static final class Builder {

		private final List<Item> items = new ArrayList<>();
		private final List<LeftOut> leftOut = new ArrayList<>();
		private final List<String> remarks = new ArrayList<>();

		public Builder add(Item item) {
			items.add(item);
			return this;
		}

		public Builder leftOut(String key, String rule) {
			leftOut.add(new LeftOut(key, rule));
			return this;
		}

		public Builder remark(String remark) {
			remarks.add(remark);
			return this;
		}

		/** @return the inventory; of items with the same key the first counts, and the others become a remark */
		public Inventory build() {
			Item[] unique = items.toArray(Item[]::new);
			Arrays.sort(unique, Item::compareByKey);
			int count = 0;
			for (Item item : unique) {
				if (count > 0 && Item.compareByKey(unique[count - 1], item) == 0) {
					remarks.add(item.key() + " is there twice; the first one counts");
				} else {
					unique[count++] = item;
				}
			}
			List<Item> sorted = Arrays.asList(count == unique.length ? unique : Arrays.copyOf(unique, count));
			return new Inventory(Collections.unmodifiableList(sorted), List.copyOf(leftOut), List.copyOf(remarks),
					null);
		}
	}
}
