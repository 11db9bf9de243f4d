/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.system;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Sets which locales are generated, in a file as locale.gen(5) tells: a name and a character set in each line. One that
 * is not generated stays there as a comment, as Debian's own tools leave it; all other lines stay as they are.
 */
final class LocaleListEdit {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@-]+");
	private static final Pattern CHARACTER_SET = Pattern.compile("[A-Za-z0-9._-]+");

	private final List<String> lines;

	LocaleListEdit(String text) {
		this.lines = new ArrayList<>(text.lines().toList());
	}

	/**
	 * @param characterSet {@code null} if it is not generated
	 * @return whether the file says so afterwards
	 */
	boolean set(String name, String characterSet) {
		if (!NAME.matcher(name).matches() || characterSet != null && !CHARACTER_SET.matcher(characterSet).matches()) {
			return false;
		}
		lines.replaceAll(line -> isOf(line, name) ? "# " + line.strip() : line);
		if (characterSet == null) {
			return true;
		}
		String wanted = name + " " + characterSet;
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i).strip();
			if (line.startsWith("#") && line.replaceFirst("^#+\\s*", "").replaceAll("\\s+", " ").equals(wanted)) {
				lines.set(i, wanted);
				return true;
			}
		}
		lines.add(wanted);
		return true;
	}

	private static boolean isOf(String line, String name) {
		return line.strip().split("\\s+")[0].equals(name);
	}

	String text() {
		return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
	}
}
