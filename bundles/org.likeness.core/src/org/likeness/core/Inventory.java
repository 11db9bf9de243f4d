/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;

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

	/**
	 * What could not be looked at: items of these keys may be there, and nobody knows. An {@linkplain Item#unread item} that
	 * could not be read says the same of the keys that start with its own, and a slash or a colon.
	 *
	 * @param keys   what such items are called
	 * @param reason why, with the path: "/etc/apt/sources.list.d/x.list: permission denied"
	 */
	public record Unread(PathPattern keys, String reason) {
	}

	private static final PathPattern ANYTHING = PathPattern.of("**");

	private final List<Item> items;
	private final List<LeftOut> leftOut;
	private final List<String> remarks;
	private final List<Unread> unreadScopes;
	private final String unread;
	private final String notApplicable;
	private final boolean obeysRules;

	private Inventory(Builder builder, List<Item> items, String unread, String notApplicable) {
		this.items = items;
		this.leftOut = List.copyOf(builder.leftOut);
		this.remarks = List.copyOf(builder.remarks);
		this.unreadScopes = List.copyOf(builder.unread);
		this.obeysRules = builder.obeysRules;
		this.unread = unread;
		this.notApplicable = notApplicable;
	}

	/** @return the inventory of a facet that could not be read as a whole, and why; it has no items */
	public static Inventory unread(String reason) {
		return new Inventory(new Builder(), List.of(), Objects.requireNonNull(reason), null);
	}

	/** @return the inventory of a facet that makes no sense on the machine, and why; it has no items and does not count */
	public static Inventory notApplicable(String reason) {
		return new Inventory(new Builder(), List.of(), null, Objects.requireNonNull(reason));
	}

	/** @return the same without the items and what was left out */
	Inventory withoutItems() {
		Builder rest = new Builder();
		rest.remarks.addAll(remarks);
		rest.unread.addAll(unreadScopes);
		rest.obeysRules = obeysRules;
		return new Inventory(rest, List.of(), unread, notApplicable);
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

	/** @return why the facet makes no sense on this machine; {@code null} if it does */
	public String notApplicable() {
		return notApplicable;
	}

	/** @return what could not be looked at, besides the items that could not be read */
	public List<Unread> unreadScopes() {
		return unreadScopes;
	}

	/** @return whether anything at all is said to be unread */
	boolean tellsOfUnread() {
		return unread != null || !unreadScopes.isEmpty() || items.stream().anyMatch(item -> item.problem() != null);
	}

	/** @return the same, and that any other item may be there too */
	Inventory incomplete(String reason) {
		return rebuild(items, new Unread(ANYTHING, reason));
	}

	/** @return the same without what rules leave out, if the facet itself has not seen to that */
	Inventory obeying(List<Rule> rules) {
		if (obeysRules || items.isEmpty()) {
			return this;
		}
		Builder all = new Builder();
		List<Item> left = new ArrayList<>();
		for (Item item : items) {
			Rule rule = rules.stream().filter(each -> each.effect() != Rule.Effect.KEEP && each.matches(item.key()))
					.findFirst().orElse(null);
			if (rule == null) {
				left.add(item);
			} else {
				all.leftOut(item.key(), rule.name());
			}
		}
		return all.leftOut.isEmpty() ? this : all.with(this, left);
	}

	private Inventory rebuild(List<Item> itemsNow, Unread more) {
		Builder all = new Builder();
		all.unread.add(more);
		return all.with(this, itemsNow);
	}

	/** @return the same without the items of these keys, which are told as left out by a rule */
	Inventory leavingOut(Set<String> keys, String rule) {
		if (keys.isEmpty()) {
			return this;
		}
		Builder all = new Builder();
		List<Item> others = new ArrayList<>(items);
		others.removeIf(item -> {
			boolean left = keys.contains(item.key());
			if (left) {
				all.leftOut(item.key(), rule);
			}
			return left;
		});
		return others.size() == items.size() ? this : all.with(this, others);
	}

	/** Collects items in any order; for one thread. */
	public static final class Builder {

		private final List<Item> items = new ArrayList<>();
		private final List<LeftOut> leftOut = new ArrayList<>();
		private final List<String> remarks = new ArrayList<>();
		private final List<Unread> unread = new ArrayList<>();
		private boolean obeysRules;

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

		/** Tells that items of these keys may be there, and could not be looked at. */
		public Builder unread(PathPattern keys, String reason) {
			unread.add(new Unread(keys, reason));
			return this;
		}

		/** Tells that what the rules in force leave out has been left out: the engine need not look again. */
		public Builder obeysRules() {
			obeysRules = true;
			return this;
		}

		private Inventory with(Inventory other, List<Item> items) {
			leftOut.addAll(0, other.leftOut);
			remarks.addAll(0, other.remarks);
			unread.addAll(0, other.unreadScopes);
			obeysRules = true;
			return new Inventory(this, List.copyOf(items), other.unread, other.notApplicable);
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
			return new Inventory(this, Collections.unmodifiableList(sorted), null, null);
		}
	}
}
