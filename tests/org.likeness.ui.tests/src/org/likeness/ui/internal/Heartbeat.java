/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

import org.eclipse.swt.widgets.Display;

/**
 * Measures how long the UI thread worked at a stretch, by its processor time: what other programs take of a busy
 * computer is no fault of the window.
 */
final class Heartbeat implements AutoCloseable {

	private static final int PAUSE = 5;

	private final Thread thread;
	private volatile boolean stopped;
	private volatile long longest;

	Heartbeat(Display display) {
		thread = new Thread(() -> beat(display), "heartbeat");
		thread.setDaemon(true);
		thread.start();
	}

	private void beat(Display display) {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long uiThread = display.getThread().getId();
		while (!stopped && !display.isDisposed()) {
			long asked = threads.getThreadCpuTime(uiThread);
			display.syncExec(() -> {
			});
			longest = Math.max(longest, threads.getThreadCpuTime(uiThread) - asked);
			try {
				Thread.sleep(PAUSE);
			} catch (InterruptedException e) {
				return;
			}
		}
	}

	/** @return the longest stretch so far in milliseconds */
	long longest() {
		return longest / 1_000_000;
	}

	@Override
	public void close() {
		stopped = true;
	}
}
