/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;

/**
 * A rule with a name, which a person can see and switch off.
 *
 * @param name     short, unique within its facet: "caches", "kernel"
 * @param help     one sentence: what it is for
 * @param effect   what happens to the items that match
 * @param patterns globs over the item's key; for dotfiles the key is the path relative to the home folder, and a
 *                 folder that matches an ignore rule is not entered
 */
public record Rule(String name, String help, Effect effect, List<PathPattern> patterns) {

	/** What a rule does to the items that match it. */
	public enum Effect {
		/** The item is not looked at: a cache, a lock. It is in no inventory. */
		IGNORE,
		/** The item belongs to the identity or the hardware of a machine: the clone keeps its own. It does not count. */
		KEEP,
		/** The item belongs to another facet (a browser's profile): left out here, and said to be. */
		ELSEWHERE,
		/**
		 * The item is a key or a password: it is neither read nor shown, left out, and said to be. Files that are found to
		 * be such by their contents are left out by the facet's first rule of this kind.
		 */
		SECRET
	}

	public Rule {
		patterns = List.copyOf(patterns);
	}

	/** @return a rule over the globs given */
	public static Rule of(String name, String help, Effect effect, String... globs) {
		return new Rule(name, help, effect, List.of(globs).stream().map(PathPattern::of).toList());
	}

	/** @return the same rule for letters of either case */
	public Rule ignoringCase() {
		return new Rule(name, help, effect, patterns.stream().map(PathPattern::ignoringCase).toList());
	}

	/** @return whether {@code key} matches */
	public boolean matches(String key) {
		Name name = Name.of(key);
		for (PathPattern pattern : patterns) {
			if (pattern.matches(name)) {
				return true;
			}
		}
		return false;
	}
}
