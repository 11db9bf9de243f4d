/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.io.IOException;

import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.service.datalocation.Location;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.IWorkbench;
import org.likeness.core.UserFolders;

/** The application that opens the window. */
public class Application implements IApplication {

	@Override
	public Object start(IApplicationContext context) {
		// JFreeChart draws into memory; AWT must not look for a screen of its own beside SWT's.
		System.setProperty("java.awt.headless", "true");
		Display display = PlatformUI.createDisplay();
		try {
			if (!holdWindowState()) {
				MessageDialog.openInformation(null, "Likeness", "Likeness is open already.\n\n"
						+ "Its window is on another desktop, or belongs to another session of yours. Nothing was changed.");
				return EXIT_OK;
			}
			int code = PlatformUI.createAndRunWorkbench(display, new ApplicationWorkbenchAdvisor());
			return code == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
		} finally {
			display.dispose();
		}
	}

	/**
	 * The state of the window (its layout, the log) lies in the user's folder, unless {@code -data} names another one.
	 *
	 * @return whether no other window holds it
	 */
	private static boolean holdWindowState() {
		Location location = Platform.getInstanceLocation();
		if (location == null) {
			return true;
		}
		try {
			if (!location.isSet()) {
				location.set(UserFolders.state().resolve("window").toUri().toURL(), false);
			}
			return location.lock();
		} catch (IOException e) {
			// A home that can't be written: the workbench says so by itself, with the path.
			return true;
		}
	}

	@Override
	public void stop() {
		if (!PlatformUI.isWorkbenchRunning()) {
			return;
		}
		IWorkbench workbench = PlatformUI.getWorkbench();
		Display display = workbench.getDisplay();
		display.syncExec(() -> {
			if (!display.isDisposed()) {
				workbench.close();
			}
		});
	}
}
