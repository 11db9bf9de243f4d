/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads a text line by line, so that its size does not matter. Only a line feed ends a line: others are never written
 * bare, and a carriage return must not count.
 */
final class LineReader implements AutoCloseable {

	/** An entry has names of some kilobytes and attributes of 256 KiB at most, four characters for a byte. */
	private static final int MOST_BYTES = 4 << 20;

	private static final int BUFFER = 1 << 16;

	private final InputStream in;
	private final byte[] buffer;
	private int start;
	private int end;

	/**
	 * @param in   closed with this
	 * @param size how many bytes are expected: most folders have a short list, and there are very many
	 */
	LineReader(InputStream in, long size) {
		this.in = in;
		this.buffer = new byte[(int) Math.max(1, Math.min(size, BUFFER))];
	}

	/**
	 * @return the next line without its end; {@code null} if there is none
	 * @throws IOException if it can't be read, or is longer than any that is written
	 */
	String next() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream(0);
		boolean any = false;
		while (start < end || fill()) {
			any = true;
			int at = start;
			while (at < end && buffer[at] != '\n') {
				at++;
			}
			line.write(buffer, start, at - start);
			if (line.size() > MOST_BYTES) {
				throw new IOException("a line is longer than the " + MOST_BYTES + " bytes that are read");
			}
			boolean ended = at < end;
			start = ended ? at + 1 : at;
			if (ended) {
				break;
			}
		}
		return any ? line.toString(StandardCharsets.UTF_8) : null;
	}

	private boolean fill() throws IOException {
		start = 0;
		end = Math.max(0, in.read(buffer));
		return end > 0;
	}

	@Override
	public void close() throws IOException {
		in.close();
	}
}
