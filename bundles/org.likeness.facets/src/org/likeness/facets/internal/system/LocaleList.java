/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads which locales are generated, as locale-gen(8) reads {@code /etc/locale.gen}: the first word of a line is the name,
 * and all the rest the character set, so that a comment behind it makes it none. The last line of a name counts, and a
 * line that has no end is not read at all.
 */
final class LocaleList {

	/** What its {@code read} takes for space. */
	private static final Pattern SPACES = Pattern.compile("[ \\t]+");

	private final Map<String, String> characterSets = new LinkedHashMap<>();
	private final List<Integer> malformed = new ArrayList<>();

	LocaleList(String text) {
		int number = 0;
		int start = 0;
		for (int end = text.indexOf('\n'); start < text.length(); end = text.indexOf('\n', start)) {
			number++;
			String line = text.substring(start, end < 0 ? text.length() : end);
			read(number, line, end >= 0);
			start = end < 0 ? text.length() : end + 1;
		}
	}

	private void read(int number, String line, boolean ended) {
		int from = 0;
		int to = line.length();
		while (from < to && " \t".indexOf(line.charAt(from)) >= 0) {
			from++;
		}
		while (to > from && " \t".indexOf(line.charAt(to - 1)) >= 0) {
			to--;
		}
		if (from == to || line.charAt(from) == '#') {
			return;
		}
		String[] words = SPACES.split(line.substring(from, to), 3);
		if (words.length == 2 && ended && words[1].indexOf('\r') < 0) {
			characterSets.put(words[0], words[1]);
		} else {
			malformed.add(number);
		}
	}

	/** @return the character set of each locale that is generated, by name */
	Map<String, String> characterSets() {
		return characterSets;
	}

	/** @return the numbers of the lines of which nothing can be made, from 1 */
	List<Integer> malformed() {
		return malformed;
	}
}
