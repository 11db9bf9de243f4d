/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.Locale;

/** Sizes as people read and write them: powers of 1024, as qemu-img and ls -h do. */
final class Sizes {

	private static final String UNITS = "KMGTPE";

	private Sizes() {
	}

	/** @return "0 B", "1.5 KiB", "8.0 GiB" */
	static String text(long bytes) {
		if (bytes < 1024) {
			return bytes + " B";
		}
		double value = bytes;
		int unit = -1;
		while (value >= 1023.95 && unit < UNITS.length() - 1) {
			value /= 1024;
			unit++;
		}
		return String.format(Locale.ROOT, "%.1f %ciB", value, UNITS.charAt(unit));
	}

	/**
	 * @param text a whole number of bytes, or one with a unit: {@code 8G}, {@code 512M}, {@code 8GiB}
	 * @throws IllegalArgumentException if it is no such thing, not above 0, or too large
	 */
	static long parse(String text) {
		String number = text.strip().toUpperCase(Locale.ROOT).replaceFirst("I?B?$", "");
		long factor = 1;
		int unit = number.isEmpty() ? -1 : UNITS.indexOf(number.charAt(number.length() - 1));
		if (unit >= 0) {
			factor = 1L << 10 * (unit + 1);
			number = number.substring(0, number.length() - 1);
		}
		try {
			long bytes = Math.multiplyExact(Long.parseLong(number.strip()), factor);
			if (bytes > 0) {
				return bytes;
			}
		} catch (ArithmeticException | NumberFormatException e) {
			throw new IllegalArgumentException("not a size: " + text + " (8G, 512M and the like)", e);
		}
		throw new IllegalArgumentException("not a size: " + text + " (8G, 512M and the like)");
	}
}
