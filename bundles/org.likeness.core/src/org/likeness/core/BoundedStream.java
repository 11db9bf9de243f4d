/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The next so many bytes of a stream. */
public class BoundedStream extends FilterInputStream {

	private long left;

	/** @param in the stream; closed with this one */
	public BoundedStream(InputStream in, long length) {
		super(in);
		this.left = length;
	}

	/** @return how many of the bytes were not read yet */
	protected final long left() {
		return left;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		if (left == 0) {
			return length == 0 ? 0 : -1;
		}
		int count = in.read(buffer, offset, (int) Math.min(length, left));
		left -= Math.max(0, count);
		return count;
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
