/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads fields that end with NUL; their bytes may be anything else. Not for several threads. */
final class FieldReader {

	/** The longest path that Linux knows has 4,096 bytes; find puts its own operand before it. */
	private static final int LONGEST = 1 << 20;

	private final InputStream in;
	private final byte[] buffer = new byte[1 << 16];
	private int start;
	private int end;

	FieldReader(InputStream in) {
		this.in = in;
	}

	/** @return the next field, one character for each byte; {@code null} at the end */
	String next() throws IOException {
		StringBuilder begun = null;
		while (true) {
			for (int i = start; i < end; i++) {
				if (buffer[i] == 0) {
					String field = new String(buffer, start, i - start, StandardCharsets.ISO_8859_1);
					start = i + 1;
					return begun == null ? field : begun.append(field).toString();
				}
			}
			if (start < end) {
				begun = begun == null ? new StringBuilder() : begun;
				begun.append(new String(buffer, start, end - start, StandardCharsets.ISO_8859_1));
				if (begun.length() > LONGEST) {
					throw new IOException("a field has more than " + LONGEST + " bytes");
				}
			}
			start = 0;
			end = Math.max(0, in.read(buffer));
			if (end == 0) {
				if (begun != null) {
					throw new EOFException("the last field is not complete");
				}
				return null;
			}
		}
	}

	/** @return the next field, one character for each byte */
	String need() throws IOException {
		String field = next();
		if (field == null) {
			throw new EOFException("the answer ends too early");
		}
		return field;
	}
}
