/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.system;

import java.util.ArrayList;
import java.util.List;

/** Sets single values in a file of groups, keys and values; all other lines stay as they are. */
final class KeyFileEdit {

	private final List<String> lines;

	KeyFileEdit(String text) {
		this.lines = new ArrayList<>(text.lines().toList());
	}

	/** @param value {@code null} to have no such key */
	void set(String group, String key, String value) {
		int header = -1;
		int end = lines.size();
		int found = -1;
		for (int i = 0; i < lines.size() && end == lines.size(); i++) {
			String line = lines.get(i).strip();
			boolean isHeader = line.startsWith("[") && line.endsWith("]");
			if (isHeader && header >= 0) {
				end = i;
			} else if (isHeader && line.equals("[" + group + "]")) {
				header = i;
			} else if (header >= 0 && found < 0 && line.indexOf('=') > 0
					&& line.substring(0, line.indexOf('=')).strip().equals(key)) {
				found = i;
			}
		}
		if (found >= 0) {
			lines.remove(found);
		}
		if (value == null) {
			return;
		}
		String line = key + "=" + value;
		if (found >= 0) {
			lines.add(found, line);
		} else if (header >= 0) {
			int at = end;
			while (at > header + 1 && lines.get(at - 1).isBlank()) {
				at--;
			}
			lines.add(at, line);
		} else {
			if (!lines.isEmpty()) {
				lines.add("");
			}
			lines.add("[" + group + "]");
			lines.add(line);
		}
	}

	String text() {
		return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
	}
}
