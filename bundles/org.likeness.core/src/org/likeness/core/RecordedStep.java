/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * One step of a clone's history, as the one who made it describes it.
 *
 * @param kind     what was done
 * @param when     when it was done
 * @param message  what for, for people; the first line is the title
 * @param likeness how like the laptop the clone is after it, 0 to 1; empty where that is not known
 * @param counts   how many items were changed, by the ids of their facets
 */
public record RecordedStep(Kind kind, Instant when, String message, OptionalDouble likeness,
		SortedMap<String, Integer> counts) {

	/** What was done. */
	public enum Kind {
		/** The clone was changed by others: it was run, or edited. */
		FOUND,
		/** Items of the laptop were applied. */
		APPLIED,
		/** The clone was made again what it was. */
		ROLLED_BACK;

		/** @return as the history spells it */
		public String word() {
			return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
		}
	}
}
