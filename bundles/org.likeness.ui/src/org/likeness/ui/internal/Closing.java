/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.jobs.IJobManager;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.ProgressMonitorDialog;
import org.eclipse.swt.widgets.Shell;

/** What becomes of the work that is under way when the window closes, or its process is told to end. */
final class Closing {

	static final String TITLE = "Close Likeness";

	/** The session manager of a desktop waits for 90 seconds until it kills. */
	private static final long PATIENCE_SECONDS = 75;

	private Closing() {
	}

	/**
	 * Asks whether work that makes or changes a clone is to be cancelled, and does so. On the UI thread.
	 *
	 * @return whether the window may close: nothing of that kind runs any more, and nothing came of it that is to be seen
	 */
	static boolean mayClose() {
		List<LongWork> running = running();
		if (running.isEmpty()) {
			return true;
		}
		if (!isToBeCancelled(running)) {
			return false;
		}
		cancel(running);
		return running.stream().map(Job::getResult)
				.allMatch(result -> result == null || result.getSeverity() == IStatus.CANCEL);
	}

	private static List<LongWork> running() {
		return Arrays.stream(Job.getJobManager().find(LongWork.class)).map(LongWork.class::cast).toList();
	}

	/** Enter and Escape go on. */
	private static boolean isToBeCancelled(List<LongWork> running) {
		String what = running.stream().map(LongWork::getName).collect(Collectors.joining("\n"));
		String then = running.stream().map(LongWork::whenCancelled).distinct().collect(Collectors.joining("\n"));
		MessageDialog question = new MessageDialog(Problems.activeShell(), TITLE, null,
				(running.size() == 1 ? "This is still under way:" : "These are still under way:") + "\n\n" + what
						+ "\n\nIf the window closes, it is cancelled. " + then,
				MessageDialog.WARNING, 0, "&Go On", "&Cancel It and Close") {
			@Override
			protected void createButtonsForButtonBar(org.eclipse.swt.widgets.Composite parent) {
				super.createButtonsForButtonBar(parent);
				WidgetKeys.mark(getButton(0), "closing.goOn");
				WidgetKeys.mark(getButton(1), "closing.cancel");
			}
		};
		return question.open() == 1;
	}

	private static void cancel(List<LongWork> running) {
		Shell shell = Problems.activeShell();
		try {
			new ProgressMonitorDialog(shell).run(true, false, monitor -> {
				monitor.beginTask("Cancelling", org.eclipse.core.runtime.IProgressMonitor.UNKNOWN);
				for (LongWork work : running) {
					work.cancel();
				}
				for (LongWork work : running) {
					work.join();
				}
			});
		} catch (InvocationTargetException e) {
			throw new IllegalStateException(e.getCause());
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Ends all work, as if it had been cancelled, before the process ends; of work that can't be cancelled any more the end
	 * is waited for. Nobody is asked.
	 */
	static void endAll() {
		IJobManager jobs = Job.getJobManager();
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		List<Job> ours = Arrays.stream(jobs.find(null)).filter(Closing::isOurs).toList();
		ours.forEach(Job::cancel);
		try {
			for (Job job : ours) {
				long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
				if (left <= 0 || !job.join(left, null)) {
					return; // it is in one of two states all the same: the next opening brings the clone in order
				}
			}
			CloneSession.closeAll();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private static boolean isOurs(Job job) {
		return job.getClass().getName().startsWith("org.likeness.");
	}
}
