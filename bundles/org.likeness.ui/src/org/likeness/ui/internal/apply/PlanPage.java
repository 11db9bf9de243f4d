/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.apply;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.likeness.core.MachineException;
import org.likeness.core.Plan;
import org.likeness.core.Room;
import org.likeness.ui.internal.GroupTree;
import org.likeness.ui.internal.WidgetKeys;

/** Shows what will happen, as soon as that has been found out. */
final class PlanPage extends WizardPage implements PlanJob.Listener {

	private final PlanJob job;
	private final StackLayout pages = new StackLayout();
	private Composite stack;
	private Composite result;
	private Label task;
	private ProgressBar bar;
	private Label summary;
	private GroupTree tree;
	private Plan plan;
	private PlanRows rows;

	PlanPage(CloneChange change) {
		super("plan", change.heading(), null);
		setDescription(change.description());
		setPageComplete(false);
		job = new PlanJob(change, this);
	}

	@Override
	public void createControl(Composite parent) {
		stack = new Composite(parent, SWT.NONE);
		stack.setLayout(pages);
		Composite working = new Composite(stack, SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(24, 40).spacing(0, 12).applyTo(working);
		task = WidgetKeys.mark(new Label(working, SWT.WRAP), "plan.task");
		task.setText("Looking at both sides…");
		GridDataFactory.fillDefaults().grab(true, false).hint(500, 60).applyTo(task);
		bar = new ProgressBar(working, SWT.HORIZONTAL | SWT.INDETERMINATE);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(bar);
		result = new Composite(stack, SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(10, 10).spacing(0, 8).applyTo(result);
		summary = WidgetKeys.mark(new Label(result, SWT.WRAP), "plan.summary");
		GridDataFactory.fillDefaults().grab(true, false).hint(640, SWT.DEFAULT).applyTo(summary);
		tree = new GroupTree(result, SWT.SINGLE | SWT.BORDER, "plan.tree", "What becomes of it");
		GridDataFactory.fillDefaults().grab(true, true).hint(640, 320).applyTo(tree.control());
		pages.topControl = working;
		setControl(stack);
		job.schedule();
	}

	/** @return the plan; {@code null} as long as there is none */
	Plan plan() {
		return plan;
	}

	/** @return the plan in a few words */
	String summary() {
		return rows == null ? "" : rows.summary();
	}

	@Override
	public void progress(String text) {
		if (!stack.isDisposed() && text != null && !text.isEmpty()) {
			task.setText(text);
		}
	}

	@Override
	public void planned(Plan made, PlanRows shown) {
		if (stack.isDisposed()) {
			return;
		}
		plan = made;
		rows = shown;
		summary.setText(shown.summary());
		tree.show(shown.groups());
		pages.topControl = result;
		stack.layout(true, true);
		boolean fits = made.room().stream().allMatch(Room::fits);
		setPageComplete(!made.isEmpty() && fits);
		if (!fits) {
			setErrorMessage("There is no room for this in the clone. Free space there or enlarge it, or choose less.");
		} else if (made.isEmpty()) {
			setMessage("There is nothing to do.", INFORMATION);
		}
	}

	@Override
	public void failed(MachineException problem) {
		if (!stack.isDisposed()) {
			bar.setVisible(false);
			task.setText(problem.where() + "\n" + problem.state() + "\n" + problem.remedy());
			((org.eclipse.swt.layout.GridData) task.getLayoutData()).heightHint = SWT.DEFAULT;
			stack.layout(true, true);
			setErrorMessage(problem.what());
		}
	}

	@Override
	public void dispose() {
		job.cancel();
		super.dispose();
	}
}
