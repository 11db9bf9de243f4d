/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.wizards;

import java.nio.file.Path;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.swt.SWTException;
import org.eclipse.ui.PlatformUI;
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
	private volatile StarterCloneDialog dialog;

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
			StarterClone made = command.setTeller(this::tell).call(monitor);
			Background.onScreen(dialog::ready);
			Background.onScreen(() -> CloneList.get().put(known(made), () -> {
				// the list shows it
			}));
			return Status.OK_STATUS;
		} catch (OperationCanceledException e) {
			withdraw();
			return Status.CANCEL_STATUS;
		} catch (MachineException e) {
			withdraw();
			Problems.show("New Starter Clone", e);
			return Status.OK_STATUS;
		}
	}

	private static KnownClone known(StarterClone made) {
		return new KnownClone(made.image(), "", "");
	}

	/** The password is on the screen before there is an image that needs it. */
	private void tell(StarterClone made) throws MachineException {
		if (PlatformUI.isWorkbenchRunning()) {
			try {
				PlatformUI.getWorkbench().getDisplay().syncExec(() -> {
					dialog = new StarterCloneDialog(made, known(made));
					dialog.open();
				});
			} catch (SWTException e) {
				dialog = null; // the window has just closed
			}
		}
		if (dialog == null) {
			throw new MachineException("The window has closed, so nobody can be told the clone's password",
					made.image().toString(), "No clone was made.", "Make it again, and leave the window open.");
		}
	}

	private void withdraw() {
		StarterCloneDialog shown = dialog;
		if (shown != null) {
			Background.onScreen(shown::withdraw);
		}
	}
}
