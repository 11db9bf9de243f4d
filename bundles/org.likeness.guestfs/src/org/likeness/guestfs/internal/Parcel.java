/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A sparse raw disk on which contents go to an appliance that writes. As with the {@link Mailbox}, both sides see the
 * same bytes, because the appliance reads past its own cache.
 */
final class Parcel implements AutoCloseable {

	/** Scripts name the disk by this libguestfs label. */
	static final String LABEL = "parcel";

	/** A part of a script that sets {@code p} to the disk, once that has its name. */
	static final String WAIT = "p=/dev/disk/guestfs/" + LABEL
			+ "; for i in 1 2 3 4 5 6 7 8 9; do [ -b $p ] && break; udevadm settle; sleep 0.1; done; ";

	private static final int MEGABYTE = 1 << 20;

	/** Virtual: no more of it takes space than was packed. */
	private static final long SIZE = 256L << 30;

	private final RandomAccessFile file;
	private final Path path;
	private long length;

	/** @param path a file that does not exist yet */
	Parcel(Path path) throws IOException {
		this.path = path;
		this.file = new RandomAccessFile(path.toFile(), "rw");
		file.setLength(SIZE);
	}

	Path path() {
		return path;
	}

	/** @return how many bytes were packed */
	long length() {
		return length;
	}

	/** Packs what it is given behind what was packed before; closing it does nothing. */
	OutputStream out() {
		FileChannel channel = file.getChannel();
		return new OutputStream() {
			@Override
			public void write(int b) throws IOException {
				write(new byte[] { (byte) b }, 0, 1);
			}

			@Override
			public void write(byte[] buffer, int offset, int count) throws IOException {
				ByteBuffer bytes = ByteBuffer.wrap(buffer, offset, count);
				while (bytes.hasRemaining()) {
					length += channel.write(bytes, length);
				}
			}
		};
	}

	/** @return a shell command that prints what was packed, and maybe what lies behind it, once the disk has its name */
	String command() {
		return "{ " + WAIT + "dd if=$p bs=" + MEGABYTE + " count=" + (length + MEGABYTE - 1) / MEGABYTE
				+ " iflag=direct,fullblock status=none; }";
	}

	/** Gives the space back. */
	void clear() throws IOException {
		length = 0;
		file.setLength(0);
		file.setLength(SIZE);
	}

	@Override
	public void close() throws IOException {
		file.close();
	}
}
