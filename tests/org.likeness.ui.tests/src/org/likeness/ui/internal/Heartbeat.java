/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import org.eclipse.swt.widgets.Display;

/** Measures how long the UI thread was busy at a stretch. */
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
		while (!stopped && !display.isDisposed()) {
			long asked = System.nanoTime();
			display.syncExec(() -> {
			});
			longest = Math.max(longest, System.nanoTime() - asked);
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
