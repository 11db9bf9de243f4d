/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A sparse raw disk through which bytes go to the appliance and come back unchanged. libguestfs's Java binding turns
 * names into modified UTF-8 and ends values at the first NUL; and each of its calls has a price. So a request is written
 * at the start of the disk, a script in the appliance reads it, and writes its answer behind it. A short request is a
 * part of the script: each program that is run costs a tenth of a second where the appliance is emulated.
 * <p>
 * Both sides see the same bytes: QEMU writes through the page cache of this computer, and the appliance reads and
 * writes past its own cache (O_DIRECT, fsync).
 */
final class Mailbox implements AutoCloseable {

	/** The scripts name the disk by this libguestfs label. */
	static final String LABEL = "scratch";

	/** Where requests end and answers start. */
	static final int REQUEST_SIZE = 64 << 20;

	private static final long MEGABYTE = 1 << 20;
	private static final int BLOCK = 4096;

	/** Virtual: no more of it takes space than an answer has. */
	private static final long SIZE = 256L << 30;

	/** The label of the disk that is looked at. The kernel may well find the two disks in the other order. */
	static final String DISK_LABEL = "image";

	/** What a script may have of requests; Linux takes no more than 128 KiB of it. In characters. */
	private static final int SHORT = 32 << 10;

	/** The appliance answers before its udev has named all disks. */
	private static final String BEGIN = "export LC_ALL=C\nm=/dev/disk/guestfs/" + LABEL + "\nd=/dev/disk/guestfs/"
			+ DISK_LABEL
			+ "\nfor i in 1 2 3 4 5 6 7 8 9; do [ -b $m ] && [ -b $d ] && break; udevadm settle; sleep 0.1; done\n"
			+ "t=/tmp/likeness\n[ -d $t ] || mkdir $t\n";

	/** Prints what dd said last: how many bytes it has written, or why it could not. */
	private static final String END = "said=${said##*\n}\ncase $said in [0-9]*' byte'*) said=${said%% *};; esac\n"
			+ "echo \"$said\"\nset -- $t/*\n[ ! -e \"$1\" ] || rm -rf --one-file-system $t/*\n";

	private final RandomAccessFile file;
	private final Path path;

	/** @param path a file that does not exist yet */
	Mailbox(Path path) throws IOException {
		this.path = path;
		this.file = new RandomAccessFile(path.toFile(), "rw");
		file.setLength(SIZE);
	}

	Path path() {
		return path;
	}

	/**
	 * Several lists of byte strings, each of them to be read by itself in a script, as $(section) in
	 * {@link #script(Request, String)}: strings that end with NUL.
	 */
	static final class Request {

		private final List<ByteArrayOutputStream> sections = new ArrayList<>();

		/** Starts the next section. */
		Request section() {
			sections.add(new ByteArrayOutputStream());
			return this;
		}

		/** Adds a string, one byte for each of its characters, to the last section. */
		Request add(String raw) {
			ByteArrayOutputStream section = sections.get(sections.size() - 1);
			section.writeBytes(raw.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
			section.write(0);
			return this;
		}

		/** @return a shell function that prints a section */
		String function() {
			StringBuilder function = new StringBuilder("section() { case $1 in\n");
			if (!isShort()) {
				return function.append(fromDisk()).append("esac; }\n").toString();
			}
			for (int i = 0; i < sections.size(); i++) {
				function.append(i).append(") printf '").append(format(sections.get(i).toByteArray())).append("';;\n");
			}
			return function.append("esac; }\n").toString();
		}

		private boolean isShort() {
			int length = 0;
			for (ByteArrayOutputStream section : sections) {
				length += section.size() > SHORT ? section.size() : format(section.toByteArray()).length();
			}
			return length <= SHORT;
		}

		/** @return the bytes as printf of a POSIX shell takes them, in ASCII and without quotes */
		private static String format(byte[] bytes) {
			StringBuilder format = new StringBuilder();
			for (byte each : bytes) {
				char c = (char) (each & 0xff);
				if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "/._".indexOf(c) >= 0) {
					format.append(c);
				} else {
					format.append(c == '%' ? "%%" : String.format("\\%03o", (int) c));
				}
			}
			return format.toString();
		}

		private StringBuilder fromDisk() {
			StringBuilder cases = new StringBuilder();
			long block = 0;
			for (int i = 0; i < sections.size(); i++) {
				int length = sections.get(i).size();
				long blocks = (length + BLOCK - 1) / BLOCK;
				cases.append(i).append(") dd if=$m bs=").append(BLOCK).append(" skip=").append(block).append(" count=")
						.append(blocks).append(" iflag=direct status=none | head -c ").append(length).append(";;\n");
				block += blocks;
			}
			return cases;
		}
	}

	/**
	 * @param body shell commands that may use {@code section N} (prints section N, from 0), and the private folder
	 *             {@code $t}, and {@code $d}, a symlink to the image's device; whatever they print is the answer
	 * @return a script that runs {@code body} and prints the length of the answer, or what went wrong
	 */
	static String script(Request request, String body) {
		return BEGIN + request.function() + "said=$({\n" + body + "\n} | dd of=$m bs=1M seek="
				+ REQUEST_SIZE / MEGABYTE + " iflag=fullblock oflag=direct conv=notrunc,fsync 2>&1)\n" + END;
	}

	/** Puts a request on the disk, in place of the one before; the answer to that is let go of. */
	void write(Request request) throws IOException {
		clear();
		if (request.isShort()) {
			return;
		}
		FileChannel channel = file.getChannel();
		long position = 0;
		for (ByteArrayOutputStream section : request.sections) {
			ByteBuffer bytes = ByteBuffer.wrap(section.toByteArray());
			long start = position;
			while (bytes.hasRemaining()) {
				position += channel.write(bytes, position);
			}
			position = start + (long) (section.size() + BLOCK - 1) / BLOCK * BLOCK;
			if (position > REQUEST_SIZE) {
				throw new IOException("the request is too long");
			}
		}
	}

	/** @return the answer, of {@code length} bytes as the script said */
	InputStream answer(long length) {
		return new FileRegion(file.getChannel(), REQUEST_SIZE, length);
	}

	/** Gives the space of the last request and answer back. */
	void clear() throws IOException {
		file.setLength(0);
		file.setLength(SIZE);
	}

	@Override
	public void close() throws IOException {
		file.close();
	}
}
