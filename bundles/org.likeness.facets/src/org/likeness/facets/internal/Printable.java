/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal;

import java.util.HexFormat;

import org.likeness.core.Name;

/** Text of an untrusted machine in keys and remarks. */
public final class Printable {

	private static final int EXCERPT = 60;

	private Printable() {
	}

	/** @return {@code text} without anything that could steer a terminal, for a key */
	public static String of(String text) {
		return Name.of(text).toString();
	}

	/**
	 * @return {@code text} as a value: as it is, but for control characters other than line breaks and tabs, which become
	 *         {@code \\uNNNN}
	 */
	public static String value(String text) {
		if (text.codePoints().noneMatch(Printable::isUnsafe)) {
			return text;
		}
		StringBuilder out = new StringBuilder(text.length() + 16);
		text.codePoints().forEach(c -> {
			if (isUnsafe(c)) {
				if (c > 0xffff) {
					out.append("\\u").append(Integer.toHexString(c));
				} else {
					HexFormat.of().toHexDigits(HexFormat.of().toHexDigits(out.append("\\u"), (byte) (c >> 8)),
							(byte) c);
				}
			} else {
				out.appendCodePoint(c);
			}
		});
		return out.toString();
	}

	private static boolean isUnsafe(int codePoint) {
		int type = Character.getType(codePoint);
		return codePoint != '\n' && codePoint != '\t'
				&& (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE);
	}

	/** @return the start of {@code text} in quotes, for a remark */
	public static String quote(String text) {
		String line = text.strip();
		return "\"" + of(line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…") + "\"";
	}
}
