/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Map;
import java.util.SortedMap;

/**
 * The user's home on both sides, where one is to become like the other: what names the source's home has to name the
 * target's. Comparing and taking over ask the same, so that what was taken over counts as the same, and nothing else.
 */
final class Homes {

	private final HomePaths source;
	private final HomePaths target;

	Homes(UserMatch users) {
		source = new HomePaths(users.ofLaptop().home());
		target = new HomePaths(users.ofClone().home());
	}

	/** @return whether the target's attributes are the source's, but for the home */
	boolean areAlike(SortedMap<String, String> ofSource, SortedMap<String, String> ofTarget) {
		if (source.equals(target)) {
			return ofSource.equals(ofTarget);
		}
		if (!ofSource.keySet().equals(ofTarget.keySet())) {
			return false;
		}
		for (Map.Entry<String, String> each : ofSource.entrySet()) {
			if (!source.neutral(each.getValue()).equals(target.neutral(ofTarget.get(each.getKey())))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * @return a value of the source as it has to be in the target
	 * @throws UnplannableException if it can't be
	 */
	String atTarget(String value) throws UnplannableException {
		return source.equals(target) ? value : source.at(target, value);
	}

	/**
	 * @return where a symlink of the source, {@code null} for none, has to lead in the target
	 * @throws UnplannableException if it can't
	 */
	Name atTarget(Name linkTarget) throws UnplannableException {
		return linkTarget == null || source.equals(target) ? linkTarget : source.linkAt(target, linkTarget);
	}
}
