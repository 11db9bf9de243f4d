/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.handlers;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.handlers.HandlerUtil;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.ui.internal.clones.ClonesView;
import org.likeness.ui.internal.clones.SelectedClone;
import org.likeness.ui.internal.comparison.ComparisonEditor;
import org.likeness.ui.internal.comparison.Comparisons;

/** Compares the clone that is selected in the Clones view; from anywhere else that of the comparison in sight. */
public final class CompareHandler extends AbstractHandler {
	@Override
	public Object execute(ExecutionEvent event) {
		IWorkbenchPart part = HandlerUtil.getActivePart(event);
		if (!(part instanceof ClonesView) && HandlerUtil.getActiveEditor(event) instanceof ComparisonEditor editor) {
			editor.compare();
			return null;
		}
		KnownClone clone = SelectedClone.in(HandlerUtil.getActiveWorkbenchWindow(event));
		if (clone != null) {
			Comparisons.open(clone);
		}
		return null;
	}
}
