/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.ProgressMonitorWrapper;

/**
 * Works on the laptop and on the clone at the same time. If one side fails, the other one is cancelled; nothing runs any
 * more when it is over, however it ends.
 */
final class SideBySide<L, C> {

	/** Work on one of the two machines. */
	@FunctionalInterface
	interface Work<T> {
		T run(IProgressMonitor monitor) throws MachineException;
	}

	/** What both came to. */
	record Results<L, C>(L ofLaptop, C ofClone) {
	}

	private final Work<L> onLaptop;
	private final Work<C> onClone;
	private final AtomicReference<Throwable> laptopFailure = new AtomicReference<>();
	private L ofLaptop;
	private volatile boolean cancelled;

	SideBySide(Work<L> onLaptop, Work<C> onClone) {
		this.onLaptop = onLaptop;
		this.onClone = onClone;
	}

	/** The progress is that of the clone, which takes longer. */
	Results<L, C> run(IProgressMonitor monitor) throws MachineException {
		Thread thread = new Thread(() -> runOnLaptop(monitor), "laptop side");
		thread.setDaemon(true);
		thread.start();
		try {
			C ofClone = onClone.run(new ProgressMonitorWrapper(monitor) {
				@Override
				public boolean isCanceled() {
					return super.isCanceled() || laptopFailure.get() != null;
				}
			});
			join(thread);
			throwLaptopFailure();
			return new Results<>(ofLaptop, ofClone);
		} catch (OperationCanceledException e) {
			end(thread);
			throwLaptopFailure();
			throw e;
		} catch (MachineException | RuntimeException | Error e) {
			end(thread);
			throw e;
		}
	}

	private void runOnLaptop(IProgressMonitor monitor) {
		try {
			ofLaptop = onLaptop.run(new NullProgressMonitor() {
				@Override
				public boolean isCanceled() {
					return cancelled || monitor.isCanceled();
				}
			});
		} catch (MachineException | RuntimeException | Error e) {
			laptopFailure.set(e);
		}
	}

	private void throwLaptopFailure() throws MachineException {
		Throwable failure = laptopFailure.get();
		if (failure instanceof MachineException exception) {
			throw exception;
		}
		if (failure instanceof RuntimeException exception) {
			throw exception;
		}
		if (failure instanceof Error error) {
			throw error;
		}
	}

	private void end(Thread thread) {
		cancelled = true;
		join(thread);
	}

	private void join(Thread thread) {
		try {
			thread.join();
		} catch (InterruptedException e) {
			cancelled = true;
			Thread.currentThread().interrupt();
			throw new OperationCanceledException();
		}
	}
}
