/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

/** The contents of a file up to the size it had: one that grows meanwhile gives no more than was announced. */
public final class BoundedContent extends FilterInputStream {

	private final long size;
	private final IProgressMonitor monitor;
	private long left;
	private boolean failed;

	/** @param in the contents; closed with this one */
	public BoundedContent(InputStream in, long size, IProgressMonitor monitor) {
		super(in);
		this.size = size;
		this.left = size;
		this.monitor = monitor;
	}

	public long size() {
		return size;
	}

	/** @return whether reading the file itself went wrong, or it has become shorter than announced */
	public boolean hasFailed() {
		return failed;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		if (monitor != null && monitor.isCanceled()) {
			throw new OperationCanceledException();
		}
		if (left == 0) {
			return length == 0 ? 0 : -1;
		}
		try {
			int count = in.read(buffer, offset, (int) Math.min(length, left));
			if (count < 0) {
				throw new IOException("the file has become shorter");
			}
			left -= count;
			return count;
		} catch (IOException e) {
			failed = true;
			throw e;
		}
	}

	@Override
	public long skip(long count) throws IOException {
		long skipped = in.skip(Math.min(count, left));
		left -= skipped;
		return skipped;
	}

	@Override
	public int available() throws IOException {
		return (int) Math.min(in.available(), left);
	}

	@Override
	public boolean markSupported() {
		return false;
	}
}
