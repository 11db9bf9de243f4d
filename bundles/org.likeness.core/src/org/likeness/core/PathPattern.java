/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A glob over the bytes of a relative path: {@code *} and {@code ?} stay within a component, {@code **} crosses
 * slashes, {@code [abc]} and {@code [!abc]} are classes, <code>{a,b}</code> are alternatives, a backslash quotes. A
 * component {@code **} also matches nothing, so <code>**&#47;Cache</code> finds a top-level {@code Cache} too. A glob
 * that starts with {@code (?i)} takes the letters of ASCII in either case.
 * <p>
 * The same pattern is given to Java and, as a POSIX extended regular expression, to the {@code find} in an appliance:
 * {@link #expression()} uses only what both understand alike.
 */
public final class PathPattern {

	private static final String SPECIAL_IN_GLOB = "*?[{\\";
	private static final String SPECIAL = "\\.[]{}()*+?^$|";
	private static final String EITHER_CASE = "(?i)";
	/** A glob with more is left to its expression. */
	private static final int MOST_ALTERNATIVES = 64;
	/** An expression is compiled by a method that calls itself for each. */
	private static final int MOST_NESTED = 32;

	private final String glob;
	private final String expression;
	/** What matches it; of {@link #anyOf} a set of patterns does. */
	private final Pattern compiled;
	private final PatternSet members;
	/** Of a pattern of either case, what matches names in lower case; {@code null} of any other. */
	private final PathPattern lower;

	private PathPattern(String glob, String expression, Pattern compiled, PatternSet members, PathPattern lower) {
		this.glob = glob;
		this.expression = expression;
		this.compiled = compiled;
		this.members = members;
		this.lower = lower;
	}

	/** @throws IllegalArgumentException if a class or an alternative is not closed, or too many are nested */
	public static PathPattern of(String glob) {
		if (glob.startsWith(EITHER_CASE)) {
			String plain = glob.substring(EITHER_CASE.length());
			return new PathPattern(glob, translate(Name.of(plain).raw(), true), null, null,
					of(lowerCase(plain)));
		}
		String expression = translate(Name.of(glob).raw(), false);
		return new PathPattern(glob, expression, Pattern.compile(expression, Pattern.DOTALL), null, null);
	}

	/** @return the same for letters of either case */
	public PathPattern ignoringCase() {
		return lower != null || members != null ? this : of(EITHER_CASE + glob);
	}

	/** @return the glob that matches whatever one of {@code patterns} matches; nothing if there are none */
	public static PathPattern anyOf(List<PathPattern> patterns) {
		return new PathPattern(patterns.stream().map(PathPattern::toString).collect(Collectors.joining(",", "{", "}")),
				patterns.isEmpty() ? "[^/]{0}/" : patterns.stream().map(PathPattern::expression)
						.collect(Collectors.joining("|", "(", ")")),
				null, new PatternSet(patterns), null);
	}

	/** @return whether the whole of {@code relative} matches */
	public boolean matches(Name relative) {
		if (lower != null) {
			return lower.matches(Name.ofRaw(lowerCase(relative.raw())));
		}
		return members != null ? members.matches(relative) : compiled.matcher(relative.raw()).matches();
	}

	/** @return of a pattern of either case, what matches names in {@linkplain #lowerCase lower case}; else {@code null} */
	PathPattern lower() {
		return lower;
	}

	/** @return the same with the letters of ASCII in lower case */
	static String lowerCase(String text) {
		int first = 0;
		while (first < text.length() && !isUpper(text.charAt(first))) {
			first++;
		}
		if (first == text.length()) {
			return text;
		}
		char[] lower = text.toCharArray();
		for (int i = first; i < lower.length; i++) {
			lower[i] = isUpper(lower[i]) ? (char) (lower[i] + 'a' - 'A') : lower[i];
		}
		return new String(lower);
	}

	private static boolean isUpper(char c) {
		return c >= 'A' && c <= 'Z';
	}

	private static boolean isLower(char c) {
		return c >= 'a' && c <= 'z';
	}

	/**
	 * @return globs that match, one or the other, whatever this one matches: one for each of its alternatives, if it can be
	 *         and they are few
	 */
	List<PathPattern> alternatives() {
		if (members != null || lower != null) {
			return List.of(this);
		}
		List<String> done = new ArrayList<>();
		Deque<String> open = new ArrayDeque<>(List.of(glob));
		while (!open.isEmpty()) {
			String next = open.remove();
			List<String> split = firstAlternatives(next);
			if (split.isEmpty()) {
				done.add(next);
			}
			open.addAll(split);
			// Each group multiplies them.
			if (done.size() + open.size() > MOST_ALTERNATIVES) {
				return List.of(this);
			}
		}
		return done.size() == 1 ? List.of(this) : done.stream().map(PathPattern::of).toList();
	}

	/** @return {@code glob} with each of its first alternatives; empty if it has none, or they can't be taken apart */
	private static List<String> firstAlternatives(String glob) {
		int open = glob.indexOf('{');
		int close = glob.indexOf('}');
		boolean simple = open >= 0 && close > open && !glob.substring(0, close).contains("\\")
				&& glob.indexOf('[') < 0 && glob.indexOf('{', open + 1) != open + 1
				&& !glob.substring(open + 1, close).contains("{");
		// Two stars that come together would mean something else.
		boolean apart = simple && !glob.substring(open + 1, close).contains("*")
				&& (open == 0 || glob.charAt(open - 1) != '*') && !glob.startsWith("*", close + 1);
		String[] parts = apart ? glob.substring(open + 1, close).split(",", MOST_ALTERNATIVES + 1) : new String[0];
		return parts.length > MOST_ALTERNATIVES ? List.of() : Stream.of(parts)
				.map(part -> glob.substring(0, open) + part + glob.substring(close + 1)).toList();
	}

	/** @return the raw bytes with which each match starts; {@code null} if nothing but the glob itself matches */
	String literalStart() {
		String raw = Name.of(glob).raw();
		for (int i = 0; i < raw.length(); i++) {
			if (SPECIAL_IN_GLOB.indexOf(raw.charAt(i)) >= 0) {
				return raw.substring(0, i);
			}
		}
		return members != null ? "" : null;
	}

	/** @return whether a part of a glob means more than itself */
	static boolean isSpecial(String part) {
		return part.chars().anyMatch(c -> SPECIAL_IN_GLOB.indexOf(c) >= 0);
	}

	/** @return the glob that decides by the last component alone; {@code null} if the others count too */
	PathPattern lastComponent() {
		String rest = glob.startsWith("**/") ? glob.substring(3) : "/";
		boolean others = rest.isEmpty() || rest.indexOf('/') >= 0 || rest.contains("**");
		return members != null || others ? null : of(rest);
	}

	/** @return the regular expression over raw bytes (see {@link Name#raw()}) that must match the whole path */
	public String expression() {
		return expression;
	}

	private static String translate(String glob, boolean eitherCase) {
		StringBuilder out = new StringBuilder();
		int depth = 0;
		int i = 0;
		while (i < glob.length()) {
			char c = glob.charAt(i);
			if (glob.startsWith("**/", i) && (i == 0 || "/{,".indexOf(glob.charAt(i - 1)) >= 0)) {
				out.append("(.*/)?");
				i += 3;
			} else if (glob.startsWith("**", i)) {
				out.append(".*");
				i += 2;
			} else if (c == '*') {
				out.append("[^/]*");
				i++;
			} else if (c == '?') {
				out.append("[^/]");
				i++;
			} else if (c == '[') {
				i = translateClass(glob, i, eitherCase, out);
			} else if (c == '{') {
				if (++depth > MOST_NESTED) {
					throw new IllegalArgumentException(
							"more than " + MOST_NESTED + " alternatives are nested: " + glob);
				}
				out.append('(');
				i++;
			} else if (c == '}' && depth > 0) {
				depth--;
				out.append(')');
				i++;
			} else if (c == ',' && depth > 0) {
				out.append('|');
				i++;
			} else {
				if (c == '\\' && i + 1 < glob.length()) {
					c = glob.charAt(++i);
				}
				literal(c, eitherCase, out);
				i++;
			}
		}
		if (depth > 0) {
			throw new IllegalArgumentException("an alternative is not closed: " + glob);
		}
		return out.toString();
	}

	private static int translateClass(String glob, int start, boolean eitherCase, StringBuilder out) {
		int end = glob.indexOf(']', start + 2);
		if (end < 0) {
			throw new IllegalArgumentException("a class is not closed: " + glob);
		}
		String members = glob.substring(start + 1, end);
		boolean negated = members.startsWith("!") || members.startsWith("^");
		if (negated) {
			members = members.substring(1);
		}
		if (members.isEmpty()) {
			throw new IllegalArgumentException("a class is empty: " + glob);
		}
		for (int i = 0; i < members.length(); i++) {
			if ("[]\\^&/".indexOf(members.charAt(i)) >= 0) {
				throw new IllegalArgumentException("a class can't hold " + members.charAt(i) + ": " + glob);
			}
		}
		out.append(negated ? "[^/" : "[").append(eitherCase ? bothCases(members) : members).append(']');
		return end + 1;
	}

	/** A range of letters becomes two; a dash at an end stays the last one, where it means itself. */
	private static String bothCases(String members) {
		String lower = lowerCase(members);
		StringBuilder both = new StringBuilder();
		boolean dash = false;
		for (int i = 0; i < lower.length(); i++) {
			boolean range = i + 2 < lower.length() && lower.charAt(i + 1) == '-';
			String part = lower.substring(i, range ? i + 3 : i + 1);
			dash |= part.equals("-");
			both.append(part.equals("-") ? "" : part);
			if (isLower(part.charAt(0)) && isLower(part.charAt(part.length() - 1))) {
				part.chars().forEach(c -> both.append(isLower((char) c) ? (char) (c - 'a' + 'A') : (char) c));
			}
			i += part.length() - 1;
		}
		return both.append(dash ? "-" : "").toString();
	}

	private static void literal(char c, boolean eitherCase, StringBuilder out) {
		char lower = isUpper(c) ? (char) (c + 'a' - 'A') : c;
		if (eitherCase && isLower(lower)) {
			out.append('[').append(lower).append((char) (lower - 'a' + 'A')).append(']');
			return;
		}
		if (SPECIAL.indexOf(c) >= 0) {
			out.append('\\');
		}
		out.append(c);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof PathPattern pattern && glob.equals(pattern.glob);
	}

	@Override
	public int hashCode() {
		return glob.hashCode();
	}

	/** @return the glob */
	@Override
	public String toString() {
		return glob;
	}
}
