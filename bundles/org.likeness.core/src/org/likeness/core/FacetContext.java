/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;

/**
 * The machine that a facet looks at.
 *
 * @param system what the machine runs
 * @param user   whose settings and files are meant; {@link Account#NONE} if there is nobody
 * @param rules  the facet's rules that are in force, with those that a person added
 */
public record FacetContext(SystemDescription system, Account user, List<Rule> rules) {

	public FacetContext {
		rules = List.copyOf(rules);
	}

	/** @return whether the machine has a user; a facet of the system need not ask */
	public boolean hasUser() {
		return !user.isNone();
	}

	/** @throws NoUserException if there is none; a facet lets it pass, and is not applicable then */
	public Account user() {
		if (!hasUser()) {
			throw new NoUserException();
		}
		return user;
	}

	/**
	 * @return the user's home folder
	 * @throws NoUserException if there is no user; a facet lets it pass, and is not applicable then
	 */
	public MachinePath home() {
		return user().home();
	}

	/** @return the patterns of all rules with that effect */
	public List<PathPattern> patterns(Rule.Effect effect) {
		return rules.stream().filter(rule -> rule.effect() == effect).flatMap(rule -> rule.patterns().stream())
				.toList();
	}
}
