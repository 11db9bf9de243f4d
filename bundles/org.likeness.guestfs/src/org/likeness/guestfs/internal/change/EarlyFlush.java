/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Lets the disk take what was written to a file while other work is done, so that little is left when it has to be
 * durable. The kernel tells a failure once only (fsync(2)), so it is kept for whoever makes it durable then.
 */
final class EarlyFlush {

	private final FutureTask<Void> task;

	private EarlyFlush(FutureTask<Void> task) {
		this.task = task;
	}

	static EarlyFlush start(Path file) {
		FutureTask<Void> task = new FutureTask<>(() -> {
			try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
				channel.force(false);
			}
			return null;
		});
		Thread thread = new Thread(task, "flush");
		thread.setDaemon(true);
		thread.start();
		return new EarlyFlush(task);
	}

	/** Waits for it, and says if it failed. */
	void end() throws IOException {
		try {
			task.get();
		} catch (ExecutionException e) {
			throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("interrupted");
		}
	}
}
