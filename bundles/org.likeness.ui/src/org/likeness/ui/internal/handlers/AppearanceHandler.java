/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.handlers;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.e4.ui.css.swt.theme.ITheme;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.handlers.RadioState;

/** Changes between the light and the dark theme; the choice lasts. */
public final class AppearanceHandler extends AbstractHandler {

	private static final String PREFIX = "org.eclipse.e4.ui.css.theme.e4_";

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		if (HandlerUtil.matchesRadioState(event)) {
			return null;
		}
		String chosen = event.getParameter(RadioState.PARAMETER_ID);
		IThemeEngine engine = PlatformUI.getWorkbench().getService(IThemeEngine.class);
		if (engine != null) {
			engine.setTheme(PREFIX + chosen, true);
			HandlerUtil.updateRadioState(event.getCommand(), chosen);
			if (!chosen.equals("dark")) {
				// GTK keeps some of the dark colours until the window is opened again.
				MessageDialog.openInformation(HandlerUtil.getActiveShellChecked(event), "Appearance",
						"The light appearance is chosen.\n\nSome colours change only when you close the window and start Likeness "
								+ "again.");
			}
		}
		return null;
	}

	/** @return whether the dark theme is on */
	public static boolean isDark() {
		IThemeEngine engine = PlatformUI.getWorkbench().getService(IThemeEngine.class);
		ITheme theme = engine == null ? null : engine.getActiveTheme();
		return theme != null && theme.getId().equals(PREFIX + "dark");
	}
}
