/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.likeness.core.MachineException;
import org.likeness.ui.internal.WidgetKeys;

/** What the editor shows while there is no comparison: how far it is, or why there is none. */
final class WorkPage {

	private static final int STEPS = 1000;
	/** The space beside a button's text, which GTK alone leaves out. */
	private static final int BUTTON_MARGIN = 24;

	private final Composite area;
	private final Label title;
	private final Label text;
	private final ProgressBar bar;
	private final Button button;
	private Runnable action = () -> {
	};

	WorkPage(Composite parent) {
		area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(40, 40).spacing(0, 14).applyTo(area);
		LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), area);
		title = WidgetKeys.mark(new Label(area, SWT.WRAP), "comparison.work.title");
		title.setFont(resources.create(FontDescriptor.createFrom(area.getFont()).setStyle(SWT.BOLD).increaseHeight(4)));
		GridDataFactory.fillDefaults().grab(true, false).hint(400, SWT.DEFAULT).applyTo(title);
		bar = new ProgressBar(area, SWT.HORIZONTAL);
		bar.setMaximum(STEPS);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(bar);
		text = WidgetKeys.mark(new Label(area, SWT.WRAP), "comparison.work.text");
		GridDataFactory.fillDefaults().grab(true, false).hint(400, SWT.DEFAULT).applyTo(text);
		button = WidgetKeys.mark(new Button(area, SWT.PUSH), "comparison.work.button");
		button.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> action.run()));
		GridDataFactory.swtDefaults().applyTo(button);
	}

	Composite control() {
		return area;
	}

	void working(String clone, Runnable cancel) {
		set("Comparing the laptop with " + clone, "Starting…", "Cancel", cancel);
		bar.setSelection(0);
		bar.setVisible(true);
	}

	void progress(String task, double done) {
		if (!text.getText().equals(task)) {
			text.setText(task);
			area.layout();
		}
		bar.setSelection((int) (done * STEPS));
	}

	void cancelled(Runnable again) {
		set("The comparison was cancelled", "Nothing was changed.", "Compare", again);
		bar.setVisible(false);
	}

	void failed(MachineException problem, Runnable again) {
		set(problem.what(), problem.where() + "\n\n" + problem.state() + "\n" + problem.remedy(), "Compare Again",
				again);
		bar.setVisible(false);
	}

	private void set(String titleText, String message, String label, Runnable run) {
		title.setText(titleText);
		text.setText(message);
		button.setText(label);
		((GridData) button.getLayoutData()).widthHint = button.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + BUTTON_MARGIN;
		action = run;
		area.layout(true, true);
	}
}
