/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.nio.file.Path;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.ProgressMonitorWrapper;

/**
 * Counts as cancelled also when the disk of this computer is nearly full. QEMU would stop the appliance at the first
 * write that finds no room, and wait for some.
 */
final class RoomMonitor extends ProgressMonitorWrapper {

	private static final long RESERVE = 16L << 20;

	private final Path folder;
	private final DurableSteps steps;

	RoomMonitor(IProgressMonitor monitor, Path folder, DurableSteps steps) {
		super(monitor);
		this.folder = folder;
		this.steps = steps;
	}

	/** @return where there must be room */
	Path folder() {
		return folder;
	}

	/** @return whether there is no room left, and nobody cancelled */
	boolean isFull() {
		return !super.isCanceled() && steps.room(folder) < RESERVE;
	}

	@Override
	public boolean isCanceled() {
		return super.isCanceled() || isFull();
	}
}
