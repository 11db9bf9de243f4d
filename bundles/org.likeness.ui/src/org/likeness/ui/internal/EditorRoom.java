/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.PlatformUI;

/** Gives editors room in the window as long as there are any; without one the views have it all, as at the start. */
final class EditorRoom implements IPartListener2 {

	private final IWorkbenchPage page;

	EditorRoom(IWorkbenchPage page) {
		this.page = page;
	}

	/** Starts, for as long as the page lives. */
	void open() {
		page.addPartListener(this);
		fit();
	}

	@Override
	public void partOpened(IWorkbenchPartReference part) {
		if (part instanceof IEditorReference) {
			fit();
		}
	}

	@Override
	public void partClosed(IWorkbenchPartReference part) {
		if (part instanceof IEditorReference) {
			// The workbench is still taking the part out of the window.
			Background.onScreen(this::fit);
		}
	}

	private void fit() {
		boolean any = page.getEditorReferences().length > 0;
		if (page.getWorkbenchWindow().getActivePage() == page && !PlatformUI.getWorkbench().isClosing()
				&& page.isEditorAreaVisible() != any) {
			page.setEditorAreaVisible(any);
		}
	}
}
