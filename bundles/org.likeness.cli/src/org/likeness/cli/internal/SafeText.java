/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.nio.charset.CharsetEncoder;

/**
 * Makes text safe to be printed: what comes from a machine may hold escape sequences that steer a terminal, or
 * characters that turn the direction of writing. Those come out as {@code \x1b} or {@code \}<code>u{202e}</code>.
 */
final class SafeText {

	private SafeText() {
	}

	/**
	 * @param text     any text
	 * @param encoder  of the output; what it can't encode is escaped too
	 * @param keepTabs whether tabs stay, as in the lines of a file
	 * @return {@code text} on one line, with nothing in it that a terminal obeys
	 */
	static String of(String text, CharsetEncoder encoder, boolean keepTabs) {
		if (isPlain(text)) {
			return text;
		}
		StringBuilder out = new StringBuilder(text.length() + 16);
		text.codePoints().forEach(c -> {
			if (c == '\t' && keepTabs) {
				out.append('\t');
			} else {
				append(c, encoder, out);
			}
		});
		return out.toString();
	}

	private static void append(int c, CharsetEncoder encoder, StringBuilder out) {
		if (c == '\n') {
			out.append("\\n");
		} else if (c == '\t') {
			out.append("\\t");
		} else if (isUnsafe(c)) {
			out.append(c < 0x100 ? String.format("\\x%02x", c) : String.format("\\u{%x}", c));
		} else if (encoder.canEncode(Character.toString(c))) {
			out.appendCodePoint(c);
		} else {
			out.append(replacement(c));
		}
	}

	/** Our own signs have a plain form each. */
	private static String replacement(int c) {
		switch (c) {
		case '–':
			return "-";
		case '→':
			return "->";
		case '·':
			return "|";
		case '…':
			return "...";
		case '█':
			return "#";
		case '░':
			return ".";
		default:
			return String.format("\\u{%x}", c);
		}
	}

	private static boolean isPlain(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < 0x20 || c >= 0x7f) {
				return false;
			}
		}
		return true;
	}

	/** Control characters, formats (they turn the direction of writing), line separators, lone surrogates. */
	private static boolean isUnsafe(int c) {
		switch (Character.getType(c)) {
		case Character.CONTROL:
		case Character.FORMAT:
		case Character.LINE_SEPARATOR:
		case Character.PARAGRAPH_SEPARATOR:
		case Character.SURROGATE:
		case Character.PRIVATE_USE:
		case Character.UNASSIGNED:
			return true;
		default:
			return false;
		}
	}
}
