/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.io.IOException;
import java.io.InputStream;

import org.eclipse.core.runtime.IProgressMonitor;

/** Writes what a machine was and became into its history. */
public interface Recorder extends RecordPublisher {

	/**
	 * Keeps contents for a record that is to be prepared. What no record comes to name takes space until it is
	 * collected, and is not seen.
	 *
	 * @param size how many bytes there are
	 * @return their digest
	 * @throws IOException if they can't be read or written; the history shows what it showed before
	 */
	Digest keep(long size, InputStream content) throws IOException;

	/**
	 * Writes a step, durably, without showing it. If the machine was not any more what the last record says, a record of
	 * its own stands between them.
	 *
	 * @param before what the machine was; files with contents that were {@linkplain #keep kept} can be brought back
	 * @param after  what it becomes
	 * @return the record, for {@link #publish}
	 * @throws MachineException if it can't be written; the history shows what it showed before
	 */
	String prepare(RecordedStep step, RecordedState before, RecordedState after, IProgressMonitor monitor)
			throws MachineException;
}
