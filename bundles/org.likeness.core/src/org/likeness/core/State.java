/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/** How an item of the laptop stands to that of the clone. */
public enum State {
	/** On both, and alike. */
	SAME,
	/** On both, and different. */
	CHANGED,
	/** On the laptop only. */
	MISSING,
	/** On the clone only. */
	EXTRA,
	/** It could not be read on one of them, so nothing is claimed; it does not count. */
	UNREAD;

	/** @return as the command line spells it */
	public String word() {
		return name().toLowerCase(java.util.Locale.ROOT);
	}
}
