/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds a home folder in values, in every spelling: as a path in text, as {@link Name#toString()} and GLib's
 * {@code g_variant_print()} show one, and in the URI of a file, where each of its bytes may be percent-encoded, in digits
 * of either case (RFC 3986, 2.1). {@code ~} is none: most programs that store a setting do not expand it.
 */
final class HomePaths {

	/** In neutral forms, for the home: no text of a setting and no path holds it. */
	private static final String MARKER = "\0";

	/** What may stand before a path that is a part of a URI without a host. */
	private static final Pattern URI = Pattern.compile("(?i).*([a-z][a-z0-9+.-]*://|file:|file://localhost)",
			Pattern.DOTALL);
	/** The longest of that is looked at, and some more. */
	private static final int URI_START = 40;
	private static final String UNRESERVED = "-._~";

	/** One place in a value where the home stands, from {@code start} to {@code end}. */
	private record Place(int start, int end, boolean encoded) {
	}

	private final byte[] bytes;
	/** {@code null} if the bytes are not UTF-8. */
	private final String text;
	private final String shown;
	private final List<String> spellings;

	HomePaths(MachinePath home) {
		bytes = home.bytes();
		text = text(bytes);
		shown = home.toString();
		String quoted = shown.replace("\"", "\\\"");
		spellings = Stream.of(text, shown, quoted, octal(home.raw())).filter(Objects::nonNull).distinct().toList();
	}

	/** As strings of bytes are printed. */
	private static String octal(String raw) {
		StringBuilder out = new StringBuilder();
		raw.chars().forEach(c -> out.append(c == '\\' || c == '"' ? "\\" : "")
				.append(c < 0x80 ? String.valueOf((char) c) : String.format("\\%03o", c)));
		return out.toString();
	}

	private static String text(byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		} catch (CharacterCodingException e) {
			return null;
		}
	}

	/** @return {@code value} with what no other value holds in the place of the home folder; for comparing */
	String neutral(String value) {
		StringBuilder out = new StringBuilder(value.length());
		int from = 0;
		for (Place place : places(value)) {
			out.append(value, from, place.start()).append(MARKER);
			from = place.end();
		}
		return from == 0 ? value : out.append(value, from, value.length()).toString();
	}

	/**
	 * @return {@code value} with another home folder in the place of this one
	 * @throws UnplannableException if the other home is no text, and has to be in one
	 */
	String at(HomePaths other, String value) throws UnplannableException {
		return replaced(value, other, other.text);
	}

	/**
	 * @param target as {@link Name#toString()} shows it
	 * @return the target of a symlink with another home folder in the place of this one
	 */
	Name linkAt(HomePaths other, Name target) throws UnplannableException {
		String value = target.toString();
		String replaced = replaced(value, other, other.shown);
		return replaced.equals(value) ? target : Name.parse(replaced);
	}

	private String replaced(String value, HomePaths other, String plain) throws UnplannableException {
		StringBuilder out = new StringBuilder(value.length());
		int from = 0;
		for (Place place : places(value)) {
			if (plain == null && !place.encoded()) {
				throw new UnplannableException("it names the home folder, which is " + other.shown
						+ " in the target: that is no text that a setting could hold");
			}
			out.append(value, from, place.start()).append(place.encoded() ? other.encoded() : plain);
			from = place.end();
		}
		return from == 0 ? value : out.append(value, from, value.length()).toString();
	}

	/** @return the home as a part of a URI */
	private String encoded() {
		StringBuilder out = new StringBuilder();
		for (byte b : bytes) {
			char c = (char) (b & 0xff);
			boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0 || c == '/');
			out.append(plain ? String.valueOf(c) : String.format("%%%02X", b & 0xff));
		}
		return out.toString();
	}

	private List<Place> places(String value) {
		List<Place> places = new ArrayList<>();
		if (bytes.length < 2) {
			return places;
		}
		int at = value.indexOf('/');
		while (at >= 0) {
			Place place = place(value, at);
			if (place != null) {
				places.add(place);
			}
			at = value.indexOf('/', place == null ? at + 1 : place.end());
		}
		return places;
	}

	/** @return the home if it starts at {@code at}; {@code null} if it does not */
	private Place place(String value, int at) {
		boolean uri = at > 0 && "/:tT".indexOf(value.charAt(at - 1)) >= 0
				&& URI.matcher(value.substring(Math.max(0, at - URI_START), at)).matches();
		int end = uri ? encodedEnd(value, at)
				: spellings.stream().filter(spelling -> value.startsWith(spelling, at)).findFirst()
						.map(spelling -> at + spelling.length()).orElse(-1);
		if (end < 0 || isContinued(value, end, uri) || !uri && !startsPath(value, at)) {
			return null;
		}
		return new Place(at, end, uri);
	}

	/** @return where the home ends that starts at {@code at} in a URI; -1 if another path does */
	private int encodedEnd(String value, int at) {
		int end = at;
		int next = 0;
		while (next < bytes.length) {
			if (end >= value.length()) {
				return -1;
			}
			int encoded = encodedByte(value, end);
			if (encoded >= 0) {
				if ((byte) encoded != bytes[next] || encoded == '/') {
					return -1;
				}
				end += 3;
				next++;
			} else {
				int c = value.codePointAt(end);
				for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
					if (next == bytes.length || bytes[next] != b) {
						return -1;
					}
					next++;
				}
				end += Character.charCount(c);
			}
		}
		return end;
	}

	/** @return the byte that is percent-encoded there; -1 if none is */
	private static int encodedByte(String value, int at) {
		boolean encoded = value.charAt(at) == '%' && at + 2 < value.length()
				&& HexFormat.isHexDigit(value.charAt(at + 1))
				&& HexFormat.isHexDigit(value.charAt(at + 2));
		return encoded ? HexFormat.fromHexDigits(value, at + 1, at + 3) : -1;
	}

	/** {@code /mnt/home/ann} is not the home folder. */
	private static boolean startsPath(String value, int at) {
		int start = at;
		while (start > 0 && value.charAt(start - 1) == '/') {
			start--;
		}
		return start == 0 || !isOfName(value.codePointBefore(start)) && value.charAt(start - 1) != '}';
	}

	/** Neither {@code /home/anna} nor {@code file:///home/ann%20b} is. */
	private static boolean isContinued(String value, int end, boolean uri) {
		if (end == value.length()) {
			return false;
		}
		int encoded = uri ? encodedByte(value, end) : -1;
		return encoded >= 0 ? encoded != '/' : isOfName(value.codePointAt(end));
	}

	/** What separates paths in lists and what quotes them may be in a name too; it is not taken for a part of one. */
	private static boolean isOfName(int c) {
		return c < 0x80 ? Character.isLetterOrDigit(c) || "._-~+@%".indexOf(c) >= 0
				: !Character.isSpaceChar(c) && Character.getType(c) != Character.INITIAL_QUOTE_PUNCTUATION
						&& Character.getType(c) != Character.FINAL_QUOTE_PUNCTUATION;
	}

	/** @return whether it is the same folder */
	@Override
	public boolean equals(Object other) {
		return other instanceof HomePaths home && java.util.Arrays.equals(bytes, home.bytes);
	}

	@Override
	public int hashCode() {
		return java.util.Arrays.hashCode(bytes);
	}
}
