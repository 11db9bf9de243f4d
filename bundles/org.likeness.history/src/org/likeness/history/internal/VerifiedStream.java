/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

import org.likeness.core.Digest;

/** Contents that are computed over as they pass: the last read fails if they are not those of their digest. */
final class VerifiedStream extends FilterInputStream {

	private final MessageDigest computation = Digest.computation();
	private final Digest expected;
	private boolean verified;

	VerifiedStream(InputStream in, Digest expected) {
		super(in);
		this.expected = expected;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		int count = super.read(buffer, offset, length);
		if (count > 0) {
			computation.update(buffer, offset, count);
		} else if (count < 0 && !verified) {
			Digest found = Digest.of(computation.digest());
			if (!found.equals(expected)) {
				throw new IOException("the contents of " + expected + " are damaged");
			}
			verified = true;
		}
		return count;
	}

	@Override
	public long skip(long count) throws IOException {
		return readNBytes((int) Math.min(count, 1 << 16)).length;
	}

	@Override
	public boolean markSupported() {
		return false;
	}
}
