/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.wizards;

import org.eclipse.jface.wizard.Wizard;

/** Makes a starter clone: a small image that boots, of the laptop's own Debian release. */
public final class NewStarterCloneWizard extends Wizard {

	private final StarterClonePage page = new StarterClonePage();

	public NewStarterCloneWizard() {
		setWindowTitle("New Starter Clone");
	}

	@Override
	public void addPages() {
		addPage(page);
	}

	@Override
	public boolean performFinish() {
		StarterCloneJob job = new StarterCloneJob(page.command(), page.image());
		getShell().getDisplay().asyncExec(job::schedule);
		return true;
	}
}
