/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.clones;

import java.util.List;

import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.IWorkbenchWindow;
import org.likeness.core.KnownClones.KnownClone;

/** The clone that a command is about. */
public final class SelectedClone {

	private SelectedClone() {
	}

	/** @return the clone selected in the Clones view; the only clone if there is just one; {@code null} if it is not clear */
	public static KnownClone in(IWorkbenchWindow window) {
		ISelection selection = window == null ? null : window.getSelectionService().getSelection(ClonesView.ID);
		if (selection instanceof IStructuredSelection structured
				&& structured.getFirstElement() instanceof CloneList.Entry entry) {
			return entry.known();
		}
		List<CloneList.Entry> entries = CloneList.get().entries();
		return entries != null && entries.size() == 1 ? entries.get(0).known() : null;
	}
}
