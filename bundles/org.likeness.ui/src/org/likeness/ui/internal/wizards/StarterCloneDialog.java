/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.wizards;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
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
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.guestfs.StarterClone;
import org.likeness.ui.internal.Problems;
import org.likeness.ui.internal.WidgetKeys;
import org.likeness.ui.internal.comparison.Comparisons;

/**
 * Tells how to log in to a starter clone, from right before its image is there: the password is shown this once and kept
 * nowhere. So it closes only when it was copied, or the person says that it is noted.
 */
public final class StarterCloneDialog extends TitleAreaDialog {

	private static final int COMPARE = IDialogConstants.CLIENT_ID;

	private final StarterClone made;
	private final KnownClone clone;
	private boolean noted;

	public StarterCloneDialog(StarterClone made, KnownClone clone) {
		super(window()); // what is on top now may be the progress, which is about to close
		this.made = made;
		this.clone = clone;
		setHelpAvailable(false);
		setBlockOnOpen(false);
	}

	private static Shell window() {
		IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
		return window == null ? Problems.activeShell() : window.getShell();
	}

	/** There is an image now. */
	public void ready() {
		if (getShell() != null && !getShell().isDisposed()) {
			setTitle("The starter clone is ready");
			getButton(COMPARE).setEnabled(true);
		}
	}

	/** There is no image after all. */
	public void withdraw() {
		noted = true;
		close();
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("New Starter Clone");
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("The starter clone is nearly ready");
		setMessage("The password is shown this once and kept nowhere: copy it, or note it down.");
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
		for (String remark : made.remarks()) {
			Label note = WidgetKeys.mark(new Label(area, SWT.WRAP), "password.remark");
			note.setText(remark);
			GridDataFactory.fillDefaults().grab(true, false).span(3, 1).hint(480, SWT.DEFAULT).applyTo(note);
		}
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
			noted = true;
		} finally {
			clipboard.dispose();
		}
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		WidgetKeys.mark(createButton(parent, COMPARE, "Compare &Now", true), "password.compare").setEnabled(false);
		WidgetKeys.mark(createButton(parent, IDialogConstants.CLOSE_ID, IDialogConstants.CLOSE_LABEL, false),
				"password.close");
	}

	@Override
	public boolean close() {
		boolean shown = getShell() != null && !getShell().isDisposed();
		noted = noted || !shown || MessageDialog.openQuestion(getShell(), "Password of the Starter Clone",
				"Have you noted the password? It is kept nowhere, and without it nobody can log in to the clone.");
		return noted && super.close();
	}

	@Override
	protected void buttonPressed(int button) {
		if (close() && button == COMPARE) {
			Comparisons.open(clone);
		}
	}
}
