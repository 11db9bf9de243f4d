/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.history;

import java.util.List;

import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPart;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.ui.internal.clones.CloneList;
import org.likeness.ui.internal.clones.ClonesView;
import org.likeness.ui.internal.comparison.ComparisonEditor;

/** Knows which clone a view is about: the one selected in the Clones view, or that of the comparison in sight. */
final class CloneFollower implements ISelectionListener {

	private final Runnable changed;
	private KnownClone clone;

	/** @param changed called when it is another clone */
	CloneFollower(Runnable changed) {
		this.changed = changed;
	}

	@Override
	public void selectionChanged(IWorkbenchPart part, ISelection selection) {
		if (part instanceof ComparisonEditor editor) {
			follow(editor.known());
		} else if (part instanceof ClonesView && selection instanceof IStructuredSelection structured
				&& structured.getFirstElement() instanceof CloneList.Entry entry) {
			follow(entry.known());
		}
	}

	private void follow(KnownClone known) {
		if (clone == null || !clone.image().equals(known.image())) {
			clone = known;
			changed.run();
		}
	}

	/** @return the clone; the first one as long as none was selected, {@code null} if there is none */
	CloneList.Entry entry() {
		List<CloneList.Entry> entries = CloneList.get().entries();
		if (entries == null || entries.isEmpty()) {
			return null;
		}
		return entries.stream().filter(entry -> clone != null && entry.known().image().equals(clone.image()))
				.findFirst().orElse(entries.get(0));
	}
}
