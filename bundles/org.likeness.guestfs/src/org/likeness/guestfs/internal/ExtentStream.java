/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import org.eclipse.core.runtime.OperationCanceledException;

/** The contents of one file, put together from where they lie on the disk. Holes are zeros that nobody reads. */
final class ExtentStream extends InputStream {

	private final GuestDisk disk;
	private final List<Extent> extents;
	private final long size;
	private final ByteProgress progress;
	private long position;
	private int next;
	private IOException failure;

	/** @param extents as {@link ExtentReader} tells them, with places on the disk */
	ExtentStream(GuestDisk disk, List<Extent> extents, long size, ByteProgress progress) {
		this.disk = disk;
		this.extents = extents;
		this.size = size;
		this.progress = progress;
	}

	/** @return why the disk could not be read; {@code null} if it could */
	IOException failure() {
		return failure;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		if (progress.monitor().isCanceled()) {
			throw new OperationCanceledException();
		}
		if (position >= size) {
			return length == 0 ? 0 : -1;
		}
		while (next < extents.size() && extents.get(next).logical() + extents.get(next).length() <= position) {
			next++;
		}
		Extent extent = next < extents.size() ? extents.get(next) : null;
		long end = extent == null ? size
				: Math.min(size, position < extent.logical() ? extent.logical() : extent.logical() + extent.length());
		int count = (int) Math.min(length, end - position);
		if (extent == null || position < extent.logical()) {
			Arrays.fill(buffer, offset, offset + count, (byte) 0);
		} else {
			try {
				disk.read(extent.physical() + position - extent.logical(), ByteBuffer.wrap(buffer, offset, count));
			} catch (IOException e) {
				failure = e;
				throw e;
			}
		}
		position += count;
		progress.worked(count);
		return count;
	}

	@Override
	public long skip(long count) {
		long skipped = Math.max(0, Math.min(count, size - position));
		position += skipped;
		progress.worked(skipped);
		return skipped;
	}
}
