/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.apply;

import java.util.List;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.ui.progress.IProgressConstants;
import org.likeness.core.Applied;
import org.likeness.core.MachineException;
import org.likeness.core.Plan;
import org.likeness.ui.internal.Background;
import org.likeness.ui.internal.Icons;
import org.likeness.ui.internal.LongWork;
import org.likeness.ui.internal.Problems;
import org.likeness.ui.internal.clones.CloneList;
import org.likeness.ui.internal.comparison.Comparisons;

/** Does what a plan says; then the window shows what the clone has become. */
final class ChangeJob extends LongWork {

	private final CloneChange change;
	private final Plan shown;
	private final String message;
	private final boolean allOrNothing;

	ChangeJob(CloneChange change, Plan shown, String message, boolean allOrNothing) {
		super(change.title());
		this.change = change;
		this.shown = shown;
		this.message = message;
		this.allOrNothing = allOrNothing;
		setRule(change.session());
		setProperty(IProgressConstants.ICON_PROPERTY, Icons.descriptor("apply"));
	}

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		try {
			Optional<Applied> applied = change.apply(shown, message, allOrNothing, monitor);
			if (applied.isPresent()) {
				Background.onScreen(() -> Comparisons.show(change.session().known(), applied.get().after()));
				change.session().remember(applied.get().after());
				tellLeftOut(applied.get().plan().leftOutSince(shown));
			}
			return Status.OK_STATUS;
		} catch (OperationCanceledException e) {
			return Status.CANCEL_STATUS;
		} catch (MachineException e) {
			Problems.show(change.title(), e);
			return Status.OK_STATUS;
		} catch (RuntimeException | OutOfMemoryError e) {
			Problems.show(change.title(), Problems.fault("The change stopped because of a fault in Likeness",
					change.session().known().image(), "The clone is what it was, or what the plan said.", e));
			return Status.OK_STATUS;
		} finally {
			CloneList.get().refresh();
		}
	}

	/** What changed on the laptop while the change was made. */
	private void tellLeftOut(List<Plan.NotDone> items) {
		if (!items.isEmpty()) {
			String first = items.get(0).key() + ": " + items.get(0).reason();
			Problems.show(change.title(), new MachineException(
					items.size() == 1 ? "1 item was left out" : items.size() + " items were left out",
					first + (items.size() == 1 ? "" : " and " + (items.size() - 1) + " more, which the history names"),
					"All others are in the clone now.", "Compare again to see what still differs."));
		}
	}

	@Override
	protected String whenCancelled() {
		return "The clone stays what it was; what is decided already is finished, and shown.";
	}

	@Override
	public boolean belongsTo(Object family) {
		return super.belongsTo(family) || family == ChangeJob.class || family == change.session();
	}
}
