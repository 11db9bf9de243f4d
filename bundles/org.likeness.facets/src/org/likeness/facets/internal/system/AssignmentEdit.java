/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.system;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sets single values in a file of shell assignments; all other lines stay as they are. */
final class AssignmentEdit {

	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:,@+-]+");

	private final List<String> lines;

	AssignmentEdit(String text) {
		this.lines = new ArrayList<>(text.lines().toList());
	}

	/**
	 * @param value {@code null} to have no such assignment
	 * @return whether the file says so afterwards, and of all others what it said before
	 */
	boolean set(String name, String value) {
		if (value != null && value.indexOf('\n') >= 0) {
			return false; // a shell would read it; others that read such files go by lines
		}
		ShellAssignments before = new ShellAssignments(text());
		Map<String, String> expected = new LinkedHashMap<>(before.values());
		Set<String> computed = new HashSet<>(before.computed());
		computed.remove(name);
		Pattern assignment = Pattern.compile("(\\s*(?:export\\s+)?" + Pattern.quote(name) + "=)(.*)");
		int last = -1;
		for (int i = 0; i < lines.size(); i++) {
			Matcher matcher = assignment.matcher(lines.get(i));
			last = matcher.matches() ? i : last;
		}
		if (value == null) {
			expected.remove(name);
			lines.removeIf(line -> assignment.matcher(line).matches());
		} else {
			expected.put(name, value);
			if (last < 0) {
				lines.add(name + "=" + quoted(value, false));
			} else {
				Matcher matcher = assignment.matcher(lines.get(last));
				matcher.matches();
				lines.set(last, matcher.group(1) + quoted(value, matcher.group(2).startsWith("\"")));
			}
		}
		ShellAssignments after = new ShellAssignments(text());
		return after.values().equals(expected) && after.computed().equals(computed);
	}

	private static String quoted(String value, boolean quotes) {
		return !quotes && PLAIN.matcher(value).matches() ? value
				: "\"" + value.replaceAll("[\\\\\"$`]", "\\\\$0") + "\"";
	}

	String text() {
		return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
	}
}
