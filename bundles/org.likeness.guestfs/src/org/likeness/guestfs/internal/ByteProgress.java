/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;

/** Progress by bytes; a monitor counts in {@code int}. */
final class ByteProgress {

	private static final int TICKS = 10_000;

	private final SubMonitor monitor;
	private final long total;
	private long done;
	private int ticks;

	ByteProgress(SubMonitor monitor, long total) {
		this.monitor = monitor.setWorkRemaining(TICKS);
		this.total = Math.max(1, total);
	}

	/** The monitor, to be asked whether it is cancelled. */
	IProgressMonitor monitor() {
		return monitor;
	}

	void worked(long bytes) {
		done += bytes;
		int reached = (int) Math.min(TICKS, (double) done / total * TICKS);
		monitor.worked(reached - ticks);
		ticks = reached;
	}
}
