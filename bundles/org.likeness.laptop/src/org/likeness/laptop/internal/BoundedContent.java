/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import java.io.IOException;
import java.io.InputStream;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.BoundedStream;

/** The contents of a file up to the size it had: one that grows meanwhile gives no more than was announced. */
public final class BoundedContent extends BoundedStream {

	private final long size;
	private final IProgressMonitor monitor;
	private final Check check;
	private boolean failed;

	/** Tells whether a file still is what it was. */
	@FunctionalInterface
	public interface Check {
		boolean isUnchanged() throws IOException;
	}

	/** @param in the contents; closed with this one */
	public BoundedContent(InputStream in, long size, IProgressMonitor monitor) {
		this(in, size, monitor, () -> true);
	}

	/** @param check is asked once all has been read */
	public BoundedContent(InputStream in, long size, IProgressMonitor monitor, Check check) {
		super(in, size);
		this.check = check;
		this.size = size;
		this.monitor = monitor;
	}

	public long size() {
		return size;
	}

	/** @return whether reading the file itself went wrong, or it has become shorter than announced, or was changed meanwhile */
	public boolean hasFailed() {
		return failed;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		if (monitor != null && monitor.isCanceled()) {
			throw new OperationCanceledException();
		}
		try {
			int count = super.read(buffer, offset, length);
			if (count < 0 && left() > 0) {
				throw new IOException("the file has become shorter");
			}
			if (count > 0 && left() == 0 && !check.isUnchanged()) {
				throw new IOException("the file was changed while it was read");
			}
			return count;
		} catch (IOException e) {
			failed = true;
			throw e;
		}
	}
}
