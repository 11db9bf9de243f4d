/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history;

import java.util.Optional;

import org.likeness.core.RecordedStep;

/**
 * One step of a clone's history, as the list of steps shows it.
 *
 * @param id     the commit's id, 40 hexadecimal digits
 * @param parent the id of the step before; {@code null} if this is the first
 * @param step   what its commit says. A commit that someone else made counts as found, without a likeness
 */
public record HistoryStep(String id, String parent, RecordedStep step) {

	private static final int SHORT_LENGTH = 10;

	/** @return the start of the id, long enough to tell the steps of one history apart */
	public String shortId() {
		return id.substring(0, SHORT_LENGTH);
	}

	/** @return the first line of the message */
	public String title() {
		return step.message().lines().findFirst().orElse("");
	}

	/** @return the id of the step before, if there is one */
	public Optional<String> before() {
		return Optional.ofNullable(parent);
	}
}
