/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.wizards;

import java.util.List;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.guestfs.ImageSystem;
import org.likeness.ui.internal.WidgetKeys;
import org.likeness.ui.internal.clones.CloneList;
import org.likeness.ui.internal.comparison.Comparisons;

/** Asks which of several operating systems on an image is meant, and compares the laptop with that one. */
public final class ChooseSystemWizard extends Wizard {

	private final KnownClone clone;
	private final List<ImageSystem> systems;
	private ImageSystem chosen;

	/** @param clone the image; @param systems what is on it, two or more */
	public ChooseSystemWizard(KnownClone clone, List<ImageSystem> systems) {
		this.clone = clone;
		this.systems = List.copyOf(systems);
		this.chosen = systems.get(0);
		setWindowTitle("Open Image");
	}

	@Override
	public void addPages() {
		addPage(new SystemPage());
	}

	@Override
	public boolean performFinish() {
		Comparisons.close(clone);
		KnownClone meant = new KnownClone(clone.image(), chosen.os().prettyName(), chosen.root());
		CloneList.get().put(meant, () -> Comparisons.open(meant));
		return true;
	}

	/** A button for each system. */
	private final class SystemPage extends WizardPage {

		SystemPage() {
			super("system", "Which operating system?", null);
			setDescription(CloneList.name(clone) + " holds " + systems.size()
					+ " operating systems. The laptop is compared with the one that you choose.");
		}

		@Override
		public void createControl(Composite parent) {
			Composite area = new Composite(parent, SWT.NONE);
			GridLayoutFactory.swtDefaults().margins(10, 14).spacing(0, 8).applyTo(area);
			for (ImageSystem system : systems) {
				Button button = WidgetKeys.mark(new Button(area, SWT.RADIO), "system." + system.root());
				button.setText(system.os().prettyName() + " on " + system.root());
				button.setSelection(system == chosen);
				button.addListener(SWT.Selection, e -> {
					if (button.getSelection()) {
						chosen = system;
					}
				});
				GridDataFactory.fillDefaults().applyTo(button);
			}
			setControl(area);
		}
	}
}
