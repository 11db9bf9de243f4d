/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.io.IOException;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.MultiStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.likeness.core.MachineException;

/** Shows what could not be done: what failed, where, what state things are in, what to do. */
public final class Problems {

	/** The bundle that the status is of. */
	public static final String PLUGIN = "org.likeness.ui";

	private Problems() {
	}

	/** @return the four parts of {@code problem}: a status with one child for each; the stack goes to the log only */
	public static MultiStatus status(MachineException problem) {
		IStatus[] parts = { part(IStatus.ERROR, problem.what()), part(IStatus.INFO, problem.where()),
				part(IStatus.INFO, problem.state()), part(IStatus.INFO, problem.remedy()) };
		String all = problem.what() + ".\n\n" + problem.where() + "\n\n" + problem.state() + "\n" + problem.remedy();
		return new MultiStatus(PLUGIN, IStatus.ERROR, parts, all, null);
	}

	/** @return {@code problem} in four parts, if it was Likeness' own files that failed */
	public static MachineException ownFiles(IOException problem, String what, Object where) {
		return new MachineException(what, where + " (" + problem.getMessage() + ")", "The images are as they were.",
				"Check the free space and the permissions there, then try again.", problem);
	}

	/** @return {@code problem} in four parts: the end of the memory, or what should never happen */
	public static MachineException fault(String what, Object where, String state, Throwable problem) {
		return problem instanceof OutOfMemoryError end ? MachineException.outOfMemory(where.toString(), state, end)
				: new MachineException(what, where.toString(), state, "Please report it; the details are in the log.",
						problem);
	}

	/** @return what a part says */
	private static IStatus part(int severity, String text) {
		return new Status(severity, PLUGIN, text);
	}

	/** Shows {@code problem} in a dialog; from any thread, returns at once. */
	public static void show(String title, MachineException problem) {
		Platform.getLog(Problems.class).warn(problem.getMessage(), problem);
		PlatformUI.getWorkbench().getDisplay().asyncExec(() -> new ProblemDialog(activeShell(), title, problem).open());
	}

	/** @return the shell that dialogs belong to; {@code null} if there is none */
	public static Shell activeShell() {
		return PlatformUI.getWorkbench().getModalDialogShellProvider().getShell();
	}

	/** The platform's error dialog, with where, state and remedy right below what failed. */
	private static final class ProblemDialog extends ErrorDialog {

		ProblemDialog(Shell parent, String title, MachineException problem) {
			super(parent, title, null, status(problem), IStatus.ERROR | IStatus.INFO | IStatus.WARNING);
			setShellStyle(getShellStyle() | SWT.RESIZE);
		}

		@Override
		protected void setShellStyle(int style) {
			super.setShellStyle(style);
		}

		@Override
		public int open() {
			return PlatformUI.isWorkbenchRunning() ? super.open() : Window.CANCEL;
		}

		@Override
		protected void createButtonsForButtonBar(org.eclipse.swt.widgets.Composite parent) {
			super.createButtonsForButtonBar(parent);
			getButton(OK).setData(WidgetKeys.KEY, "problem.ok");
		}

		@Override
		protected void createDetailsButton(org.eclipse.swt.widgets.Composite parent) {
			// All four parts are in sight already.
		}
	}
}
