/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.concurrent.TimeUnit;

import org.eclipse.core.runtime.NullProgressMonitor;

/**
 * Progress on standard error: a bar that is drawn in place on a terminal, else a plain line for each step that
 * lasts, not more than one in two seconds. A step without news still shows that time passes.
 */
final class TerminalProgress extends NullProgressMonitor implements AutoCloseable {

	private static final long REDRAW_MILLIS = 200;
	private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(2);
	private static final int BAR = 24;

	private final Output err;
	private final boolean bar;
	private final boolean quiet;
	private final CancelSwitch cancel;
	private final int width;
	private final long begin = System.nanoTime();
	private Thread painter;
	private double total;
	private double done;
	private String text = "";
	private String printed = "";
	private long printedAt = System.nanoTime() - LINE_NANOS;
	private boolean drawn;
	private boolean closed;

	/** @param bar whether {@code err} is a terminal; @param quiet whether nothing is to be printed */
	TerminalProgress(Output err, boolean bar, boolean quiet, CancelSwitch cancel) {
		this.err = err;
		this.bar = bar;
		this.quiet = quiet;
		this.cancel = cancel;
		this.width = Terminal.width() - 1;
	}

	@Override
	public synchronized void beginTask(String name, int totalWork) {
		total = Math.max(0, totalWork);
		done = 0;
		subTask(name);
		if (!quiet && painter == null) {
			painter = new Thread(this::paint, "progress");
			painter.setDaemon(true);
			painter.start();
		}
	}

	@Override
	public void setTaskName(String name) {
		subTask(name);
	}

	@Override
	public synchronized void subTask(String name) {
		if (name == null || name.isBlank()) {
			return;
		}
		text = name;
		if (!bar && !quiet && !closed) {
			print();
		}
	}

	private void print() {
		long now = System.nanoTime();
		if (!text.equals(printed) && now - printedAt >= LINE_NANOS) {
			err.content(Style.PLAIN, text).flush(); // whole, for another thread may be in the middle of a line
			printed = text;
			printedAt = now;
		}
	}

	@Override
	public void worked(int work) {
		internalWorked(work);
	}

	@Override
	public synchronized void internalWorked(double work) {
		done = Math.min(total, done + work);
	}

	@Override
	public boolean isCanceled() {
		return cancel.isCancelled() || super.isCanceled();
	}

	private void paint() {
		try {
			while (draw()) {
				Thread.sleep(REDRAW_MILLIS);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized boolean draw() {
		if (closed) {
			return false;
		}
		if (!bar) {
			print();
			return true;
		}
		double part = total == 0 ? 0 : done / total;
		int filled = (int) (part * BAR);
		long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
		String line = String.format("[%s%s] %3d %% %3d s  %s", "=".repeat(filled), " ".repeat(BAR - filled),
				(int) (part * 100), seconds, text);
		err.overwrite(line.length() > width ? line.substring(0, width) : line);
		drawn = true;
		return true;
	}

	/** Takes the bar away. */
	@Override
	public synchronized void close() {
		closed = true;
		if (drawn) {
			err.overwrite("");
			drawn = false;
		}
	}
}
