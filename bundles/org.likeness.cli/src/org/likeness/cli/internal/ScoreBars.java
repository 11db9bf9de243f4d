/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.OptionalDouble;

import org.likeness.core.Likeness;

/** Prints scores as bars under each other. */
final class ScoreBars {

	private static final int NAME = 26;
	private static final int BAR = 20;

	private final Output out;

	ScoreBars(Output out) {
		this.out = out;
	}

	void print(String name, OptionalDouble score, String note) {
		int filled = (int) (score.orElse(0) * BAR);
		out.add("  " + name).to(NAME).add(Style.GREEN, "█".repeat(filled)).add(Style.DIM, "░".repeat(BAR - filled))
				.add(String.format("%9s", Likeness.percent(score))).add(note.isEmpty() ? "" : "  ").add(Style.DIM, note)
				.end();
	}
}
