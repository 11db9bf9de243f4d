/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads files of assignments that a shell could read: {@code /etc/default/locale}, {@code locale.conf(5)},
 * {@code keyboard(5)}. Quotes, backslashes, comments and {@code export} are understood; nothing is expanded, and nothing
 * is run. As for the shell, the last assignment counts.
 */
final class ShellAssignments {

	private final Map<String, String> values = new LinkedHashMap<>();
	private final List<Integer> malformed = new ArrayList<>();

	ShellAssignments(String text) {
		int number = 0;
		for (String line : (Iterable<String>) text.lines()::iterator) {
			number++;
			if (!new Line(line).read()) {
				malformed.add(number);
			}
		}
	}

	/** @return the values by name, in the order of the file */
	Map<String, String> values() {
		return values;
	}

	/** @return the numbers of the lines that are no assignments, from 1 */
	List<Integer> malformed() {
		return malformed;
	}

	/** One line, from left to right. */
	private final class Line {

		private final String text;
		private int position;

		Line(String text) {
			this.text = text;
		}

		boolean read() {
			skipSpace();
			while (position < text.length() && text.charAt(position) != '#') {
				int start = position;
				while (position < text.length() && isNamePart(text.charAt(position))) {
					position++;
				}
				String name = text.substring(start, position);
				if (name.equals("export") && position < text.length() && text.charAt(position) != '=') {
					skipSpace();
					continue;
				}
				if (name.isEmpty() || position == text.length() || text.charAt(position) != '=') {
					return false;
				}
				position++;
				String value = value();
				if (value == null) {
					return false;
				}
				values.put(name, value);
				skipSpace();
			}
			return true;
		}

		/** @return {@code null} if a quote is not closed */
		private String value() {
			StringBuilder value = new StringBuilder();
			char quote = 0;
			while (position < text.length()) {
				char c = text.charAt(position);
				boolean escapes = c == '\\' && quote != '\'' && position + 1 < text.length()
						&& (quote == 0 || "\\\"$`".indexOf(text.charAt(position + 1)) >= 0);
				if (escapes) {
					value.append(text.charAt(position + 1));
					position++;
				} else if (c == quote) {
					quote = 0;
				} else if (quote == 0 && (c == '"' || c == '\'')) {
					quote = c;
				} else if (quote == 0 && (Character.isWhitespace(c) || c == ';')) {
					break;
				} else {
					value.append(c);
				}
				position++;
			}
			return quote == 0 ? value.toString() : null;
		}

		private void skipSpace() {
			while (position < text.length()
					&& (Character.isWhitespace(text.charAt(position)) || text.charAt(position) == ';')) {
				position++;
			}
		}

		private boolean isNamePart(char c) {
			return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_';
		}
	}
}
