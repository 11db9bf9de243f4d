/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.util.concurrent.CountDownLatch;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.likeness.ui.tests.bot.LikenessBot;

/** Makes something until it is cancelled; then it takes a while to tidy up. */
final class EndlessWork extends LongWork {

	private final CountDownLatch begun = new CountDownLatch(1);
	private volatile boolean tidy;
	private volatile boolean decided;

	EndlessWork() {
		super("Make the clone of a test");
		// Else a dialog of its own would be in front of the window.
		setUser(false);
	}

	/** Starts it, and waits until it runs. */
	EndlessWork begin() throws InterruptedException {
		schedule();
		begun.await();
		return this;
	}

	/** From now on it can't be cancelled any more: asked to, it ends well. */
	void decide() {
		decided = true;
	}

	/** @return whether it has ended, with nothing left behind */
	boolean isTidy() {
		return tidy;
	}

	@Override
	protected String whenCancelled() {
		return "Nothing of it stays behind.";
	}

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		begun.countDown();
		while (!monitor.isCanceled()) {
			LikenessBot.sleep(20);
		}
		LikenessBot.sleep(500);
		tidy = true;
		return decided ? Status.OK_STATUS : Status.CANCEL_STATUS;
	}
}
