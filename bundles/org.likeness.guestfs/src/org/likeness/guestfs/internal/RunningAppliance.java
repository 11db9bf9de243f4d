/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.MachineException;

import com.redhat.et.libguestfs.GuestFS;
import com.redhat.et.libguestfs.LibGuestFSException;

/**
 * An appliance with its handle and its thread, the caller's to close.
 * <p>
 * A call into libguestfs can't be interrupted and holds the handle's lock; so cancelling, and the end of the JVM, kill
 * the appliance's process, and the call then fails. All calls are made on the thread that made the handle, because
 * libguestfs keeps its error handler for each thread, and prints errors to the standard error stream on any other.
 */
public final class RunningAppliance implements AutoCloseable {

	/** Work with the appliance. */
	@FunctionalInterface
	public interface Work<T> {
		/**
		 * @return what it came to
		 * @throws LibGuestFSException if a call fails
		 * @throws MachineException    if the work itself finds that it can't be done
		 */
		T run(GuestFS guestfs) throws LibGuestFSException, MachineException;
	}

	/** How soon a cancelled monitor is noticed, in milliseconds. */
	private static final int POLL = 200;

	/** How long a killed appliance is waited for, in seconds. One that is not launched yet may take longer to go. */
	private static final int PATIENCE = 3;

	private final String mark = "likeness.launch=" + UUID.randomUUID();
	private final Thread atExit = new Thread(this::kill, "kill the appliance");
	private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
		Thread worker = new Thread(work, "appliance");
		worker.setDaemon(true);
		return worker;
	});
	private GuestFS guestfs;
	private boolean killed;

	RunningAppliance() {
		Runtime.getRuntime().addShutdownHook(atExit);
	}

	/** Makes the handle, with a mark by which its process is known; to be run before anything else. */
	void open(Callable<GuestFS> maker, IProgressMonitor monitor) throws LibGuestFSException, MachineException {
		run(monitor, () -> {
			guestfs = maker.call();
			guestfs.set_append(mark); // the appliance's kernel ignores it
			return null;
		});
	}

	/**
	 * Runs work that the monitor can cancel. Cancelling kills the appliance: of what the work wrote, anything may have
	 * reached the disk.
	 *
	 * @return what the work came to
	 * @throws LibGuestFSException        if a call fails
	 * @throws MachineException           what the work throws
	 * @throws OperationCanceledException if the monitor was cancelled; the appliance is of no more use
	 */
	public <T> T call(IProgressMonitor monitor, Work<T> work) throws LibGuestFSException, MachineException {
		return run(monitor, () -> work.run(guestfs));
	}

	private <T> T run(IProgressMonitor monitor, Callable<T> work) throws LibGuestFSException, MachineException {
		Future<T> result = thread.submit(work);
		while (true) {
			try {
				if (monitor.isCanceled()) {
					throw new InterruptedException();
				}
				return result.get(POLL, TimeUnit.MILLISECONDS);
			} catch (TimeoutException e) {
				continue;
			} catch (InterruptedException e) {
				kill();
				if (!monitor.isCanceled()) {
					Thread.currentThread().interrupt();
				}
				throw new OperationCanceledException();
			} catch (ExecutionException e) {
				if (isKilled() && e.getCause() instanceof LibGuestFSException) {
					// The JVM is told to end, and this one was killed before the monitor was asked.
					throw new OperationCanceledException();
				}
				throw rethrow(e.getCause());
			}
		}
	}

	private synchronized boolean isKilled() {
		return killed;
	}

	private static RuntimeException rethrow(Throwable cause) throws LibGuestFSException, MachineException {
		if (cause instanceof LibGuestFSException failure) {
			throw failure;
		}
		if (cause instanceof MachineException failure) {
			throw failure;
		}
		if (cause instanceof RuntimeException failure) {
			throw failure;
		}
		if (cause instanceof Error failure) {
			throw failure;
		}
		throw new IllegalStateException(cause);
	}

	/**
	 * Ends the appliance at once, from any thread. A call that is under way fails. libguestfs tells the process's number
	 * only when no call is under way; so it is looked for: it is the child with the mark on its command line.
	 */
	public synchronized void kill() {
		killed = true;
		ProcessHandle.current().children().filter(child -> commandLine(child).contains(mark))
				.forEach(ProcessHandle::destroyForcibly);
	}

	/** {@link ProcessHandle.Info} gives the first 4 KB only. */
	private static String commandLine(ProcessHandle process) {
		try {
			return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"),
					StandardCharsets.ISO_8859_1);
		} catch (IOException e) {
			return ""; // it ended meanwhile
		}
	}

	/** Ends the appliance and frees the handle. Only {@link GuestFS#shutdown()} says whether all is written to the disk. */
	@Override
	public void close() {
		Future<?> closed = thread.submit(this::free);
		thread.shutdown();
		boolean wasKilled = isKilled();
		try {
			if (wasKilled) {
				closed.get(PATIENCE, TimeUnit.SECONDS);
			} else {
				closed.get();
			}
		} catch (TimeoutException e) {
			kill(); // it was launched after the first kill; the thread frees the handle as soon as it can
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} catch (ExecutionException e) {
			throw new IllegalStateException(e.getCause());
		}
	}

	private void free() {
		try {
			if (guestfs != null) {
				guestfs.close();
			}
		} catch (LibGuestFSException e) {
			throw new IllegalStateException(e); // only a second close fails
		} finally {
			forget();
		}
	}

	private void forget() {
		try {
			Runtime.getRuntime().removeShutdownHook(atExit);
		} catch (IllegalStateException e) {
			return; // the JVM is ending already
		}
	}
}
