/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import org.likeness.core.ComparedItem;

/** What a person filters items by: the states, and apart from them what a rule keeps. */
public enum Category {
	/** On both, and alike. */
	SAME("Same", "same", "On the laptop and on the clone, and alike"),
	/** On both, and different. */
	CHANGED("Changed", "changed", "On the laptop and on the clone, and different"),
	/** On the laptop only. */
	MISSING("Missing", "missing", "On the laptop only"),
	/** On the clone only. */
	EXTRA("Extra", "extra", "On the clone only"),
	/** Kept by a rule: identity and hardware of the clone. */
	KEPT("Kept", "kept", "Identity and hardware: the clone keeps its own, by a rule; does not count"),
	/** Could not be read on one of them. */
	UNREAD("Unread", "unread", "Could not be read on one of them; does not count");

	private final String label;
	private final String icon;
	private final String help;

	Category(String label, String icon, String help) {
		this.label = label;
		this.icon = icon;
		this.help = help;
	}

	/** @return the category of an item */
	public static Category of(ComparedItem item) {
		if (item.keptBy() != null) {
			return KEPT;
		}
		return switch (item.state()) {
		case SAME -> SAME;
		case CHANGED -> CHANGED;
		case MISSING -> MISSING;
		case EXTRA -> EXTRA;
		case UNREAD -> UNREAD;
		};
	}

	/** @return for people */
	public String label() {
		return label;
	}

	/** @return the name of the icon */
	public String icon() {
		return icon;
	}

	/** @return what it means, in a sentence */
	public String help() {
		return help;
	}
}
