/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.util.List;

import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.RadioState;
import org.eclipse.core.commands.Command;
import org.likeness.ui.internal.clones.CloneList;
import org.likeness.ui.internal.handlers.AppearanceHandler;

/** Sets up the window: its size, its title, and which bars it shows. */
class ApplicationWorkbenchWindowAdvisor extends WorkbenchWindowAdvisor {

	/** What bundles of the platform add for programmers' text editors. */
	private static final List<String> FOREIGN_ACTIONS = List.of(
			"org.eclipse.ui.edit.text.actionSet.annotationNavigation",
			"org.eclipse.ui.edit.text.actionSet.navigation",
			"org.eclipse.ui.edit.text.actionSet.convertLineDelimitersTo",
			"org.eclipse.ui.edit.text.actionSet.openExternalFile", "org.eclipse.ui.actionSet.openFiles",
			"org.eclipse.ui.actionSet.keyBindings", "org.eclipse.team.ui.actionSet",
			"org.eclipse.ui.WorkingSetActionSet",
			"org.eclipse.ui.WorkingSetModificationActionSet", "org.eclipse.ui.NavigateActionSet");

	ApplicationWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
		super(configurer);
	}

	@Override
	public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer configurer) {
		return new ActionBarAdvisor(configurer);
	}

	@Override
	public void preWindowOpen() {
		IWorkbenchWindowConfigurer configurer = getWindowConfigurer();
		configurer.setInitialSize(new Point(1200, 820));
		configurer.setTitle("Likeness");
		configurer.setShowMenuBar(true);
		configurer.setShowCoolBar(false);
		configurer.setShowPerspectiveBar(false);
		configurer.setShowStatusLine(true);
		configurer.setShowProgressIndicator(true);
	}

	@Override
	public void postWindowOpen() {
		IWorkbenchPage page = getWindowConfigurer().getWindow().getActivePage();
		FOREIGN_ACTIONS.forEach(page::hideActionSet);
		Command appearance = getWindowConfigurer().getWindow().getService(ICommandService.class)
				.getCommand("org.likeness.ui.appearance");
		if (appearance.getState(RadioState.STATE_ID) != null) {
			appearance.getState(RadioState.STATE_ID).setValue(AppearanceHandler.isDark() ? "dark" : "default");
		}
		new EditorRoom(page).open();
		CloneList.get().refresh();
	}
}
