/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;

/**
 * A program of the target's own that is run in it, because it makes something of files that were written.
 *
 * @param words its name, as the system finds it, and what it is told
 * @param bytes how much more it will take in the system's own folders, about
 */
public record SystemCommand(List<String> words, long bytes) {

	/** @throws IllegalArgumentException if there is no name */
	public SystemCommand {
		words = List.copyOf(words);
		if (words.isEmpty()) {
			throw new IllegalArgumentException("a command without a name");
		}
	}

	/** @return for people */
	@Override
	public String toString() {
		return Name.of(String.join(" ", words)).toString();
	}
}
