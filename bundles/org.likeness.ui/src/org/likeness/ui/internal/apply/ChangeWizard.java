/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.apply;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;

/** Shows the plan of a change, asks what for, and starts it. */
public final class ChangeWizard extends Wizard {

	private final CloneChange change;
	private final PlanPage plan;
	private final MessagePage message;

	private ChangeWizard(CloneChange change) {
		this.change = change;
		this.plan = new PlanPage(change);
		this.message = new MessagePage(change);
		setWindowTitle(change.title());
	}

	/** Asks, and starts the change if the person agrees. */
	public static void open(Shell parent, CloneChange change) {
		WizardDialog dialog = new WizardDialog(parent, new ChangeWizard(change)) {
			@Override
			protected void createButtonsForButtonBar(Composite bar) {
				super.createButtonsForButtonBar(bar);
				getButton(IDialogConstants.FINISH_ID).setText(change.verb());
			}
		};
		dialog.setPageSize(860, 460);
		dialog.open();
	}

	@Override
	public void addPages() {
		addPage(plan);
		addPage(message);
	}

	@Override
	public boolean canFinish() {
		return plan.isPageComplete() && getContainer().getCurrentPage() == message;
	}

	@Override
	public boolean performFinish() {
		new ChangeJob(change, plan.plan(), message.message(), message.isAllOrNothing()).schedule();
		return true;
	}
}
