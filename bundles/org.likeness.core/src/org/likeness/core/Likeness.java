/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How many items stand how, and the score that follows.
 *
 * @param same    items alike on both
 * @param changed items different
 * @param missing items of the laptop only
 * @param extra   items of the clone only
 */
public record Likeness(int same, int changed, int missing, int extra) {

	/** The formula, wherever the score is shown. */
	public static final String FORMULA = "likeness = same / (same + changed + missing + extra) over a facet's items, "
			+ "without those that rules keep or ignore and those that could not be read; "
			+ "overall = mean of the facets, weighted by facet weights";

	/** @return how many items count */
	public int total() {
		return same + changed + missing + extra;
	}

	/** @return 0 to 1; empty if nothing counts */
	public OptionalDouble score() {
		return total() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) same / total());
	}

	/**
	 * @param score 0 to 1
	 * @return as per cent with one digit, rounded down so that only a perfect clone shows 100 %; a dash for none
	 */
	public static String percent(OptionalDouble score) {
		return score.isEmpty() ? "–"
				: String.format(Locale.ROOT, "%.1f %%", Math.floor(score.getAsDouble() * 1000 + 1e-9) / 10);
	}
}
