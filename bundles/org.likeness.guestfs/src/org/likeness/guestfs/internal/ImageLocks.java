/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who writes to images, from {@code /proc/locks} (proc_locks(5)). QEMU marks what it does with a file by locks on single
 * bytes of it: byte 100 + 1 stands for writing (RAW_LOCK_PERM_BASE and BLK_PERM_WRITE in QEMU's block/file-posix.c).
 */
public final class ImageLocks {

	private static final long WRITING = 101;

	/** 200 + 1: whoever holds this one relies on it that nobody else writes. */
	private static final long NOBODY_WRITES = 201;

	private final List<String> lines;

	public ImageLocks(Path locks) throws IOException {
		this.lines = Files.readAllLines(locks);
	}

	/** Inode numbers alone are compared: btrfs shows other device numbers here. Once too often does no harm. */
	boolean isWritten(List<Path> files) throws IOException {
		return isLocked(files, WRITING, "");
	}

	/** @return whether another process uses these files so that they must not be written to */
	public boolean isUsed(List<Path> files) throws IOException {
		return isLocked(files, NOBODY_WRITES, Long.toString(ProcessHandle.current().pid()));
	}

	private boolean isLocked(List<Path> files, long place, String except) throws IOException {
		Set<String> inodes = new HashSet<>();
		for (Path file : files) {
			inodes.add(Files.getAttribute(file, "unix:ino").toString());
		}
		return lines.stream().anyMatch(line -> isLock(line, inodes, place, except));
	}

	/** {@code 5: OFDLCK ADVISORY  READ -1 fe:00:1835010 100 101}; a waiting lock has an arrow before its kind. */
	private static boolean isLock(String line, Set<String> inodes, long place, String except) {
		String[] fields = line.strip().split("\\s+");
		if (fields.length != 8 || !inodes.contains(fields[5].substring(fields[5].lastIndexOf(':') + 1))
				|| fields[4].equals(except)) {
			return false;
		}
		if (!fields[1].equals("OFDLCK") && !fields[1].equals("POSIX")) {
			return fields[3].equals("WRITE");
		}
		try {
			long start = Long.parseLong(fields[6]);
			long end = fields[7].equals("EOF") ? Long.MAX_VALUE : Long.parseLong(fields[7]);
			return start <= place && place <= end;
		} catch (NumberFormatException e) {
			return true;
		}
	}
}
