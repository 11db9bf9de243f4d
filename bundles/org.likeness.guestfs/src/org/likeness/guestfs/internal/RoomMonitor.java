/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.ProgressMonitorWrapper;
import org.likeness.core.MachineException;

/**
 * Counts as cancelled also when the disk of this computer is nearly full. QEMU would stop the appliance at the first
 * write that finds no room, and wait for some.
 */
public final class RoomMonitor extends ProgressMonitorWrapper {

	private static final long RESERVE = 16L << 20;

	private final List<Path> folders;
	private final ToLongFunction<Path> room;

	/**
	 * @param folders what is written to
	 * @param room    tells how many bytes can still be written in a folder
	 */
	public RoomMonitor(IProgressMonitor monitor, List<Path> folders, ToLongFunction<Path> room) {
		super(monitor);
		this.folders = List.copyOf(folders);
		this.room = room;
	}

	/**
	 * @param state what became of the clone
	 * @throws MachineException if there is no room left in one of the folders, which it names, and nobody cancelled
	 */
	public void throwIfFull(String what, String state, String remedy, OperationCanceledException cause)
			throws MachineException {
		Optional<Path> full = full();
		if (full.isPresent()) {
			throw new MachineException(what, full.get().toString(), state, remedy, cause);
		}
	}

	private Optional<Path> full() {
		return super.isCanceled() ? Optional.empty()
				: folders.stream().filter(folder -> room.applyAsLong(folder) < RESERVE).findFirst();
	}

	@Override
	public boolean isCanceled() {
		return super.isCanceled() || full().isPresent();
	}
}
