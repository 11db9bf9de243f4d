/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;

/**
 * What a check of a machine came to.
 *
 * @param fileSystems    all that were found, in the order of their devices
 * @param remembered     whether something is remembered of the machine that counts as true now
 * @param memoryProblems what is wrong with what is remembered, a sentence each
 */
public record MachineCheck(List<CheckedFileSystem> fileSystems, boolean remembered, List<String> memoryProblems) {

	/** Nothing to check. */
	public static final MachineCheck NONE = new MachineCheck(List.of(), false, List.of());

	/** @return whether anything is known to be wrong */
	public boolean isDamaged() {
		return !memoryProblems.isEmpty() || fileSystems.stream()
				.anyMatch(fileSystem -> fileSystem.state() == CheckedFileSystem.State.DAMAGED);
	}
}
