/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;

import org.likeness.core.Digest;

/** Contents that are computed over as they pass: the last read fails if they are not those of their digest. */
final class VerifiedStream extends DigestInputStream {

	private final Digest expected;
	private boolean verified;

	VerifiedStream(InputStream in, Digest expected) {
		super(in, Digest.computation());
		this.expected = expected;
	}

	@Override
	public int read() throws IOException {
		return verifiedAtEnd(super.read());
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		return verifiedAtEnd(super.read(buffer, offset, length));
	}

	private int verifiedAtEnd(int read) throws IOException {
		if (read < 0 && !verified) {
			Digest found = Digest.of(digest.digest());
			if (!found.equals(expected)) {
				throw new IOException("the contents of " + expected + " are damaged");
			}
			verified = true;
		}
		return read;
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
