/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.likeness.core.Holes;

/** Writes a file in which whole blocks of zeros take no space. */
final class SparseOutput extends OutputStream {

	private final FileChannel file;
	private final byte[] buffer = new byte[32 * Holes.BLOCK];
	private int filled;
	private long position;
	private boolean endsWithHole;

	/** @param path an empty file */
	SparseOutput(Path path) throws IOException {
		file = FileChannel.open(path, StandardOpenOption.WRITE);
	}

	@Override
	public void write(int b) throws IOException {
		write(new byte[] { (byte) b }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		int from = offset;
		int end = offset + length;
		while (from < end) {
			int count = Math.min(buffer.length - filled, end - from);
			System.arraycopy(bytes, from, buffer, filled, count);
			filled += count;
			from += count;
			if (filled == buffer.length) {
				writeBlocks();
			}
		}
	}

	private void writeBlocks() throws IOException {
		Holes.find(buffer, filled, (from, to, hole) -> {
			endsWithHole = hole;
			if (!hole) {
				write(ByteBuffer.wrap(buffer, from, to - from), position + from);
			}
		});
		position += filled;
		filled = 0;
	}

	private void write(ByteBuffer bytes, long at) throws IOException {
		long next = at;
		while (bytes.hasRemaining()) {
			next += file.write(bytes, next);
		}
	}

	@Override
	public void close() throws IOException {
		try (file) {
			writeBlocks();
			if (endsWithHole && position > 0) {
				write(ByteBuffer.allocate(1), position - 1);
			}
		}
	}
}
