/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A string of bytes as a file system holds it: a file name, a path or the target of a symlink. Linux gives names no
 * encoding, so a name that is not UTF-8 must survive a round trip unchanged; a Java string could not promise that.
 * <p>
 * The order is that of the unsigned bytes. Immutable.
 */
public final class Name implements Comparable<Name> {

	/** The bytes, one in each character: Latin-1 strings are stored as bytes by the JVM, and hash and compare fast. */
	private final String raw;

	private Name(String raw) {
		this.raw = raw;
	}

	/** @return the name whose bytes are the UTF-8 form of {@code text} */
	public static Name of(String text) {
		return ofBytes(text.getBytes(StandardCharsets.UTF_8));
	}

	/** @return the name of exactly these bytes, which are copied */
	public static Name ofBytes(byte[] bytes) {
		return new Name(new String(bytes, StandardCharsets.ISO_8859_1));
	}

	/** @return the name whose bytes are the characters of {@code latin1}, each from 0 to 255 */
	static Name ofRaw(String latin1) {
		return new Name(latin1);
	}

	/**
	 * Reads a name back from the form that {@link #toString()} gives.
	 *
	 * @throws IllegalArgumentException if an escape is not {@code \\} or {@code \xNN}
	 */
	public static Name parse(String display) {
		if (display.indexOf('\\') < 0) {
			return of(display);
		}
		java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream(display.length());
		int i = 0;
		while (i < display.length()) {
			int c = display.codePointAt(i);
			if (c != '\\') {
				bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
				i += Character.charCount(c);
			} else if (display.startsWith("\\\\", i)) {
				bytes.write('\\');
				i += 2;
			} else if (display.startsWith("\\x", i) && i + 4 <= display.length()) {
				bytes.write(java.util.HexFormat.fromHexDigits(display, i + 2, i + 4));
				i += 4;
			} else {
				throw new IllegalArgumentException("not an escape at " + i + ": " + display);
			}
		}
		return ofBytes(bytes.toByteArray());
	}

	/** @return a copy of the bytes */
	public byte[] bytes() {
		return raw.getBytes(StandardCharsets.ISO_8859_1);
	}

	/** @return the number of bytes */
	public int length() {
		return raw.length();
	}

	/** @return one character for each byte, 0 to 255: for matching and sorting, never for showing */
	public String raw() {
		return raw;
	}

	@Override
	public int compareTo(Name other) {
		return raw.compareTo(other.raw);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Name name && raw.equals(name.raw);
	}

	@Override
	public int hashCode() {
		return Objects.hashCode(raw);
	}

	/**
	 * The form that people see: UTF-8 decoded; bytes that are not UTF-8 and control characters as {@code \xNN}, a
	 * backslash as {@code \\}. No two names look alike, and nothing in one can steer a terminal.
	 */
	@Override
	public String toString() {
		if (isPlain()) {
			return raw;
		}
		byte[] bytes = bytes();
		StringBuilder out = new StringBuilder(bytes.length + 8);
		int i = 0;
		while (i < bytes.length) {
			int length = sequenceLength(bytes[i]);
			String decoded = i + length <= bytes.length ? decode(bytes, i, length) : null;
			if (decoded == null || isUnsafe(decoded.codePointAt(0))) {
				int count = decoded == null ? 1 : length;
				for (int k = 0; k < count; k++) {
					out.append(String.format("\\x%02x", bytes[i + k] & 0xff));
				}
				i += count;
			} else {
				out.append(decoded.equals("\\") ? "\\\\" : decoded);
				i += length;
			}
		}
		return out.toString();
	}

	private boolean isPlain() {
		for (int i = 0; i < raw.length(); i++) {
			char c = raw.charAt(i);
			if (c < 0x20 || c >= 0x7f || c == '\\') {
				return false;
			}
		}
		return true;
	}

	/** Control, format (bidirectional overrides), line separators: whatever would change how the rest is shown. */
	private static boolean isUnsafe(int codePoint) {
		int type = Character.getType(codePoint);
		return type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR
				|| type == Character.PARAGRAPH_SEPARATOR;
	}

	private static int sequenceLength(byte first) {
		int b = first & 0xff;
		return b < 0xc0 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
	}

	private static String decode(byte[] bytes, int offset, int length) {
		try {
			String text = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
					.onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes, offset, length))
					.toString();
			return text.codePointCount(0, text.length()) == 1 ? text : null;
		} catch (CharacterCodingException e) {
			return null;
		}
	}
}
