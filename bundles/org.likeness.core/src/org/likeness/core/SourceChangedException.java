/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Collection;
import java.util.Set;

/**
 * Files that were to be copied are not any more what they were when that was planned, or can't be read. The transaction
 * that was to copy them can only be closed.
 */
public final class SourceChangedException extends MachineException {

	private static final long serialVersionUID = 1L;

	private final transient Set<MachinePath> files;

	/**
	 * @param files where they are in the source; at least one
	 * @param label what people call the source
	 */
	public SourceChangedException(Collection<MachinePath> files, String label) {
		super("A file that was to be copied can't be read, or was changed since the plan was made",
				files.iterator().next() + " on " + label, "Nothing was changed.", "Compare again, then apply again.");
		this.files = Set.copyOf(files);
	}

	/** @return where they are in the source */
	public Set<MachinePath> files() {
		return files;
	}
}
