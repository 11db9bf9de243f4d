/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The items of one facet in pairs of the same key, on the way to being decided. */
final class Pairing {

	private record Pair(String key, Item ofLaptop, Item ofClone, State state) {
	}

	private final Facet facet;
	private final List<Rule> rules;
	private final List<Rule> keepRules;
	private final Inventory laptop;
	private final Inventory clone;
	private final Homes homes;
	private final List<Pair> pairs = new ArrayList<>();

	Pairing(Facet facet, List<Rule> rules, Inventory laptop, Inventory clone, Homes homes) {
		this.facet = facet;
		this.rules = rules;
		this.keepRules = rules.stream().filter(rule -> rule.effect() == Rule.Effect.KEEP).toList();
		this.laptop = laptop;
		this.clone = clone;
		this.homes = homes;
		if (laptop.unread() == null && clone.unread() == null) {
			pair(laptop.items(), clone.items());
		}
	}

	Facet facet() {
		return facet;
	}

	/** Both lists are in the order of keys. */
	private void pair(List<Item> left, List<Item> right) {
		Map<String, Item> unreadLeft = unread(left);
		Map<String, Item> unreadRight = unread(right);
		int l = 0;
		int r = 0;
		while (l < left.size() || r < right.size()) {
			int order = l == left.size() ? 1 : r == right.size() ? -1 : left.get(l).key().compareTo(right.get(r).key());
			Item ofLaptop = order <= 0 ? left.get(l++) : null;
			Item ofClone = order >= 0 ? right.get(r++) : null;
			if (ofLaptop == null) {
				ofLaptop = covered(ofClone.key(), unreadLeft);
			} else if (ofClone == null) {
				ofClone = covered(ofLaptop.key(), unreadRight);
			}
			pairs.add(new Pair((ofLaptop == null ? ofClone : ofLaptop).key(), ofLaptop, ofClone,
					state(ofLaptop, ofClone)));
		}
	}

	private static Map<String, Item> unread(List<Item> items) {
		return items.stream().filter(item -> item.problem() != null)
				.collect(Collectors.toMap(Item::key, item -> item));
	}

	/** Where a folder, a channel or the like could not be read, nobody knows what is in it. */
	private static Item covered(String key, Map<String, Item> unread) {
		if (!unread.isEmpty()) {
			for (int i = key.length() - 1; i > 0; i--) {
				Item above = key.charAt(i) == '/' || key.charAt(i) == ':' ? unread.get(key.substring(0, i)) : null;
				if (above != null) {
					return Item.unread(key, above.key() + " could not be read: " + above.problem());
				}
			}
		}
		return null;
	}

	/** @return the state as far as it shows without contents; {@code null} if they must decide */
	private State state(Item ofLaptop, Item ofClone) {
		if (ofLaptop != null && ofLaptop.problem() != null || ofClone != null && ofClone.problem() != null) {
			return State.UNREAD;
		}
		if (ofClone == null) {
			return State.MISSING;
		}
		if (ofLaptop == null) {
			return State.EXTRA;
		}
		if (!homes.areAlike(ofLaptop.attributes(), ofClone.attributes())) {
			return State.CHANGED;
		}
		if (ofLaptop.file() == null || ofClone.file() == null) {
			return ofLaptop.file() == ofClone.file() ? State.SAME : State.CHANGED;
		}
		if (ofLaptop.file().size() != ofClone.file().size()) {
			return State.CHANGED;
		}
		return ofLaptop.file().size() == 0 ? State.SAME : null;
	}

	/** @return the files of one side whose contents must decide */
	Stream<FileEntry> undecided(boolean ofLaptop) {
		return pairs.stream().filter(pair -> pair.state() == null)
				.map(pair -> (ofLaptop ? pair.ofLaptop() : pair.ofClone()).file());
	}

	FacetComparison decide(int weight, Digests digests) {
		List<ComparedItem> items = new ArrayList<>(pairs.size());
		for (Pair pair : pairs) {
			items.add(pair.state() == null ? decide(pair, digests)
					: new ComparedItem(pair.key(), pair.ofLaptop(), pair.ofClone(), pair.state(), keptBy(pair.key())));
		}
		return new FacetComparison(facet, weight, rules, laptop, clone, items);
	}

	private ComparedItem decide(Pair pair, Digests digests) {
		Digest ofLaptop = digests.ofLaptop().get(pair.ofLaptop().file().path());
		Digest ofClone = digests.ofClone().get(pair.ofClone().file().path());
		if (ofLaptop == null || ofClone == null) {
			String gone = "the contents could not be read";
			return new ComparedItem(pair.key(), ofLaptop == null ? Item.unread(pair.key(), gone) : pair.ofLaptop(),
					ofClone == null ? Item.unread(pair.key(), gone) : pair.ofClone(), State.UNREAD, keptBy(pair.key()));
		}
		return new ComparedItem(pair.key(), pair.ofLaptop(), pair.ofClone(),
				ofLaptop.equals(ofClone) ? State.SAME : State.CHANGED, keptBy(pair.key()));
	}

	private String keptBy(String key) {
		for (Rule rule : keepRules) {
			if (rule.matches(key)) {
				return rule.name();
			}
		}
		return null;
	}
}
