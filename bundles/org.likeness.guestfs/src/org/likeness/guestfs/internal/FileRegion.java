/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a file as a stream. The channel's own position stays where it is; the channel stays open. */
final class FileRegion extends InputStream {

	private final FileChannel channel;
	private long position;
	private final long end;

	FileRegion(FileChannel channel, long start, long length) {
		this.channel = channel;
		this.position = start;
		this.end = start + length;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		if (position >= end) {
			return length == 0 ? 0 : -1;
		}
		int count = channel.read(ByteBuffer.wrap(buffer, offset, (int) Math.min(length, end - position)), position);
		if (count < 0) {
			throw new EOFException("the file ends at " + position + ", not at " + end);
		}
		position += count;
		return count;
	}

	@Override
	public long skip(long count) {
		long skipped = Math.max(0, Math.min(count, end - position));
		position += skipped;
		return skipped;
	}

	@Override
	public int available() {
		return (int) Math.min(Integer.MAX_VALUE, end - position);
	}
}
