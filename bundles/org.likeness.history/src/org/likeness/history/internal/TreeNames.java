/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.likeness.core.Name;

/**
 * File names as names of Git trees, and back. Linux lets a name be any bytes; Git refuses some ({@code .git} and all
 * that HFS+ or NTFS take for it: {@code .GIT}, {@code git~1}, names with characters that HFS+ ignores), and its tools
 * show others badly. Such bytes become {@code %XX}, and {@code %} itself too, so no two names meet.
 *
 * @see <a href="https://git-scm.com/docs/git-fsck">git-fsck, hasDotgit and the checks beside it</a>
 */
public final class TreeNames {

	private static final HexFormat HEX = HexFormat.of().withUpperCase();

	private TreeNames() {
	}

	/** @return the form in a Git tree, a character for each byte of its UTF-8 form */
	public static String encode(Name name) {
		String raw = name.raw();
		StringBuilder out = null;
		int i = 0;
		while (i < raw.length()) {
			int length = plainLength(raw, i);
			if (length > 0 && out != null) {
				out.append(raw, i, i + length);
			} else if (length == 0) {
				out = out == null ? new StringBuilder(raw.length() + 8).append(raw, 0, i) : out;
				length = 1;
				out.append('%').append(HEX.toHexDigits((byte) raw.charAt(i)));
			}
			i += length;
		}
		return out == null ? raw : out.toString();
	}

	/**
	 * @return the name that has this form
	 * @throws IllegalArgumentException if {@link #encode} gives this form for no name
	 */
	public static Name decode(String encoded) {
		if (encoded.indexOf('%') < 0) {
			return Name.ofBytes(encoded.getBytes(StandardCharsets.ISO_8859_1));
		}
		StringBuilder raw = new StringBuilder(encoded.length());
		for (int i = 0; i < encoded.length(); i++) {
			char c = encoded.charAt(i);
			if (c == '%') {
				if (i + 2 >= encoded.length()) {
					throw new IllegalArgumentException("an escape is not complete: " + encoded);
				}
				c = (char) HexFormat.fromHexDigits(encoded, i + 1, i + 3);
				i += 2;
			}
			raw.append(c);
		}
		return Name.ofBytes(raw.toString().getBytes(StandardCharsets.ISO_8859_1));
	}

	/** @return how many bytes from {@code i} on are one character that may stand as it is; 0 if it must be escaped */
	private static int plainLength(String raw, int i) {
		char c = raw.charAt(i);
		if (c < 0x80) {
			boolean dotGit = c == '.' && i == 0
					&& (raw.length() == 1 || raw.charAt(1) == '.' || raw.charAt(1) == 'g' || raw.charAt(1) == 'G');
			return c < 0x20 || c == 0x7f || dotGit || "%~\\/".indexOf(c) >= 0 ? 0 : 1;
		}
		int length = c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
		if (length == 0 || i + length > raw.length()) {
			return 0;
		}
		String text = new String(raw.substring(i, i + length).getBytes(StandardCharsets.ISO_8859_1),
				StandardCharsets.UTF_8);
		int codePoint = text.codePointAt(0);
		boolean valid = codePoint != 0xfffd && text.length() == Character.charCount(codePoint);
		int type = Character.getType(codePoint);
		return valid && type != Character.CONTROL && type != Character.FORMAT ? length : 0;
	}
}
