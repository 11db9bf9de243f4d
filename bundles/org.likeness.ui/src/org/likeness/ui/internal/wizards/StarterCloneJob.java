/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.wizards;

import java.nio.file.Path;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.MachineException;
import org.likeness.guestfs.StarterClone;
import org.likeness.guestfs.StarterCloneCommand;
import org.likeness.ui.internal.Background;
import org.likeness.ui.internal.LongWork;
import org.likeness.ui.internal.Problems;
import org.likeness.ui.internal.clones.CloneList;

/** Makes a starter clone, and shows its progress; then tells the one-time password. */
final class StarterCloneJob extends LongWork {

	private final StarterCloneCommand command;

	StarterCloneJob(StarterCloneCommand command, Path image) {
		super("Make the starter clone " + image.getFileName());
		this.command = command;
	}

	@Override
	protected String whenCancelled() {
		return "No clone is made, and nothing of it stays behind.";
	}

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		try {
			StarterClone made = command.call(monitor);
			KnownClone clone = new KnownClone(made.image(), "", "");
			Background.onScreen(() -> CloneList.get().put(clone, () -> new StarterCloneDialog(made, clone).open()));
			return Status.OK_STATUS;
		} catch (OperationCanceledException e) {
			return Status.CANCEL_STATUS;
		} catch (MachineException e) {
			Problems.show("New Starter Clone", e);
			return Status.OK_STATUS;
		}
	}
}
