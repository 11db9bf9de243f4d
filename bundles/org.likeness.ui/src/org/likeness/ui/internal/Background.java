/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.likeness.core.MachineException;

/** Short work with files, off the UI thread. Failures are shown. */
public final class Background {

	/** Work with Likeness' own files. */
	@FunctionalInterface
	public interface FileWork {
		void run() throws IOException;
	}

	private Background() {
	}

	/**
	 * Runs {@code work} in a job of the system's, then {@code then} with its result on the UI thread.
	 *
	 * @param failure what could not be done, for the message
	 */
	public static <T> void run(String failure, Callable<T> work, Consumer<T> then) {
		Job.createSystem(failure, (ICoreRunnable) monitor -> {
			try {
				T result = work.call();
				onScreen(() -> then.accept(result));
			} catch (MachineException e) {
				Problems.show("Likeness", e);
			} catch (IOException e) {
				Problems.show("Likeness", Problems.ownFiles(e, failure, "Likeness' own files"));
			} catch (Exception e) {
				Platform.getLog(Background.class).error(failure, e);
			}
		}).schedule();
	}

	/** Runs {@code work} in a job of the system's, then {@code then} on the UI thread. */
	public static void run(String failure, FileWork work, Runnable then) {
		run(failure, () -> {
			work.run();
			return null;
		}, nothing -> then.run());
	}

	/** Runs {@code task} soon on the UI thread; never if the window has closed by then. */
	public static void onScreen(Runnable task) {
		if (!PlatformUI.isWorkbenchRunning()) {
			return;
		}
		Display display = PlatformUI.getWorkbench().getDisplay();
		if (!display.isDisposed()) {
			display.asyncExec(() -> {
				if (!display.isDisposed()) {
					task.run();
				}
			});
		}
	}
}
