/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Strings as the fields of a line: tabs part the fields, so a tab, a line break and their like are escaped. */
final class TextFields {

	private TextFields() {
	}

	/** @return the fields as one line, with its line break */
	static String line(String... fields) {
		return Arrays.stream(fields).map(TextFields::escape).collect(Collectors.joining("\t", "", "\n"));
	}

	/**
	 * @return the fields of a line
	 * @throws IllegalArgumentException if an escape is malformed
	 */
	static String[] split(String line) {
		String[] fields = line.split("\t", -1);
		for (int i = 0; i < fields.length; i++) {
			fields[i] = unescape(fields[i]);
		}
		return fields;
	}

	static String escape(String text) {
		StringBuilder out = null;
		int i = 0;
		while (i < text.length()) {
			int codePoint = text.codePointAt(i);
			int length = Character.charCount(codePoint);
			if (codePoint == '\\' || isUnsafe(codePoint)) {
				out = out == null ? new StringBuilder(text.length() + 16).append(text, 0, i) : out;
				switch (codePoint) {
				case '\\' -> out.append("\\\\");
				case '\t' -> out.append("\\t");
				case '\n' -> out.append("\\n");
				default -> {
					for (int k = i; k < i + length; k++) {
						out.append("\\u").append(HexFormat.of().toHexDigits(text.charAt(k)));
					}
				}
				}
			} else if (out != null) {
				out.appendCodePoint(codePoint);
			}
			i += length;
		}
		return out == null ? text : out.toString();
	}

	/** Whatever would break a line, steer a terminal, or has no UTF-8 form. */
	private static boolean isUnsafe(int codePoint) {
		if (codePoint >= 0x20 && codePoint < 0x7f) {
			return false;
		}
		return switch (Character.getType(codePoint)) {
		case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
				Character.SURROGATE ->
			true;
		default -> false;
		};
	}

	static String unescape(String field) {
		if (field.indexOf('\\') < 0) {
			return field;
		}
		StringBuilder out = new StringBuilder(field.length());
		for (int i = 0; i < field.length(); i++) {
			char c = field.charAt(i);
			if (c != '\\') {
				out.append(c);
				continue;
			}
			i++;
			char kind = i < field.length() ? field.charAt(i) : ' ';
			switch (kind) {
			case '\\' -> out.append('\\');
			case 't' -> out.append('\t');
			case 'n' -> out.append('\n');
			case 'u' -> {
				if (i + 5 > field.length()) {
					throw new IllegalArgumentException("an escape is not complete: " + field);
				}
				out.append((char) HexFormat.fromHexDigits(field, i + 1, i + 5));
				i += 4;
			}
			default -> throw new IllegalArgumentException("not an escape: " + field);
			}
		}
		return out.toString();
	}
}
