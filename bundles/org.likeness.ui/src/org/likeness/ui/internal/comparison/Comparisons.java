/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import org.eclipse.core.runtime.Platform;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.likeness.core.Comparison;
import org.likeness.core.KnownClones.KnownClone;

/** Opens comparisons in the window. For the UI thread. */
public final class Comparisons {

	private Comparisons() {
	}

	/** Compares the laptop with {@code clone}: in its editor if that is open, else in a new one. */
	public static void open(KnownClone clone) {
		IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
		IWorkbenchPage page = window == null ? null : window.getActivePage();
		if (page == null) {
			return;
		}
		ComparisonInput input = new ComparisonInput(clone);
		try {
			IEditorPart open = page.findEditor(input);
			if (open instanceof ComparisonEditor editor) {
				page.activate(editor);
				editor.compare();
			} else {
				page.openEditor(input, ComparisonEditor.ID);
			}
		} catch (PartInitException e) {
			Platform.getLog(Comparisons.class).log(e.getStatus());
		}
	}

	/** Shows {@code comparison} in the editor of {@code clone}, if that is open: the clone has become another. */
	public static void show(KnownClone clone, Comparison comparison) {
		for (IWorkbenchWindow window : PlatformUI.getWorkbench().getWorkbenchWindows()) {
			for (IWorkbenchPage page : window.getPages()) {
				if (page.findEditor(new ComparisonInput(clone)) instanceof ComparisonEditor editor) {
					editor.compared(comparison);
				}
			}
		}
	}

	/** Closes the comparison of {@code clone}, if it is open. */
	public static void close(KnownClone clone) {
		IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
		if (window != null && window.getActivePage() != null) {
			IEditorPart open = window.getActivePage().findEditor(new ComparisonInput(clone));
			if (open != null) {
				window.getActivePage().closeEditor(open, false);
			}
		}
	}
}
