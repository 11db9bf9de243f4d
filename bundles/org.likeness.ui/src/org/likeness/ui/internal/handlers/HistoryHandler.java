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
				ChangeWizard.open(shell, new RollBack(view.session(), view.step(), null));
			}
		}
	}

	/** Makes the selected items again what they were before the step that changed them. */
	public static final class Items extends HistoryHandler {
		@Override
		protected void execute(HistoryView view, Shell shell) {
			ItemKeys items = view.selectedItems();
			if (view.stepBefore() != null && !items.isEmpty()) {
				ChangeWizard.open(shell, new RollBack(view.session(), view.stepBefore(), items));
			}
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
