/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.wizards;

import org.eclipse.jface.wizard.Wizard;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.ui.internal.clones.CloneList;
import org.likeness.ui.internal.comparison.Comparisons;

/** Takes an image as a clone, and compares the laptop with it. */
public final class OpenImageWizard extends Wizard {

	private final ImagePage page = new ImagePage();

	public OpenImageWizard() {
		setWindowTitle("Open Image");
	}

	@Override
	public void addPages() {
		addPage(page);
	}

	@Override
	public boolean performFinish() {
		KnownClone clone = new KnownClone(page.image(), "", "");
		CloneList.get().put(clone, () -> Comparisons.open(clone));
		return true;
	}
}
