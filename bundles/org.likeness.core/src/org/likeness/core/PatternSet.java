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
 * home with a hundred thousand of them, so it is asked last: most paths are decided by their start or their last
 * component.
 */
final class PatternSet {

	private record Group(String prefix, Pattern pattern) {
	}

	/** Globs without anything special: the paths themselves. */
	private final Set<String> literals = new HashSet<>();
	/** The others, by what a path has to start with. */
	private final List<Group> groups = new ArrayList<>();
	/** Those that look at the last component alone; {@code null} if none do. */
	private final Pattern last;
	/** Those of either case, as they match names in lower case; {@code null} if there are none. */
	private final PatternSet lower;

	PatternSet(List<PathPattern> patterns) {
		Map<String, String> byPrefix = new TreeMap<>();
		StringBuilder names = new StringBuilder();
		List<PathPattern> ofEitherCase = new ArrayList<>();
		for (PathPattern pattern : patterns) {
			if (pattern.lower() != null) {
				ofEitherCase.add(pattern.lower());
				continue;
			}
			String prefix = pattern.literalStart();
			String name = pattern.lastComponent();
			if (prefix == null) {
				literals.add(Name.of(pattern.toString()).raw());
			} else if (name != null) {
				names.append(names.length() == 0 ? "" : "|").append(name);
			} else {
				byPrefix.merge(prefix, pattern.expression(), (a, b) -> a + "|" + b);
			}
		}
		byPrefix.forEach((prefix, expression) -> groups.add(new Group(prefix, compile(expression))));
		last = names.length() == 0 ? null : compile(names.toString());
		lower = ofEitherCase.isEmpty() ? null : new PatternSet(ofEitherCase);
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
		return last != null && last.matcher(raw.substring(raw.lastIndexOf('/') + 1)).matches();
	}
}
