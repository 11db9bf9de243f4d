/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A glob over the bytes of a relative path: {@code *} and {@code ?} stay within a component, {@code **} crosses
 * slashes, {@code [abc]} and {@code [!abc]} are classes, <code>{a,b}</code> are alternatives, a backslash quotes. A
 * component {@code **} also matches nothing, so <code>**&#47;Cache</code> finds a top-level {@code Cache} too.
 * <p>
 * The same pattern is given to Java and, as a POSIX extended regular expression, to the {@code find} in an appliance:
 * {@link #expression()} uses only what both understand alike.
 */
public final class PathPattern {

	private static final String SPECIAL = "\\.[]{}()*+?^$|";

	private final String glob;
	private final String expression;
	/** What matches it; of {@link #anyOf} a set of patterns does. */
	private final Pattern compiled;
	private final PatternSet members;

	private PathPattern(String glob, String expression) {
		this.glob = glob;
		this.expression = expression;
		this.compiled = Pattern.compile(expression, Pattern.DOTALL);
		this.members = null;
	}

	private PathPattern(String glob, String expression, PatternSet members) {
		this.glob = glob;
		this.expression = expression;
		this.compiled = null;
		this.members = members;
	}

	/** @throws IllegalArgumentException if a class or an alternative is not closed */
	public static PathPattern of(String glob) {
		return new PathPattern(glob, translate(Name.of(glob).raw()));
	}

	/** @return the glob that matches whatever one of {@code patterns} matches; nothing if there are none */
	public static PathPattern anyOf(List<PathPattern> patterns) {
		return new PathPattern(patterns.stream().map(PathPattern::toString).collect(Collectors.joining(",", "{", "}")),
				patterns.isEmpty() ? "[^/]{0}/" : patterns.stream().map(PathPattern::expression)
						.collect(Collectors.joining("|", "(", ")")),
				new PatternSet(patterns));
	}

	/** @return whether the whole of {@code relative} matches */
	public boolean matches(Name relative) {
		return members != null ? members.matches(relative) : compiled.matcher(relative.raw()).matches();
	}

	/** @return the raw bytes with which each match starts; {@code null} if nothing but the glob itself matches */
	String literalStart() {
		String raw = Name.of(glob).raw();
		for (int i = 0; i < raw.length(); i++) {
			if ("*?[{\\".indexOf(raw.charAt(i)) >= 0) {
				return raw.substring(0, i);
			}
		}
		return members != null ? "" : null;
	}

	/** @return the expression that decides by the last component alone; {@code null} if the others count too */
	String lastComponent() {
		String rest = glob.startsWith("**/") ? glob.substring(3) : "/";
		boolean others = rest.isEmpty() || rest.indexOf('/') >= 0 || rest.contains("**");
		return members != null || others ? null : translate(Name.of(rest).raw());
	}

	/** @return the regular expression over raw bytes (see {@link Name#raw()}) that must match the whole path */
	public String expression() {
		return expression;
	}

	private static String translate(String glob) {
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
				i = translateClass(glob, i, out);
			} else if (c == '{') {
				depth++;
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
				literal(c, out);
				i++;
			}
		}
		if (depth > 0) {
			throw new IllegalArgumentException("an alternative is not closed: " + glob);
		}
		return out.toString();
	}

	private static int translateClass(String glob, int start, StringBuilder out) {
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
		out.append(negated ? "[^/" : "[").append(members).append(']');
		return end + 1;
	}

	private static void literal(char c, StringBuilder out) {
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
