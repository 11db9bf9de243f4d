/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import java.util.function.Consumer;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.ProgressMonitorWrapper;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.likeness.core.CompareCommand;
import org.likeness.core.Comparison;
import org.likeness.core.MachineException;
import org.likeness.core.Preferences;
import org.likeness.laptop.Laptop;
import org.likeness.ui.internal.Background;
import org.likeness.ui.internal.CloneSession;
import org.likeness.ui.internal.Facets;
import org.likeness.ui.internal.Icons;
import org.likeness.ui.internal.Problems;
import org.likeness.ui.internal.clones.CloneList;

/** Compares in the background. What comes of it is told on the UI thread. */
final class CompareJob extends Job {

	/** Who is told how it goes, on the UI thread. */
	interface Listener {
		/** What is being done now, and how much of all work is done: 0 to 1. */
		void progress(String task, double done);

		void compared(Comparison comparison);

		void failed(MachineException problem);

		void cancelled();
	}

	private final CloneSession session;
	private final Listener listener;

	CompareJob(CloneSession session, Listener listener) {
		super("Compare the laptop with " + CloneList.name(session.known()));
		this.session = session;
		this.listener = listener;
		setRule(session);
		setPriority(LONG);
		setProperty(org.eclipse.ui.progress.IProgressConstants.ICON_PROPERTY, Icons.descriptor("compare"));
	}

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		try {
			Comparison comparison = session.use(() -> compare(new ToldMonitor(monitor)));
			CloneList.get().refresh();
			tell(told -> told.compared(comparison));
			return Status.OK_STATUS;
		} catch (OperationCanceledException e) {
			tell(Listener::cancelled);
			return Status.CANCEL_STATUS;
		} catch (MachineException e) {
			tell(told -> told.failed(e));
			return Status.OK_STATUS;
		} catch (RuntimeException | OutOfMemoryError e) {
			tell(told -> told.failed(Problems.fault("The comparison stopped because of a fault in Likeness",
					session.known().image(), "Nothing was changed.", e)));
			return Status.OK_STATUS;
		}
	}

	private Comparison compare(IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		Preferences preferences = session.preferences();
		Laptop laptop = session.laptop();
		Comparison comparison = new CompareCommand(laptop.machine(), session.machine(progress.split(1)))
				.setFacets(Facets.all()).setPreferences(preferences).setLaptopUser(laptop.user())
				.call(progress.split(98));
		session.remember(comparison);
		return comparison;
	}

	@Override
	public boolean belongsTo(Object family) {
		return family == CompareJob.class || family == session;
	}

	private void tell(Consumer<Listener> news) {
		Background.onScreen(() -> news.accept(listener));
	}

	/** Passes progress on to the listener too, at most some times a second. */
	private final class ToldMonitor extends ProgressMonitorWrapper {

		private static final long PAUSE = 100_000_000;

		private double total = 1;
		private double worked;
		private String task = "";
		private long told;

		ToldMonitor(IProgressMonitor monitor) {
			super(monitor);
		}

		@Override
		public void beginTask(String name, int totalWork) {
			super.beginTask(name, totalWork);
			total = Math.max(1, totalWork);
			say(name);
		}

		@Override
		public void subTask(String name) {
			super.subTask(name);
			say(name);
		}

		@Override
		public void setTaskName(String name) {
			super.setTaskName(name);
			say(name);
		}

		@Override
		public void worked(int work) {
			internalWorked(work);
		}

		@Override
		public void internalWorked(double work) {
			super.internalWorked(work);
			worked += work;
			if (System.nanoTime() - told > PAUSE) {
				say(task);
			}
		}

		private void say(String text) {
			told = System.nanoTime();
			if (text != null && !text.isEmpty()) {
				task = text;
			}
			String now = task;
			double done = Math.min(1, worked / total);
			tell(listener -> listener.progress(now, done));
		}
	}
}
