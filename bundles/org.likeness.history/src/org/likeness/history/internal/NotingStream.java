/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Notes whether reading failed: whoever passes contents on can tell that from a failure of the one who takes them. */
public final class NotingStream extends FilterInputStream {

	private boolean failed;

	public NotingStream(InputStream in) {
		super(in);
	}

	/** @return whether it was this that could not be read */
	public boolean hasFailed() {
		return failed;
	}

	@Override
	public int read() throws IOException {
		try {
			return super.read();
		} catch (IOException e) {
			failed = true;
			throw e;
		}
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		try {
			return super.read(buffer, offset, length);
		} catch (IOException e) {
			failed = true;
			throw e;
		}
	}

	@Override
	public long skip(long count) throws IOException {
		try {
			return super.skip(count);
		} catch (IOException e) {
			failed = true;
			throw e;
		}
	}
}
