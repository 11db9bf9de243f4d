/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.handlers;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;
import org.likeness.ui.internal.CloneSession;
import org.likeness.ui.internal.apply.ApplyChosen;
import org.likeness.ui.internal.apply.ChangeWizard;
import org.likeness.ui.internal.comparison.Category;
import org.likeness.ui.internal.comparison.ComparisonEditor;

/** Commands for the comparison in sight. */
public abstract class ComparisonHandler extends AbstractHandler {

	/** Puts the cursor into the search field. */
	public static final class Search extends ComparisonHandler {
		@Override
		protected void execute(ComparisonEditor editor, ExecutionEvent event) {
			editor.search();
		}
	}

	/** Opens the selected item side by side. */
	public static final class SideBySide extends ComparisonHandler {
		@Override
		protected void execute(ComparisonEditor editor, ExecutionEvent event) {
			editor.openSelected();
		}
	}

	/** Shows or hides the items of a category. */
	public static final class Toggle extends ComparisonHandler {
		@Override
		protected void execute(ComparisonEditor editor, ExecutionEvent event) {
			editor.toggle(Category.valueOf(event.getParameter("org.likeness.ui.toggle.category")));
		}
	}

	/** Applies what is chosen to the clone, after it was shown. */
	public static final class Apply extends ComparisonHandler {
		@Override
		protected void execute(ComparisonEditor editor, ExecutionEvent event) {
			ChangeWizard.open(HandlerUtil.getActiveShell(event),
					new ApplyChosen(CloneSession.of(editor.known()), editor.chosen().choice()));
		}
	}

	/** Chooses all items that are shown and differ. */
	public static final class ChooseAll extends ComparisonHandler {
		@Override
		protected void execute(ComparisonEditor editor, ExecutionEvent event) {
			editor.chooseAllShown();
		}
	}

	/** Chooses no item any more. */
	public static final class ChooseNone extends ComparisonHandler {
		@Override
		protected void execute(ComparisonEditor editor, ExecutionEvent event) {
			editor.chooseNone();
		}
	}

	/** Opens all facets. */
	public static final class Expand extends ComparisonHandler {
		@Override
		protected void execute(ComparisonEditor editor, ExecutionEvent event) {
			editor.expandAll(true);
		}
	}

	/** Closes all facets. */
	public static final class Collapse extends ComparisonHandler {
		@Override
		protected void execute(ComparisonEditor editor, ExecutionEvent event) {
			editor.expandAll(false);
		}
	}

	@Override
	public final Object execute(ExecutionEvent event) {
		if (HandlerUtil.getActiveEditor(event) instanceof ComparisonEditor editor) {
			execute(editor, event);
		}
		return null;
	}

	/** Does it. */
	protected abstract void execute(ComparisonEditor editor, ExecutionEvent event);
}
