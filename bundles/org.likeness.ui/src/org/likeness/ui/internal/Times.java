/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times for people: short, the same in every language, and in the order of time. */
public final class Times {

	private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

	private Times() {
	}

	/** @return "2026-11-22 19:35", in this computer's time zone */
	public static String text(Instant when) {
		return MINUTES.format(when.atZone(ZoneId.systemDefault()));
	}
}
