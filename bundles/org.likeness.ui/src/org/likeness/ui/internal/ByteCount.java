/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.util.Locale;

/** Sizes for people, in binary units. */
public final class ByteCount {

	private static final String[] UNITS = { "bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB" };

	private ByteCount() {
	}

	/** @return "17 bytes", "3.2 KiB", "8 GiB" */
	public static String text(long bytes) {
		double value = bytes;
		int unit = 0;
		while (value >= 1024 && unit < UNITS.length - 1) {
			value /= 1024;
			unit++;
		}
		String number = unit == 0 || value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value)
				: String.format(Locale.ROOT, "%.1f", value);
		return unit == 0 && bytes == 1 ? "1 byte" : number + " " + UNITS[unit];
	}
}
