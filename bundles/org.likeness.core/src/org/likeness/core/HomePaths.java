/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/** Compares values that name the user's home folder: on another machine the same setting names another home. */
final class HomePaths {

	private final String home;

	HomePaths(MachinePath home) {
		this.home = home.toString();
	}

	/** @return {@code value} with the home folder, where it stands as a whole path or its start, as {@code ~} */
	String neutral(String value) {
		return replaced(value, "~");
	}

	/** @return {@code value} with another home folder in the place of this one */
	String at(MachinePath otherHome, String value) {
		return replaced(value, otherHome.toString());
	}

	private String replaced(String value, String replacement) {
		if (home.length() < 2 || !value.contains(home)) {
			return value;
		}
		StringBuilder out = new StringBuilder(value.length());
		int from = 0;
		int at = value.indexOf(home);
		while (at >= 0) {
			int end = at + home.length();
			boolean whole = isBoundary(value, end) && (at == 0 || startsPath(value, at));
			out.append(value, from, at).append(whole ? replacement : home);
			from = end;
			at = value.indexOf(home, end);
		}
		return out.append(value, from, value.length()).toString();
	}

	/** {@code /mnt/home/ann} is not the home folder, {@code file:///home/ann} is. */
	private static boolean startsPath(String value, int at) {
		char before = value.charAt(at - 1);
		return !(Character.isLetterOrDigit(before) || before == '.' || before == '-' || before == '_');
	}

	private static boolean isBoundary(String value, int end) {
		if (end == value.length()) {
			return true;
		}
		char after = value.charAt(end);
		return !(Character.isLetterOrDigit(after) || after == '.' || after == '-' || after == '_');
	}
}
