/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.history;

import org.likeness.history.HistoryStep;
import org.likeness.ui.internal.Times;

/**
 * What a clone was at a step of its history, or what it is now.
 *
 * @param step the step; {@code null} for now
 */
record Version(HistoryStep step) {

	/** What the clone is now, whoever made it so. */
	static final Version NOW = new Version(null);

	boolean isNow() {
		return step == null;
	}

	/** @return when it was, for people */
	String label() {
		return isNow() ? "now" : Times.text(step.step().when());
	}
}
