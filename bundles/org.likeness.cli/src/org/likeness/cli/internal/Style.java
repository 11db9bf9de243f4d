/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

/** How a piece of text is shown on a terminal with colours. */
enum Style {
	PLAIN(""), BOLD("1"), DIM("2"), GREEN("32"), YELLOW("33"), RED("31"), CYAN("36");

	private final String code;

	Style(String code) {
		this.code = code;
	}

	/** @return {@code text} between the sequences that switch this style on and off (ECMA-48, SGR) */
	String around(String text) {
		return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
	}
}
