/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.handlers;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;
import org.likeness.ui.internal.apply.ChangeWizard;
import org.likeness.ui.internal.apply.RollBack;
import org.likeness.ui.internal.history.HistoryView;
import org.likeness.ui.internal.history.ItemKeys;

/** Commands for the history in sight. */
public abstract class HistoryHandler extends AbstractHandler {

	/** Makes the clone again what it was at the selected step. */
	public static final class ToHere extends HistoryHandler {
		@Override
		protected void execute(HistoryView view, Shell shell) {
			if (view.step() != null) {
				ChangeWizard.open(shell, RollBack.to(view.session(), view.step()));
			}
		}
	}

	/** Makes the selected items again what they were at the selected step, as {@code likeness rollback --item} does. */
	public static final class ItemsToHere extends HistoryHandler {
		@Override
		protected void execute(HistoryView view, Shell shell) {
			ItemKeys items = view.selectedItems();
			if (view.step() != null && !items.isEmpty()) {
				ChangeWizard.open(shell, RollBack.itemsTo(view.session(), view.step(), items));
			}
		}
	}

	/** Makes the selected items again what they were before the changes that are shown. */
	public static final class Undo extends HistoryHandler {
		@Override
		protected void execute(HistoryView view, Shell shell) {
			ItemKeys items = view.selectedItems();
			if (view.stepBefore() != null && !items.isEmpty()) {
				ChangeWizard.open(shell,
						RollBack.undo(view.session(), view.stepBefore(), view.stepAfter(), items));
			}
		}
	}

	/** Opens the selected items before and after the changes that are shown. */
	public static final class Versions extends HistoryHandler {
		@Override
		protected void execute(HistoryView view, Shell shell) {
			view.compareVersions();
		}
	}

	/** Opens the selected items as they were and as they are now. */
	public static final class ItemsWithNow extends HistoryHandler {
		@Override
		protected void execute(HistoryView view, Shell shell) {
			view.compareItemsWithNow();
		}
	}

	/** Shows what changed from the selected step until now. */
	public static final class StepWithNow extends HistoryHandler {
		@Override
		protected void execute(HistoryView view, Shell shell) {
			view.compareStepWithNow();
		}
	}

	@Override
	public final Object execute(ExecutionEvent event) {
		if (HandlerUtil.getActivePart(event) instanceof HistoryView view) {
			execute(view, HandlerUtil.getActiveShell(event));
		}
		return null;
	}

	/** Does it. */
	protected abstract void execute(HistoryView view, Shell shell);
}
