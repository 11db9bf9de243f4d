/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What need not be walked of a tree that several want, each leaving out something else: what all of them leave out, each
 * by a pattern that matches it or a folder above it. A folder that is left out is told, and not entered. Immutable.
 */
public final class LeaveOut {

	/** Nothing is left out. */
	public static final LeaveOut NOTHING = new LeaveOut(List.of());

	/** The patterns of each who wants the tree; nobody leaves out nothing. */
	private final List<List<PathPattern>> each;
	private final List<PathPattern> matchers;

	private LeaveOut(List<List<PathPattern>> each) {
		this.each = each;
		this.matchers = each.stream().map(PathPattern::anyOf).toList();
	}

	/** @return what one leaves out, relative to the root of the tree */
	public static LeaveOut of(List<PathPattern> patterns) {
		return patterns.isEmpty() ? NOTHING : new LeaveOut(List.of(List.copyOf(patterns)));
	}

	/** @return what all of them leave out */
	public static LeaveOut common(Collection<List<PathPattern>> each) {
		if (each.isEmpty() || each.stream().anyMatch(List::isEmpty)) {
			return NOTHING;
		}
		List<List<PathPattern>> distinct = each.stream().distinct().toList();
		// Whoever leaves out all that another one does has no say: the other one walks what can be walked for both.
		return new LeaveOut(distinct.stream().filter(one -> distinct.stream()
				.noneMatch(other -> other != one && one.containsAll(other) && !isSame(one, other, distinct)))
				.map(List::copyOf).toList());
	}

	/** Of those with the same patterns in another order the first one counts. */
	private static boolean isSame(List<PathPattern> one, List<PathPattern> other, List<List<PathPattern>> all) {
		return other.containsAll(one) && all.indexOf(one) < all.indexOf(other);
	}

	/** @return the patterns of each who wants the tree, none of them empty; empty if nothing is left out */
	public List<List<PathPattern>> each() {
		return each;
	}

	/** @return whether {@code relative}, as seen from the root of the tree, is left out, or is in a folder that is */
	public boolean matches(Name relative) {
		return !matchers.isEmpty() && matchers.stream().allMatch(one -> matches(one, relative));
	}

	private static boolean matches(PathPattern pattern, Name relative) {
		if (pattern.matches(relative)) {
			return true;
		}
		String raw = relative.raw();
		for (int slash = raw.indexOf('/'); slash >= 0; slash = raw.indexOf('/', slash + 1)) {
			if (pattern.matches(Name.ofRaw(raw.substring(0, slash)))) {
				return true;
			}
		}
		return raw.length() > 0 && pattern.matches(Name.ofRaw(""));
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof LeaveOut leaveOut && each.equals(leaveOut.each);
	}

	@Override
	public int hashCode() {
		return each.hashCode();
	}

	/** @return the globs, for test failures */
	@Override
	public String toString() {
		return each.isEmpty() ? "[]" : each.stream().map(List::toString).collect(Collectors.joining(" and "));
	}
}
