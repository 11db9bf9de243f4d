/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.handlers;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.e4.ui.css.swt.theme.ITheme;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.handlers.RadioState;
import org.osgi.service.prefs.BackingStoreException;

/**
 * Chooses the light or the dark theme for the next start, and offers to start again at once. The window that is open
 * keeps its colours: GTK changes only some of them while it runs, and text would be left light on white.
 */
public final class AppearanceHandler extends AbstractHandler {

	private static final String PREFIX = "org.eclipse.e4.ui.css.theme.e4_";

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		if (HandlerUtil.matchesRadioState(event)) {
			return null;
		}
		String chosen = event.getParameter(RadioState.PARAMETER_ID);
		// Where the platform's theme engine looks when it starts.
		IEclipsePreferences preferences = InstanceScope.INSTANCE.getNode("org.eclipse.e4.ui.css.swt.theme");
		preferences.put("themeid", PREFIX + chosen);
		try {
			preferences.flush();
		} catch (BackingStoreException e) {
			throw new ExecutionException("The appearance cannot be saved", e);
		}
		HandlerUtil.updateRadioState(event.getCommand(), chosen);
		if (chosen.equals("dark") != isDark() && restartsNow(HandlerUtil.getActiveShellChecked(event), chosen)) {
			PlatformUI.getWorkbench().restart();
		}
		return null;
	}

	private static boolean restartsNow(Shell shell, String chosen) {
		return MessageDialog.open(MessageDialog.QUESTION, shell, "Appearance",
				"Likeness will be " + (chosen.equals("dark") ? "dark" : "light") + " when it starts the next time.\n\n"
						+ "Starting again now ends what is running.",
				0, "Start Again &Now", "&Later") == 0;
	}

	/** @return whether the dark theme is on */
	public static boolean isDark() {
		IThemeEngine engine = PlatformUI.getWorkbench().getService(IThemeEngine.class);
		ITheme theme = engine == null ? null : engine.getActiveTheme();
		return theme != null && theme.getId().equals(PREFIX + "dark");
	}
}
