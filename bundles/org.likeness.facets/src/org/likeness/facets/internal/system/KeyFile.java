/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads groups of keys and values, in the syntax of the Desktop Entry Specification. The first value of a key counts. */
final class KeyFile {

	private final Map<String, Map<String, String>> groups = new LinkedHashMap<>();
	private final List<Integer> malformed = new ArrayList<>();

	KeyFile(String text) {
		Map<String, String> group = null;
		int number = 0;
		for (String line : (Iterable<String>) text.lines().map(String::strip)::iterator) {
			number++;
			int equals = line.indexOf('=');
			if (line.isEmpty() || line.startsWith("#")) {
				continue;
			}
			if (line.startsWith("[") && line.endsWith("]")) {
				group = groups.computeIfAbsent(line.substring(1, line.length() - 1), name -> new LinkedHashMap<>());
			} else if (group == null || equals < 1) {
				malformed.add(number);
			} else {
				group.putIfAbsent(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
			}
		}
	}

	/** @return the values of a group by key; empty if there is no such group */
	Map<String, String> group(String name) {
		return groups.getOrDefault(name, Map.of());
	}

	/** @return the numbers of the lines that are neither a group nor a value in one, from 1 */
	List<Integer> malformed() {
		return malformed;
	}
}
