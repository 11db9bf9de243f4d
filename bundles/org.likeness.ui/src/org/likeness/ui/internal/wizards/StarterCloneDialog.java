/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.wizards;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.guestfs.StarterClone;
import org.likeness.ui.internal.Problems;
import org.likeness.ui.internal.WidgetKeys;
import org.likeness.ui.internal.comparison.Comparisons;

/** Tells how to log in to a starter clone: the password is shown this once and kept nowhere. */
final class StarterCloneDialog extends TitleAreaDialog {

	private static final int COMPARE = IDialogConstants.CLIENT_ID;

	private final StarterClone made;
	private final KnownClone clone;

	StarterCloneDialog(StarterClone made, KnownClone clone) {
		super(Problems.activeShell());
		this.made = made;
		this.clone = clone;
		setHelpAvailable(false);
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("New Starter Clone");
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("The starter clone is ready");
		setMessage(
				"The password is shown this once and kept nowhere. The clone asks for a new one at the first login.");
		Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(3).margins(14, 14).spacing(10, 10).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		line(area, "Image:", made.image().toString(), "password.image", 2);
		line(area, "User:", made.user(), "password.user", 2);
		Text password = line(area, "Password:", made.password(), "password.password", 1);
		password.setFont(JFaceResources.getTextFont());
		Button copy = WidgetKeys.mark(new Button(area, SWT.PUSH), "password.copy");
		copy.setText("&Copy");
		copy.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> copy()));
		return area;
	}

	private static Text line(Composite area, String name, String value, String key, int span) {
		new Label(area, SWT.NONE).setText(name);
		Text text = WidgetKeys.mark(new Text(area, SWT.READ_ONLY | SWT.BORDER), key);
		text.setText(value);
		GridDataFactory.fillDefaults().grab(true, false).span(span, 1).align(SWT.FILL, SWT.CENTER)
				.hint(360, SWT.DEFAULT).applyTo(text);
		return text;
	}

	private void copy() {
		Clipboard clipboard = new Clipboard(getShell().getDisplay());
		try {
			clipboard.setContents(new Object[] { made.password() }, new Transfer[] { TextTransfer.getInstance() });
		} finally {
			clipboard.dispose();
		}
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		WidgetKeys.mark(createButton(parent, COMPARE, "Compare &Now", true), "password.compare");
		WidgetKeys.mark(createButton(parent, IDialogConstants.CLOSE_ID, IDialogConstants.CLOSE_LABEL, false),
				"password.close");
	}

	@Override
	protected void buttonPressed(int button) {
		close();
		if (button == COMPARE) {
			Comparisons.open(clone);
		}
	}
}
