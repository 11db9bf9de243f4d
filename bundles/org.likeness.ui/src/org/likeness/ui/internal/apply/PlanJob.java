/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.apply;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.ProgressMonitorWrapper;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.likeness.core.MachineException;
import org.likeness.core.Plan;
import org.likeness.ui.internal.Background;
import org.likeness.ui.internal.Problems;

/** Makes a plan in the background. What comes of it is told on the UI thread. */
final class PlanJob extends Job {

	/** Who is told, on the UI thread. */
	interface Listener {
		void progress(String task);

		void planned(Plan plan, PlanRows rows);

		void failed(MachineException problem);
	}

	private final CloneChange change;
	private final Listener listener;

	PlanJob(CloneChange change, Listener listener) {
		super("Plan: " + change.title());
		this.change = change;
		this.listener = listener;
		setRule(change.session());
		setPriority(LONG);
	}

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		try {
			Plan plan = change.plan(new ProgressMonitorWrapper(monitor) {
				@Override
				public void subTask(String name) {
					super.subTask(name);
					Background.onScreen(() -> listener.progress(name));
				}
			});
			PlanRows rows = PlanRows.of(plan);
			Background.onScreen(() -> listener.planned(plan, rows));
			return Status.OK_STATUS;
		} catch (OperationCanceledException e) {
			return Status.CANCEL_STATUS;
		} catch (MachineException e) {
			Background.onScreen(() -> listener.failed(e));
			return Status.OK_STATUS;
		} catch (RuntimeException | OutOfMemoryError e) {
			Background.onScreen(
					() -> listener.failed(Problems.fault("The planning stopped because of a fault in Likeness",
							change.session().known().image(), "Nothing was changed.", e)));
			return Status.OK_STATUS;
		}
	}

	@Override
	public boolean belongsTo(Object family) {
		return family == PlanJob.class || family == change.session();
	}
}
