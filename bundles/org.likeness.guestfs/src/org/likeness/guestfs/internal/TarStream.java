/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.likeness.core.FileEntry;
import org.likeness.core.Holes;
import org.likeness.core.MachinePath;

/**
 * Writes a tar archive as GNU tar reads it, byte by byte: the POSIX ustar header, times in nanoseconds and large numbers
 * in a pax header (pax(1)), and long names in GNU's own 'L' and 'K' members, because names in a pax header are meant to
 * be UTF-8 and these need not be. Zeros in the contents become holes: such a file is in the archive as GNU's sparse
 * format 1.0, a list of the parts that hold data, and these parts.
 */
final class TarStream {

	private static final int BLOCK = 512;
	private static final int NAME_LENGTH = 100;

	/** What seven octal digits hold. */
	private static final int LARGEST_ID = 07777777;

	/** What eleven octal digits hold. */
	private static final long LARGEST_SIZE = 077777777777L;

	private final Parcel parcel;
	private final OutputStream out;
	private final byte[] buffer = new byte[1 << 17];

	/** @param parcel takes the archive; for nothing else until it ends */
	TarStream(Parcel parcel) {
		this.parcel = parcel;
		this.out = parcel.out();
	}

	/** Adds a folder, symlink or pipe, or a file with {@code size} bytes of {@code content}. */
	void add(MachinePath path, FileEntry entry, long size, InputStream content) throws IOException {
		long start = parcel.length();
		start(path, entry, size, pax(entry, size));
		if (content == null) {
			return;
		}
		if (size < Holes.SMALLEST_FILE) {
			copy(size, content);
			pad(size);
			return;
		}
		long data = parcel.length();
		List<Extent> extents = copyData(size, content);
		long length = extents.stream().mapToLong(Extent::length).sum();
		pad(length);
		if (length < size) {
			parcel.setAside(start, data);
			byte[] list = list(extents, size);
			ByteArrayOutputStream pax = new ByteArrayOutputStream();
			pax.writeBytes(pax(entry, list.length + length));
			record(pax, "GNU.sparse.major", "1");
			record(pax, "GNU.sparse.minor", "0");
			record(pax, "GNU.sparse.realsize", Long.toString(size));
			start(path, entry, list.length + length, pax.toByteArray());
			out.write(list);
			parcel.putBehind();
		}
	}

	private void start(MachinePath path, FileEntry entry, long size, byte[] pax) throws IOException {
		start(path, entry, size, pax, type(entry), entry.linkTarget() == null ? "" : entry.linkTarget().raw());
	}

	private void start(MachinePath path, FileEntry entry, long size, byte[] pax, char type, String target)
			throws IOException {
		String name = path.isRoot() ? "./" : path.raw().substring(1) + (entry.isDirectory() ? "/" : "");
		member("pax", 'x', pax);
		longName('L', name);
		longName('K', target);
		out.write(header(name, target, type, entry, size));
	}

	/** @return the parts that hold data, in whole blocks but for the end; only these are in the archive */
	private List<Extent> copyData(long size, InputStream content) throws IOException {
		List<Extent> extents = new ArrayList<>();
		long position = 0;
		while (position < size) {
			int count = content.readNBytes(buffer, 0, (int) Math.min(buffer.length, size - position));
			if (count == 0) {
				throw new EOFException("the contents end too early");
			}
			long start = position;
			Holes.find(buffer, count, (from, to, hole) -> {
				if (!hole) {
					out.write(buffer, from, to - from);
					add(extents, start + from, to - from);
				}
			});
			position += count;
		}
		return extents;
	}

	private static void add(List<Extent> extents, long position, long length) {
		Extent last = extents.isEmpty() ? null : extents.get(extents.size() - 1);
		if (last != null && last.logical() + last.length() == position) {
			extents.set(extents.size() - 1, new Extent(last.logical(), 0, last.length() + length));
		} else {
			extents.add(new Extent(position, 0, length));
		}
	}

	/** How many parts there are, then where each starts and how long it is; a hole at the end is a part without length. */
	private static byte[] list(List<Extent> extents, long size) {
		List<Extent> parts = new ArrayList<>(extents);
		Extent last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
		if (last == null || last.logical() + last.length() < size) {
			parts.add(new Extent(size, 0, 0));
		}
		StringBuilder list = new StringBuilder().append(parts.size()).append('\n');
		parts.forEach(part -> list.append(part.logical()).append('\n').append(part.length()).append('\n'));
		byte[] bytes = list.toString().getBytes(StandardCharsets.US_ASCII);
		return Arrays.copyOf(bytes, (bytes.length + BLOCK - 1) / BLOCK * BLOCK);
	}

	/** Adds another name of a file that is there once all members before this one are unpacked. */
	void link(MachinePath path, FileEntry entry, MachinePath target) throws IOException {
		start(path, entry, 0, pax(entry, 0), '1', target.raw().substring(1));
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
