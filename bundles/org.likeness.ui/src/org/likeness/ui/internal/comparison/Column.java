/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

/** The columns of a comparison, from left to right. */
enum Column {
	/** What it is. */
	ITEM("Item"),
	/** What the laptop has. */
	LAPTOP("Laptop"),
	/** What the clone has. */
	CLONE("Clone"),
	/** How they stand to each other. */
	STATE("State"),
	/** The size of the file. */
	SIZE("Size");

	private final String title;

	Column(String title) {
		this.title = title;
	}

	/** @return for people */
	String title() {
		return title;
	}
}
