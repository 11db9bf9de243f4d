/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

import org.likeness.core.Likeness;
import org.likeness.core.RecordedStep;

/** Steps of a history in a few words. */
final class StepText {

	private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm")
			.withZone(ZoneId.systemDefault());

	private StepText() {
	}

	/** @return when it was, in this computer's time */
	static String when(RecordedStep step) {
		return WHEN.format(step.when());
	}

	/** @return what was done */
	static String kind(RecordedStep step) {
		return switch (step.kind()) {
		case FOUND -> "found";
		case APPLIED -> "applied";
		case ROLLED_BACK -> "rolled back";
		};
	}

	/** @return how like the laptop the clone was after it; a dash where that is not known */
	static String likeness(RecordedStep step) {
		return Likeness.percent(step.likeness());
	}

	/** @return how many items were changed, by facet: "dotfiles 12, dconf 3"; empty if none */
	static String counts(RecordedStep step) {
		return step.counts().entrySet().stream().map(count -> count.getKey() + " " + count.getValue())
				.collect(Collectors.joining(", "));
	}
}
