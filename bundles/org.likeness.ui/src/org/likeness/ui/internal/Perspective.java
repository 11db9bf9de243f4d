/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;
import org.likeness.ui.internal.clones.ClonesView;
import org.likeness.ui.internal.history.HistoryView;
import org.likeness.ui.internal.history.LikenessView;

/** The one perspective: the clones, their likeness and their history above the comparisons. */
public class Perspective implements IPerspectiveFactory {
	static final String ID = "org.likeness.ui.perspective";

	private static final String PROGRESS = "org.eclipse.ui.views.ProgressView";

	@Override
	public void createInitialLayout(IPageLayout layout) {
		layout.setEditorAreaVisible(true);
		IFolderLayout clones = layout.createFolder("clones", IPageLayout.TOP, 0.38f, layout.getEditorArea());
		clones.addView(ClonesView.ID);
		IFolderLayout likeness = layout.createFolder("likeness", IPageLayout.RIGHT, 0.5f, "clones");
		likeness.addView(LikenessView.ID);
		likeness.addView(HistoryView.ID);
		likeness.addPlaceholder(PROGRESS);
		layout.getViewLayout(ClonesView.ID).setCloseable(false);
		layout.addShowViewShortcut(ClonesView.ID);
		layout.addShowViewShortcut(LikenessView.ID);
		layout.addShowViewShortcut(HistoryView.ID);
		layout.addShowViewShortcut(PROGRESS);
	}
}
