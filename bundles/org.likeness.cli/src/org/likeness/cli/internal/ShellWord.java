/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

/** Quotes text for a command that a person may copy into a shell. */
final class ShellWord {

	private ShellWord() {
	}

	/** @return {@code text} as one word of a POSIX shell */
	static String of(String text) {
		return text.matches("[A-Za-z0-9_./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
	}
}
