/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.apply;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.likeness.ui.internal.WidgetKeys;

/** Asks what the history is to say, and sums up. */
final class MessagePage extends WizardPage {

	private final CloneChange change;
	private Text message;
	private Button allOrNothing;
	private Label summary;

	MessagePage(CloneChange change) {
		super("message", "What for?", null);
		this.change = change;
		setDescription("The history of the clone keeps this with the step. Its first line is the title.");
	}

	@Override
	public void createControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(10, 10).spacing(0, 8).applyTo(area);
		new Label(area, SWT.NONE).setText("&Message (empty: a title made from the numbers):");
		message = WidgetKeys.mark(new Text(area, SWT.MULTI | SWT.BORDER | SWT.WRAP | SWT.V_SCROLL), "change.message");
		message.setText(change.message());
		message.selectAll();
		// Tab leaves the field as it leaves any other.
		message.addTraverseListener(e -> e.doit |= e.detail == SWT.TRAVERSE_TAB_NEXT
				|| e.detail == SWT.TRAVERSE_TAB_PREVIOUS);
		GridDataFactory.fillDefaults().grab(true, true).hint(500, 100).applyTo(message);
		allOrNothing = WidgetKeys.mark(new Button(area, SWT.CHECK), "change.allOrNothing");
		allOrNothing.setText("&All or nothing: change nothing if an item can't be done, or changes meanwhile");
		summary = WidgetKeys.mark(new Label(area, SWT.WRAP), "change.summary");
		GridDataFactory.fillDefaults().grab(true, false).hint(500, SWT.DEFAULT).applyTo(summary);
		setControl(area);
	}

	@Override
	public void setVisible(boolean visible) {
		if (visible && getPreviousPage() instanceof PlanPage plan) {
			summary.setText("Clone: " + change.session().known().image() + "\n\n" + plan.summary()
					+ "\n\nUntil all is written the clone stays as it is; cancelled or interrupted, it is what it was. "
					+ "The step can be rolled back from the history.");
			((Composite) getControl()).layout(true, true);
		}
		super.setVisible(visible);
		if (visible) {
			message.setFocus();
		}
	}

	/** @return what the person wrote */
	String message() {
		return message.getText().strip();
	}

	/** @return whether nothing is to be changed if one of the items can't be done */
	boolean isAllOrNothing() {
		return allOrNothing.getSelection();
	}
}
