/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads files of assignments as a POSIX shell does: {@code keyboard(5)}, {@code console-setup(5)}, and those that others
 * read in a simpler way, with the same values wherever locales have them: {@code /etc/default/locale} (pam_env),
 * {@code locale.conf(5)} and {@code vconsole.conf(5)} (systemd). Nothing is expanded, and nothing is run: what only a
 * running shell could tell is computed. As for the shell, the last assignment counts, and one in front of a command does
 * not.
 */
final class ShellAssignments {

	private final Map<String, String> values = new LinkedHashMap<>();
	private final Set<String> computed = new LinkedHashSet<>();
	private final List<Integer> malformed = new ArrayList<>();
	private final String text;
	private int position;
	private int line = 1;

	ShellAssignments(String text) {
		this.text = text;
		while (position < text.length()) {
			int start = position;
			int startLine = line;
			Statement statement = new Statement();
			if (!statement.read()) {
				malformed.add(startLine);
				position = start;
				line = startLine;
				skipLine();
			} else if (!statement.commit()) {
				malformed.add(startLine);
			}
		}
	}

	/** @return the values by name, in the order of the file */
	Map<String, String> values() {
		return values;
	}

	/** @return the names whose values only a shell could tell: of other variables, or of what a command prints */
	Set<String> computed() {
		return computed;
	}

	/** @return the numbers of the lines at which something starts that is no assignment, from 1 */
	List<Integer> malformed() {
		return malformed;
	}

	private boolean at(String characters) {
		return position < text.length() && characters.indexOf(text.charAt(position)) >= 0;
	}

	/** With its end. */
	private void skipLine() {
		while (position < text.length() && !at("\n")) {
			position++;
		}
		line += at("\n") ? 1 : 0;
		position++;
	}

	/** What a shell takes as one: words up to the end of a line, or a semicolon. */
	private final class Statement {

		/** {@code null} for a value that is computed. */
		private final Map<String, String> assigned = new LinkedHashMap<>();
		private boolean exports;
		private boolean runs;
		/** Whether the word that is being read is computed. */
		private boolean open;

		/** @return whether a shell could read it, as far as is understood here */
		boolean read() {
			while (position < text.length()) {
				if (at(" \t")) {
					position++;
				} else if (text.startsWith("\\\n", position)) {
					position += 2;
					line++;
				} else if (at("#")) {
					skipLine();
					return true;
				} else if (at("\n;")) {
					line += at("\n") ? 1 : 0;
					position++;
					return true;
				} else if (!readWord()) {
					return false;
				}
			}
			return true;
		}

		/** @return whether it was nothing but assignments */
		boolean commit() {
			if (!runs) {
				assigned.forEach((name, value) -> {
					values.remove(name);
					computed.remove(name);
					if (value == null) {
						computed.add(name);
					} else {
						values.put(name, value);
					}
				});
			}
			return !runs;
		}

		private boolean readWord() {
			int start = position;
			while (position < text.length() && isNamePart(text.charAt(position), position == start)) {
				position++;
			}
			String name = text.substring(start, position);
			boolean assigns = !name.isEmpty() && at("=");
			if (assigns) {
				position++;
			} else if ((name.equals("export") || name.equals("readonly")) && assigned.isEmpty() && at(" \t")) {
				exports = true;
				return true;
			}
			open = assigns && at("~");
			String value = value(!assigns && position == start);
			if (value == null) {
				return false;
			}
			if (assigns && !runs) {
				assigned.put(name, open ? null : value);
			} else if (!exports || name.isEmpty() || !value.isEmpty()) {
				runs = true;
			}
			return true;
		}

		/** @return the word from here; {@code null} where a quote does not end, or something else than a word begins */
		private String value(boolean some) {
			StringBuilder value = new StringBuilder();
			int start = position;
			char quote = 0;
			while (position < text.length()) {
				char c = text.charAt(position);
				if (c == '\\' && quote != '\'') {
					readEscape(value, quote);
				} else if (c == quote) {
					quote = 0;
				} else if (quote == 0 && (c == '"' || c == '\'')) {
					quote = c;
				} else if (quote == 0 && " \t\n;".indexOf(c) >= 0) {
					break;
				} else if (quote == 0 && "&|<>()".indexOf(c) >= 0 || quote != '\'' && c == '`') {
					return null;
				} else {
					open |= quote != '\'' && c == '$' && expands() || quote == 0 && c == ':' && followedBy('~');
					line += c == '\n' ? 1 : 0;
					value.append(c);
				}
				position++;
			}
			return quote != 0 || some && position == start ? null : value.toString();
		}

		private void readEscape(StringBuilder value, char quote) {
			position++;
			if (position == text.length()) {
				value.append('\\');
				return;
			}
			char c = text.charAt(position);
			if (c == '\n') {
				line++;
			} else {
				value.append(quote == 0 || "\\\"$`".indexOf(c) >= 0 ? "" : "\\").append(c);
			}
		}

		private boolean expands() {
			return position + 1 < text.length() && (isNamePart(text.charAt(position + 1), false)
					|| "{(@*#?$!-".indexOf(text.charAt(position + 1)) >= 0);
		}

		private boolean followedBy(char c) {
			return position + 1 < text.length() && text.charAt(position + 1) == c;
		}

		private static boolean isNamePart(char c, boolean first) {
			return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_' || !first && c >= '0' && c <= '9';
		}
	}
}
