/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads what find and cat complain of: {@code find: '/sysroot/a\303\244': Input/output error}, in the C locale. */
final class FindErrors {

	private static final String SEPARATOR = "': ";

	private FindErrors() {
	}

	/** @return reasons by path in the appliance, one character for each byte; the first reason of each */
	static Map<String, String> parse(String text) {
		Map<String, String> reasons = new LinkedHashMap<>();
		for (String line : text.split("\n")) {
			int start = line.indexOf('\'');
			int end = line.lastIndexOf(SEPARATOR);
			if (start >= 0 && end > start) {
				String reason = line.substring(end + SEPARATOR.length()).toLowerCase(Locale.ROOT);
				reasons.putIfAbsent(unquote(line.substring(start + 1, end)), reason);
			}
		}
		return reasons;
	}

	/** Undoes the C-like quoting of the GNU tools. */
	private static String unquote(String quoted) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(quoted.length());
		int i = 0;
		while (i < quoted.length()) {
			char c = quoted.charAt(i++);
			if (c != '\\' || i == quoted.length()) {
				bytes.write(c);
			} else if (isOctal(quoted, i)) {
				bytes.write(Integer.parseInt(quoted, i, i + 3, 8));
				i += 3;
			} else {
				char escaped = quoted.charAt(i++);
				int letter = "abtnvfr".indexOf(escaped);
				bytes.write(letter >= 0 ? 7 + letter : escaped);
			}
		}
		return bytes.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
	}

	private static boolean isOctal(String text, int start) {
		return text.length() >= start + 3
				&& text.substring(start, start + 3).chars().allMatch(c -> c >= '0' && c <= '7');
	}
}
