/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Many patterns at once. One regular expression of a hundred alternatives costs tens of microseconds for each path of a
 * home with a million of them, so it is asked last: most paths are decided by a look into a table, by their start, or by
 * how their last component starts or ends.
 */
final class PatternSet {

	private record Group(String prefix, Pattern pattern) {
	}

	/** Globs without anything special: the paths themselves. */
	private final Set<String> literals = new HashSet<>();
	/** The others, by what a path has to start with. */
	private final List<Group> groups = new ArrayList<>();
	/** Of those that look at the last component alone: the components themselves, their starts and their ends. */
	private final Set<String> names = new HashSet<>();
	private final List<String> starts = new ArrayList<>();
	private final List<String> ends = new ArrayList<>();
	/** The rest of those; {@code null} if there are none. */
	private final Pattern last;
	/** Those of either case, as they match names in lower case; {@code null} if there are none. */
	private final PatternSet lower;

	PatternSet(List<PathPattern> patterns) {
		Map<String, String> byPrefix = new TreeMap<>();
		StringBuilder rest = new StringBuilder();
		List<PathPattern> ofEitherCase = new ArrayList<>();
		for (PathPattern pattern : patterns) {
			if (pattern.lower() != null) {
				ofEitherCase.add(pattern.lower());
				continue;
			}
			for (PathPattern each : pattern.alternatives()) {
				String prefix = each.literalStart();
				PathPattern name = each.lastComponent();
				if (prefix == null) {
					literals.add(Name.of(each.toString()).raw());
				} else if (name == null) {
					byPrefix.merge(prefix, each.expression(), (a, b) -> a + "|" + b);
				} else if (!addName(Name.of(name.toString()).raw())) {
					rest.append(rest.length() == 0 ? "" : "|").append(name.expression());
				}
			}
		}
		byPrefix.forEach((prefix, expression) -> groups.add(new Group(prefix, compile(expression))));
		last = rest.length() == 0 ? null : compile(rest.toString());
		lower = ofEitherCase.isEmpty() ? null : new PatternSet(ofEitherCase);
	}

	/** @return whether what the glob matches can be said without an expression */
	private boolean addName(String glob) {
		int star = glob.indexOf('*');
		if (PathPattern.isSpecial(glob.replace("*", "")) || star != glob.lastIndexOf('*')) {
			return false;
		}
		if (star < 0) {
			names.add(glob);
		} else if (star == 0) {
			ends.add(glob.substring(1));
		} else if (star == glob.length() - 1) {
			starts.add(glob.substring(0, star));
		}
		return star <= 0 || star == glob.length() - 1;
	}

	private static Pattern compile(String expression) {
		return Pattern.compile(expression, Pattern.DOTALL);
	}

	boolean matches(Name relative) {
		return matches(relative.raw());
	}

	private boolean matches(String raw) {
		if (lower != null && lower.matches(PathPattern.lowerCase(raw))) {
			return true;
		}
		if (literals.contains(raw)) {
			return true;
		}
		for (Group group : groups) {
			if (raw.startsWith(group.prefix()) && group.pattern().matcher(raw).matches()) {
				return true;
			}
		}
		return matchesName(raw.substring(raw.lastIndexOf('/') + 1));
	}

	private boolean matchesName(String name) {
		if (names.contains(name)) {
			return true;
		}
		for (String start : starts) {
			if (name.startsWith(start)) {
				return true;
			}
		}
		for (String end : ends) {
			if (name.endsWith(end)) {
				return true;
			}
		}
		return last != null && last.matcher(name).matches();
	}
}
