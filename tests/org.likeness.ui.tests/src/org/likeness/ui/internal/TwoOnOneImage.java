/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.util.List;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachineWrapper;
import org.likeness.core.OperatingSystem;
import org.likeness.core.SystemDescription;
import org.likeness.guestfs.AmbiguousSystemException;
import org.likeness.guestfs.ImageSystem;

/** A machine with two operating systems, of which none has been chosen yet. */
final class TwoOnOneImage extends MachineWrapper {

	TwoOnOneImage(Machine machine) {
		super(machine);
	}

	@Override
	public SystemDescription describe(IProgressMonitor monitor) throws MachineException {
		throw new AmbiguousSystemException(label(),
				List.of(new ImageSystem("/dev/sda1", new OperatingSystem("debian", "11", "Debian 11", "bullseye")),
						new ImageSystem("/dev/sda2", new OperatingSystem("debian", "12", "Debian 12", "bookworm"))));
	}
}
