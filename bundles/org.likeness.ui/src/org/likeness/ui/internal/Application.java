/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.io.IOException;
import java.nio.file.Path;

import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.service.datalocation.Location;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.likeness.core.UserFolders;

/** The application that opens the window. */
public class Application implements IApplication {

	/** The folder of the window's state; {@code null} if there is none. */
	private Path state;
	private volatile boolean ended;

	@Override
	public Object start(IApplicationContext context) throws IOException {
		// JFreeChart draws into memory; AWT must not look for a screen of its own beside SWT's.
		System.setProperty("java.awt.headless", "true");
		Display display = PlatformUI.createDisplay();
		try {
			if (!holdState()) {
				if (!OpenWindow.raise(state)) {
					MessageDialog.openInformation(null, "Likeness", "Likeness is open already.\n\n"
							+ "Its window is on another desktop, or belongs to another session of yours. Nothing was changed.");
				}
				return EXIT_OK;
			}
			try (OpenWindow announced = announce()) {
				return run(display);
			}
		} finally {
			display.dispose();
		}
	}

	private Object run(Display display) {
		Runtime.getRuntime().addShutdownHook(new Thread(this::endOnSignal, "end on signal"));
		try {
			int code = PlatformUI.createAndRunWorkbench(display, new ApplicationWorkbenchAdvisor());
			Closing.endAll();
			return code == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
		} finally {
			ended = true;
		}
	}

	/** SIGTERM and SIGHUP end the process by way of this: all work ends as if a person had cancelled it. */
	private void endOnSignal() {
		if (!ended) {
			Closing.endAll();
		}
	}

	/**
	 * The state of the window (its layout, the log) lies in the user's folder, unless {@code -data} names another one.
	 *
	 * @return whether no other window holds it
	 */
	private boolean holdState() {
		Location location = Platform.getInstanceLocation();
		if (location == null) {
			return true;
		}
		try {
			if (!location.isSet()) {
				location.set(UserFolders.state().resolve("window").toUri().toURL(), false);
			}
			state = Path.of(location.getURL().getPath());
			return location.lock();
		} catch (IOException e) {
			// A home that can't be written: the workbench says so by itself, with the path.
			return true;
		}
	}

	/** @return what other windows find this one by; {@code null} if they can't, and are told so */
	private OpenWindow announce() {
		try {
			return state == null ? null : OpenWindow.announce(state, Application::raise);
		} catch (IOException e) {
			Platform.getLog(Application.class).warn("Another start can't raise this window", e);
			return null;
		}
	}

	private static void raise() {
		Background.onScreen(() -> {
			for (IWorkbenchWindow window : PlatformUI.getWorkbench().getWorkbenchWindows()) {
				window.getShell().setMinimized(false);
				window.getShell().forceActive();
			}
		});
	}

	@Override
	public void stop() {
		if (!PlatformUI.isWorkbenchRunning()) {
			return;
		}
		Closing.endAll();
		IWorkbench workbench = PlatformUI.getWorkbench();
		Display display = workbench.getDisplay();
		display.syncExec(() -> {
			if (!display.isDisposed()) {
				workbench.close();
			}
		});
	}
}
