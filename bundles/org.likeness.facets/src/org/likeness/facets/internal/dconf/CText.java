/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.dconf;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HexFormat;

/** Numbers and strings in the form that GLib gives them in text: that of C, with some additions. */
final class CText {

	/** {@code g_ascii_dtostr()} prints with {@code %.17g}, which tells any two doubles apart. */
	private static final MathContext DIGITS = new MathContext(17, RoundingMode.HALF_EVEN);

	private CText() {
	}

	/** @return {@code %.17g}, with {@code .0} if it would look like an integer */
	static String number(double value) {
		if (Double.isNaN(value)) {
			return Double.doubleToRawLongBits(value) < 0 ? "-nan" : "nan";
		}
		if (Double.isInfinite(value)) {
			return value > 0 ? "inf" : "-inf";
		}
		String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
		if (value == 0) {
			return sign + "0.0";
		}
		BigDecimal digits = new BigDecimal(Math.abs(value)).round(DIGITS).stripTrailingZeros();
		int exponent = digits.precision() - digits.scale() - 1;
		if (exponent >= -4 && exponent < DIGITS.getPrecision()) {
			String plain = digits.toPlainString();
			return sign + plain + (plain.indexOf('.') < 0 ? ".0" : "");
		}
		String mantissa = digits.unscaledValue().toString();
		return sign + mantissa.charAt(0) + (mantissa.length() > 1 ? "." + mantissa.substring(1) : "")
				+ String.format("e%+03d", exponent);
	}

	/** @return the text in quotes, which are double ones only if it holds a single one */
	static String string(String text) {
		char quote = text.indexOf('\'') >= 0 ? '"' : '\'';
		StringBuilder out = new StringBuilder(text.length() + 2).append(quote);
		text.codePoints().forEach(c -> {
			if (c == quote || c == '\\') {
				out.append('\\');
			}
			if (isPrintable(c)) {
				out.appendCodePoint(c);
			} else {
				int letter = "\u0007\b\f\n\r\t\u000b".indexOf(c);
				if (letter >= 0) {
					out.append('\\').append("abfnrtv".charAt(letter));
				} else if (c < 0x10000) {
					appendHex(out.append("\\u"), c, 2);
				} else {
					appendHex(out.append("\\U"), c, 4);
				}
			}
		});
		return out.append(quote).toString();
	}

	private static void appendHex(StringBuilder out, int number, int bytes) {
		for (int i = bytes - 1; i >= 0; i--) {
			HexFormat.of().toHexDigits(out, (byte) (number >> 8 * i));
		}
	}

	/** As {@code g_unichar_isprint()}. */
	private static boolean isPrintable(int codePoint) {
		int type = Character.getType(codePoint);
		return type != Character.CONTROL && type != Character.FORMAT && type != Character.UNASSIGNED
				&& type != Character.SURROGATE;
	}

	/** @return bytes as {@code g_strescape()} has them, in quotes, which are double ones only if they hold a single one */
	static String byteString(byte[] bytes) {
		StringBuilder out = new StringBuilder(bytes.length + 3);
		boolean apostrophe = false;
		for (byte signed : bytes) {
			int b = signed & 0xff;
			int letter = "\b\f\n\r\t\u000b\\\"".indexOf(b);
			apostrophe |= b == '\'';
			if (letter >= 0) {
				out.append('\\').append("bfnrtv\\\"".charAt(letter));
			} else if (b < 0x20 || b >= 0x7f) {
				out.append('\\').append((char) ('0' + (b >> 6))).append((char) ('0' + (b >> 3 & 7)))
						.append((char) ('0' + (b & 7)));
			} else {
				out.append((char) b);
			}
		}
		String quote = apostrophe ? "\"" : "'";
		return "b" + quote + out + quote;
	}
}
