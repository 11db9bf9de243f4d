/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.util.List;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.MachineException;

/** Brings contents by the way that costs least: from the disk where that can be done, else through the appliance. */
final class Contents {

	/** Below this it is not worth opening the disk. */
	private static final int FEW = 32;
	private static final long LITTLE = 4 << 20;

	private final MountedSystem system;

	Contents(MountedSystem system) {
		this.system = system;
	}

	<K> void transfer(List<ContentTransfer.Item<K>> items, ContentTransfer.Receiver<K> receiver,
			IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		List<ContentTransfer.Item<K>> left = items;
		if (items.size() > FEW || items.stream().mapToLong(ContentTransfer.Item::size).sum() > LITTLE) {
			left = new DirectTransfer(system).transfer(items, receiver, progress.split(50));
		}
		new ContentTransfer(system.appliance()).transfer(left, receiver, progress.split(50));
	}
}
