/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

	private static final int MOST_PARTS = 300;

	/** Virtual: no more of it takes space than was packed. */
	private static final long SIZE = 256L << 30;

	/** A part of what is packed, by where it lies on the disk. */
	private record Part(long start, long end) {
	}

	private final RandomAccessFile file;
	private final Path path;
	private final List<Part> order = new ArrayList<>();
	private Part aside;
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

	/** @return how many bytes were packed, and where the next ones will lie */
	long length() {
		return length;
	}

	/** @return whether a command that prints it would become too long with more parts: Linux takes 128 KiB */
	boolean isInManyParts() {
		return order.size() > MOST_PARTS;
	}

	/** Packs what it is given behind what was packed before; closing it does nothing. */
	OutputStream out() {
		FileChannel channel = file.getChannel();
		order.add(new Part(length, length));
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
				order.set(order.size() - 1, new Part(order.get(order.size() - 1).start(), length));
			}
		};
	}

	/**
	 * Lets the bytes from {@code middle} on come behind what is packed next, until {@link #putBehind}; those from
	 * {@code from} on are dropped. For a member of an archive of which only the contents tell how it starts.
	 */
	void setAside(long from, long middle) {
		Part last = order.get(order.size() - 1);
		order.set(order.size() - 1, new Part(last.start(), from));
		aside = new Part(middle, length);
		order.add(new Part(length, length));
	}

	/** Appends what was set aside. */
	void putBehind() {
		order.add(aside);
		order.add(new Part(length, length));
	}

	/** @return a shell command that prints what was packed, once the disk has its name */
	String command() {
		return "{ " + WAIT + print("$p", "direct,") + " }";
	}

	/** @return shell commands that print what was packed */
	String print(String disk, String flags) {
		StringBuilder commands = new StringBuilder();
		for (Part part : order) {
			if (part.end() > part.start()) {
				commands.append("dd if=").append(disk).append(" bs=").append(MEGABYTE).append(" skip=")
						.append(part.start()).append(" count=").append(part.end() - part.start()).append(" iflag=")
						.append(flags).append("fullblock,skip_bytes,count_bytes status=none && ");
			}
		}
		return commands + ":;";
	}

	/** Gives the space back. */
	void clear() throws IOException {
		length = 0;
		order.clear();
		file.setLength(0);
		file.setLength(SIZE);
	}

	@Override
	public void close() throws IOException {
		file.close();
	}
}
