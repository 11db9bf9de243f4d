/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.likeness.guestfs.internal.DependentImages;
import org.likeness.guestfs.internal.LockedFiles;

/**
 * Keeps virtual machines from starting on an image, as QEMU itself does: a lock on byte 200 + 1 of the file says that
 * nobody else may write (RAW_LOCK_SHARED_BASE and BLK_PERM_WRITE in QEMU's block/file-posix.c). Who only reads is let in.
 */
final class ImageGuard implements AutoCloseable {

	private static final long NOBODY_WRITES = 201;

	private final Object key;
	private final FileChannel channel;

	private ImageGuard(Object key, FileChannel channel) {
		this.key = key;
		this.channel = channel;
	}

	static ImageGuard take(Path image) throws IOException {
		Object key = DependentImages.hold(image);
		FileChannel channel;
		try {
			channel = FileChannel.open(image, StandardOpenOption.READ);
		} catch (IOException | RuntimeException e) {
			LockedFiles.remove(key);
			throw e;
		}
		try {
			if (channel.tryLock(NOBODY_WRITES, 1, true) == null) {
				throw new IOException("it is locked");
			}
			return new ImageGuard(key, channel);
		} catch (IOException | RuntimeException e) {
			LockedFiles.remove(key);
			channel.close();
			throw e;
		}
	}

	/** Lets go; must be done before qemu-img writes. May be called twice. */
	@Override
	public void close() throws IOException {
		if (channel.isOpen()) {
			LockedFiles.remove(key);
			channel.close();
		}
	}
}
