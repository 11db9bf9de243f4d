/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Locale;

/**
 * What the tool of a file system says of it.
 *
 * @param device what it lies on, as libguestfs names it: "/dev/sda1"
 * @param type   as blkid names it: "ext4"
 * @param state  what was found
 * @param said   what is wrong with it, or why it was not checked; empty if it is whole
 */
public record CheckedFileSystem(String device, String type, State state, String said) {

	/** What was found. */
	public enum State {
		WHOLE, DAMAGED,
		/** There is no tool for its type. */
		UNCHECKED;

		/** @return as the command line spells it */
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}
	}
}
