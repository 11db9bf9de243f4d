/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.likeness.core.FileEntry;
import org.likeness.core.MachinePath;

/**
 * Writes a tar archive as GNU tar reads it, byte by byte: the POSIX ustar header, times in nanoseconds and large numbers
 * in a pax header (pax(1)), and long names in GNU's own 'L' and 'K' members, because names in a pax header are meant to
 * be UTF-8 and these need not be.
 */
final class TarStream {

	private static final int BLOCK = 512;
	private static final int NAME_LENGTH = 100;

	/** What seven octal digits hold. */
	private static final int LARGEST_ID = 07777777;

	/** What eleven octal digits hold. */
	private static final long LARGEST_SIZE = 077777777777L;

	private final OutputStream out;
	private final byte[] buffer = new byte[1 << 17];

	TarStream(OutputStream out) {
		this.out = out;
	}

	/** Adds a folder, symlink or pipe, or a file with {@code size} bytes of {@code content}. */
	void add(MachinePath path, FileEntry entry, long size, InputStream content) throws IOException {
		String name = path.isRoot() ? "./" : path.raw().substring(1) + (entry.isDirectory() ? "/" : "");
		String target = entry.linkTarget() == null ? "" : entry.linkTarget().raw();
		byte[] pax = pax(entry, size);
		member("pax", 'x', pax);
		longName('L', name);
		longName('K', target);
		out.write(header(name, target, type(entry), entry, size));
		if (content != null) {
			copy(size, content);
			pad(size);
		}
	}

	/** Ends the archive. */
	void end() throws IOException {
		out.write(new byte[2 * BLOCK]);
	}

	/** @return whether tar can make such an entry from what is known of it; a device's numbers are not */
	static boolean canHold(FileEntry entry) {
		return switch (entry.type()) {
		case FILE, DIRECTORY, SYMLINK, FIFO -> true;
		default -> false;
		};
	}

	private static char type(FileEntry entry) {
		return switch (entry.type()) {
		case FILE -> '0';
		case DIRECTORY -> '5';
		case SYMLINK -> '2';
		case FIFO -> '6';
		default -> throw new IllegalArgumentException("not for an archive: " + entry.path());
		};
	}

	private static byte[] pax(FileEntry entry, long size) {
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		record(records, "mtime", BigDecimal.valueOf(entry.mtimeNanos(), 9).toPlainString());
		if (Integer.compareUnsigned(entry.uid(), LARGEST_ID) > 0) {
			record(records, "uid", Integer.toUnsignedString(entry.uid()));
		}
		if (Integer.compareUnsigned(entry.gid(), LARGEST_ID) > 0) {
			record(records, "gid", Integer.toUnsignedString(entry.gid()));
		}
		if (size > LARGEST_SIZE) {
			record(records, "size", Long.toString(size));
		}
		return records.toByteArray();
	}

	/** {@code "25 mtime=1.5\n"}: the length counts itself. */
	private static void record(ByteArrayOutputStream records, String key, String value) {
		int rest = key.length() + value.length() + 3;
		int length = rest + Integer.toString(rest).length();
		length = rest + Integer.toString(length).length();
		records.writeBytes((length + " " + key + "=" + value + "\n").getBytes(StandardCharsets.US_ASCII));
	}

	private void longName(char type, String name) throws IOException {
		if (name.length() > NAME_LENGTH) {
			byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
			member("././@LongLink", type, Arrays.copyOf(bytes, bytes.length + 1));
		}
	}

	private void member(String name, char type, byte[] content) throws IOException {
		byte[] header = new byte[BLOCK];
		text(header, 0, NAME_LENGTH, name);
		numbers(header, 0, 0, 0, content.length);
		finish(header, type);
		out.write(header);
		out.write(content);
		pad(content.length);
	}

	private static byte[] header(String name, String target, char type, FileEntry entry, long size) {
		byte[] header = new byte[BLOCK];
		text(header, 0, NAME_LENGTH, name);
		text(header, 157, NAME_LENGTH, target);
		int uid = Integer.compareUnsigned(entry.uid(), LARGEST_ID) > 0 ? 0 : entry.uid();
		int gid = Integer.compareUnsigned(entry.gid(), LARGEST_ID) > 0 ? 0 : entry.gid();
		numbers(header, entry.mode(), uid, gid, size > LARGEST_SIZE ? 0 : size);
		finish(header, type);
		return header;
	}

	private static void numbers(byte[] header, int mode, int uid, int gid, long size) {
		octal(header, 100, 8, mode);
		octal(header, 108, 8, uid);
		octal(header, 116, 8, gid);
		octal(header, 124, 12, size);
		octal(header, 136, 12, 0);
	}

	private static void finish(byte[] header, char type) {
		header[156] = (byte) type;
		text(header, 257, 8, "ustar\00000");
		Arrays.fill(header, 148, 156, (byte) ' ');
		int sum = 0;
		for (byte b : header) {
			sum += b & 0xff;
		}
		octal(header, 148, 7, sum);
	}

	private static void text(byte[] header, int offset, int length, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
		System.arraycopy(bytes, 0, header, offset, Math.min(length, bytes.length));
	}

	private static void octal(byte[] header, int offset, int length, long number) {
		String digits = Long.toOctalString(number);
		text(header, offset, length - 1, "0".repeat(length - 1 - digits.length()) + digits);
		header[offset + length - 1] = 0;
	}

	private void copy(long size, InputStream content) throws IOException {
		long left = size;
		while (left > 0) {
			int count = content.read(buffer, 0, (int) Math.min(buffer.length, left));
			if (count < 0) {
				throw new EOFException("the contents end too early");
			}
			out.write(buffer, 0, count);
			left -= count;
		}
	}

	private void pad(long size) throws IOException {
		out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
	}
}
