/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What can be known of where standard input comes from, and where standard output and standard error go. */
final class Terminal {

	private static final int DEFAULT_WIDTH = 80;

	private Terminal() {
	}

	/** @param descriptor 0 for standard input, 1 for standard output, 2 for standard error */
	static boolean isTerminal(int descriptor) {
		try {
			String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
			return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
		} catch (IOException | UnsupportedOperationException e) {
			return false;
		}
	}

	/** @return whether colours are wanted there: a terminal that knows them, and nobody said no (no-color.org) */
	static boolean hasColours(int descriptor) {
		String noColour = System.getenv("NO_COLOR");
		String term = System.getenv("TERM");
		return isTerminal(descriptor) && (noColour == null || noColour.isEmpty()) && term != null
				&& !term.equals("dumb");
	}

	/** @return characters in a line; the shell's {@code COLUMNS} if it is exported */
	static int width() {
		String columns = System.getenv("COLUMNS");
		try {
			return columns == null ? DEFAULT_WIDTH : Math.max(40, Math.min(400, Integer.parseInt(columns.strip())));
		} catch (NumberFormatException e) {
			return DEFAULT_WIDTH;
		}
	}

	/** @return the encoding of the user's locale */
	static Charset charset() {
		String name = System.getProperty("native.encoding");
		try {
			return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
		} catch (IllegalArgumentException e) {
			return StandardCharsets.US_ASCII;
		}
	}
}
