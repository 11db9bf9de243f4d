/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.handlers;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.ui.handlers.HandlerUtil;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.ui.internal.clones.CloneList;
import org.likeness.ui.internal.clones.SelectedClone;
import org.likeness.ui.internal.comparison.Comparisons;

/** Takes the selected clone off the list, after a question. */
public final class ForgetHandler extends AbstractHandler {
	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		KnownClone clone = SelectedClone.in(HandlerUtil.getActiveWorkbenchWindowChecked(event));
		if (clone == null) {
			return null;
		}
		int answer = MessageDialog.open(MessageDialog.QUESTION, HandlerUtil.getActiveShellChecked(event),
				"Forget Clone",
				"Forget " + CloneList.name(clone)
						+ " and the history of its likeness?\n\nThe image stays where it is:\n"
						+ clone.image(),
				SWT.NONE, "Forget", "Cancel");
		if (answer == 0) {
			Comparisons.close(clone);
			CloneList.get().forget(clone);
		}
		return null;
	}
}
