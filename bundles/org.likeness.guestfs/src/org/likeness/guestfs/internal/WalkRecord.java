/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;

import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;

/**
 * One entry as find prints it, in fields that end with NUL, because names and link targets may hold any other byte.
 *
 * @param operand  the starting point that find was given, one character for each byte
 * @param relative the path from there; empty for the starting point itself
 * @param file     device and inode of a file with more than one name; else {@code null}
 */
record WalkRecord(String operand, String relative, FileType type, int mode, int uid, int gid, long size,
		long mtimeNanos, String linkTarget, String file) {

	/** For find's -printf; %y comes first and is never empty, so that an empty field can end a list. */
	static final String FORMAT = "%y\\0%m\\0%U\\0%G\\0%s\\0%T@\\0%n:%D:%i\\0%l\\0%H\\0%P\\0";

	private static final int NANO_DIGITS = 9;

	/** @return the record that starts with the field {@code type}; {@code null} if find could not tell its type */
	static WalkRecord read(String type, FieldReader fields) throws IOException {
		try {
			int mode = Integer.parseInt(fields.need(), 8);
			int uid = Integer.parseUnsignedInt(fields.need());
			int gid = Integer.parseUnsignedInt(fields.need());
			long size = Long.parseLong(fields.need());
			long mtime = nanos(fields.need());
			String links = fields.need();
			String target = fields.need();
			String operand = fields.need();
			String relative = fields.need();
			FileType known = type(type);
			return known == null ? null
					: new WalkRecord(operand, relative, known, mode, uid, gid, known == FileType.FILE ? size : 0, mtime,
							known == FileType.SYMLINK ? target : null,
							known == FileType.FILE && !links.startsWith("1:") ? links : null);
		} catch (NumberFormatException e) {
			throw new IOException("not an entry of a walk", e);
		}
	}

	/** @return the entry, told below {@code root} */
	FileEntry entry(MachinePath root) {
		MachinePath path = relative.isEmpty() ? root : root.resolve(name(relative));
		return new FileEntry(path, type, mode, uid, gid, size, mtimeNanos,
				linkTarget == null ? null : name(linkTarget));
	}

	static Name name(String raw) {
		return Name.ofBytes(raw.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
	}

	private static FileType type(String letter) {
		switch (letter) {
		case "f":
			return FileType.FILE;
		case "d":
			return FileType.DIRECTORY;
		case "l":
			return FileType.SYMLINK;
		case "p":
			return FileType.FIFO;
		case "s":
			return FileType.SOCKET;
		case "c":
			return FileType.CHARACTER_DEVICE;
		case "b":
			return FileType.BLOCK_DEVICE;
		default:
			return null;
		}
	}

	/**
	 * find prints seconds and ten decimals, both as struct timespec has them: -1.5 s is -2.5, two seconds before and half
	 * a second on. A time that does not fit (the year 2262 is the last) becomes the last that does.
	 */
	private static long nanos(String time) {
		int point = time.indexOf('.');
		long seconds = Long.parseLong(point < 0 ? time : time.substring(0, point));
		String decimals = point < 0 ? "" : time.substring(point + 1);
		decimals = (decimals + "000000000").substring(0, NANO_DIGITS);
		try {
			long nanos = Math.multiplyExact(seconds, 1_000_000_000L);
			return Math.addExact(nanos, Long.parseLong(decimals));
		} catch (ArithmeticException e) {
			return seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
		}
	}
}
