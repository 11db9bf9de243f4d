/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a second Likeness away from a clone, for as long as it is held. The kernel lets go of it when the process ends,
 * however it ends. Within one process it must not even be tried a second time: closing any channel to a file gives up
 * all of the process's locks on it (fcntl(2)).
 */
final class ImageLock implements AutoCloseable {

	private static final Set<Path> HELD = new HashSet<>();

	private final Path file;
	private final FileChannel channel;

	private ImageLock(Path file, FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	/**
	 * @param file is made if it is missing, and stays
	 * @return the lock; empty if another one holds it
	 */
	static Optional<ImageLock> take(Path file) throws IOException {
		synchronized (HELD) {
			if (!HELD.add(file)) {
				return Optional.empty();
			}
		}
		FileChannel channel = null;
		FileLock lock = null;
		try {
			channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
					LinkOption.NOFOLLOW_LINKS);
			lock = channel.tryLock();
			return lock == null ? Optional.empty() : Optional.of(new ImageLock(file, channel));
		} finally {
			if (lock == null) {
				close(file, channel);
			}
		}
	}

	private static void close(Path file, FileChannel channel) throws IOException {
		synchronized (HELD) {
			HELD.remove(file);
		}
		if (channel != null) {
			channel.close();
		}
	}

	@Override
	public void close() {
		if (channel.isOpen()) {
			try {
				close(file, channel);
			} catch (IOException e) {
				throw new java.io.UncheckedIOException(e); // nothing was written to it
			}
		}
	}
}
