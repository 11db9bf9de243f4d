/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal;

import org.likeness.core.Name;

/** Text of an untrusted machine in keys and remarks. */
public final class Printable {

	private static final int EXCERPT = 60;

	private Printable() {
	}

	/** @return {@code text} without anything that could steer a terminal, for a key */
	public static String of(String text) {
		return Name.of(text).toString();
	}

	/** @return the start of {@code text} in quotes, for a remark */
	public static String quote(String text) {
		String line = text.strip();
		return "\"" + of(line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…") + "\"";
	}
}
