/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.InputStream;

import org.likeness.core.BoundedStream;

/** The next so many bytes of an answer, of which there may be more. */
final class AnswerPart extends BoundedStream {

	AnswerPart(InputStream in, long length) {
		super(in, length);
	}

	@Override
	public void close() {
		// The answer goes on behind this part.
	}
}
