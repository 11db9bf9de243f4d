/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The items of one facet in pairs of the same key, on the way to being decided. */
final class Pairing {

	private final Facet facet;
	private final List<Rule> rules;
	private final List<Keeping> keepRules;
	/** By which secrets are left out; {@code null} if that is switched off. */
	private final String secretRule;
	private Inventory laptop;
	private Inventory clone;
	private final String notApplicable;
	private final Homes homes;
	/** Without a state where contents must decide. */
	private final List<ComparedItem> pairs = new ArrayList<>();

	/** Attributes that were found to be alike. */
	private Map<String, String> lastOfLaptop;
	private Map<String, String> lastOfClone;

	/** A rule by which the clone keeps its own, with its patterns as one. */
	private record Keeping(String rule, PathPattern pattern) {
	}

	Pairing(Facet facet, List<Rule> rules, Surveyed ofLaptop, Surveyed ofClone, Homes homes) {
		this.facet = facet;
		this.rules = rules;
		this.keepRules = rules.stream().filter(rule -> rule.effect() == Rule.Effect.KEEP)
				.map(rule -> new Keeping(rule.name(), PathPattern.anyOf(rule.patterns()))).toList();
		this.laptop = ofLaptop.inventories().get(facet);
		this.clone = ofClone.inventories().get(facet);
		this.notApplicable = Applicability.between(facet, ofLaptop, ofClone);
		this.homes = homes;
		this.secretRule = SecretItems.rule(facet, rules);
		if (notApplicable == null && laptop.unread() == null && clone.unread() == null) {
			pair(laptop.items(), clone.items(), new UnknownItems(facet, ofLaptop, ofClone),
					new UnknownItems(facet, ofClone, ofLaptop));
		}
	}

	Facet facet() {
		return facet;
	}

	/** Both lists are in the order of keys. */
	private void pair(List<Item> left, List<Item> right, UnknownItems unknownLeft, UnknownItems unknownRight) {
		int l = 0;
		int r = 0;
		while (l < left.size() || r < right.size()) {
			int order = l == left.size() ? 1 : r == right.size() ? -1 : Item.compareByKey(left.get(l), right.get(r));
			Item ofLaptop = order <= 0 ? left.get(l++) : null;
			Item ofClone = order >= 0 ? right.get(r++) : null;
			if (ofLaptop == null) {
				ofLaptop = unknownLeft.counterpart(ofClone);
			} else if (ofClone == null) {
				ofClone = unknownRight.counterpart(ofLaptop);
			}
			pairs.add(new ComparedItem(null, ofLaptop, ofClone, state(ofLaptop, ofClone),
					keptBy(ofLaptop == null ? ofClone : ofLaptop)));
		}
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
		if (!attributesAlike(ofLaptop, ofClone)) {
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

	/** Nearly all files of a machine share one of a few maps. */
	private boolean attributesAlike(Item ofLaptop, Item ofClone) {
		if (ofLaptop.attributes() == lastOfLaptop && ofClone.attributes() == lastOfClone) {
			return true;
		}
		boolean alike = homes.areAlike(ofLaptop.attributes(), ofClone.attributes());
		if (alike) {
			lastOfLaptop = ofLaptop.attributes();
			lastOfClone = ofClone.attributes();
		}
		return alike;
	}

	/** @return the files of one side whose contents must decide */
	Stream<FileEntry> undecided(boolean ofLaptop) {
		return pairs.stream().filter(pair -> pair.state() == null)
				.map(pair -> (ofLaptop ? pair.ofLaptop() : pair.ofClone()).file());
	}

	/** Tells what was found to be a secret when its contents were to decide; what is on one side is left out on both. */
	void learn(Set<MachinePath> ofLaptop, Set<MachinePath> ofClone) {
		Set<String> keys = new HashSet<>();
		for (int i = 0; i < pairs.size(); i++) {
			ComparedItem pair = pairs.get(i);
			if (pair.state() == null && (ofLaptop.contains(pair.ofLaptop().file().path())
					|| ofClone.contains(pair.ofClone().file().path()))) {
				keys.add(pair.key());
				Item unread = Item.unread(pair.key(), "it holds a secret, which is not read");
				pairs.set(i, new ComparedItem(pair.key(), unread, unread, State.UNREAD, pair.keptBy()));
			}
		}
		if (secretRule != null && !keys.isEmpty()) {
			pairs.removeIf(pair -> keys.contains(pair.key()));
			laptop = laptop.leavingOut(keys, secretRule);
			clone = clone.leavingOut(keys, secretRule);
		}
	}

	FacetComparison decide(int weight, Digests digests) {
		pairs.replaceAll(pair -> pair.state() == null ? decide(pair, digests) : pair);
		return new FacetComparison(facet, weight, rules, laptop, clone, pairs, notApplicable);
	}

	private ComparedItem decide(ComparedItem pair, Digests digests) {
		Digest ofLaptop = digests.ofLaptop().get(pair.ofLaptop().file().path());
		Digest ofClone = digests.ofClone().get(pair.ofClone().file().path());
		if (ofLaptop == null || ofClone == null) {
			String gone = "the contents could not be read";
			String key = pair.key();
			return new ComparedItem(key, ofLaptop == null ? Item.unread(key, gone) : pair.ofLaptop(),
					ofClone == null ? Item.unread(key, gone) : pair.ofClone(), State.UNREAD, pair.keptBy());
		}
		return new ComparedItem(null, pair.ofLaptop(), pair.ofClone(),
				ofLaptop.equals(ofClone) ? State.SAME : State.CHANGED, pair.keptBy());
	}

	private String keptBy(Item item) {
		if (!keepRules.isEmpty()) {
			Name name = item.name();
			for (Keeping rule : keepRules) {
				if (rule.pattern().matches(name)) {
					return rule.rule();
				}
			}
		}
		return null;
	}
}
