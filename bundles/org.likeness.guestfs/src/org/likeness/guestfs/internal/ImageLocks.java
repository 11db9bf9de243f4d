/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who writes to images, from {@code /proc/locks} (proc_locks(5)). QEMU marks what it does with a file by locks on single
 * bytes of it: byte 100 + 1 stands for writing (RAW_LOCK_PERM_BASE and BLK_PERM_WRITE in QEMU's block/file-posix.c).
 */
public final class ImageLocks {

	private static final long WRITING = 101;

	/** 200 + 1: whoever holds this one relies on it that nobody else writes. */
	private static final long NOBODY_WRITES = 201;

	/** In numbers of devices: 20 bits of stat's st_dev are the minor number, 8 of them below the major one. */
	private static final int MINOR_LOW = 0xff;

	private final List<String> lines;
	private final LocalMounts mounts;

	ImageLocks(Path locks, LocalMounts mounts) throws IOException {
		this.lines = Files.readAllLines(locks);
		this.mounts = mounts;
	}

	/** @return the locks that there are now */
	public static ImageLocks now() throws IOException {
		return new ImageLocks(Path.of("/proc/locks"), LocalMounts.own());
	}

	boolean isWritten(List<Path> files) throws IOException {
		return isLocked(files, WRITING, "");
	}

	/** @return whether another process uses these files so that they must not be written to */
	public boolean isUsed(List<Path> files) throws IOException {
		return isLocked(files, NOBODY_WRITES, Long.toString(ProcessHandle.current().pid()));
	}

	private boolean isLocked(List<Path> files, long place, String except) throws IOException {
		Set<String> names = new HashSet<>();
		for (Path file : files) {
			names.addAll(names(file));
		}
		return lines.stream().anyMatch(line -> isLock(line, names, place, except));
	}

	/**
	 * What the kernel may call a file: the device of its file system, in hexadecimal digits, and its inode. Where the mount
	 * is not known any device will do: a lock too many does no harm.
	 */
	private Set<String> names(Path file) throws IOException {
		String inode = Files.getAttribute(file, "unix:ino").toString();
		Optional<String> mounted = mounts.device(file);
		if (mounted.isEmpty()) {
			return Set.of(inode);
		}
		String[] numbers = mounted.get().split(":");
		long device = (Long) Files.getAttribute(file, "unix:dev");
		Set<String> names = new HashSet<>();
		names.add(name(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), inode));
		names.add(name(device >> 8 & 0xfff, device & MINOR_LOW | device >> 12 & 0xfff00, inode)); // makedev(3)
		return names;
	}

	private static String name(long major, long minor, String inode) {
		return String.format("%02x:%02x:%s", major, minor, inode);
	}

	/** {@code 5: OFDLCK ADVISORY  READ -1 fe:00:1835010 100 101}; a waiting lock has an arrow before its kind. */
	private static boolean isLock(String line, Set<String> names, long place, String except) {
		String[] fields = line.strip().split("\\s+");
		if (fields.length != 8 || fields[4].equals(except) || !names.contains(fields[5])
				&& !names.contains(fields[5].substring(fields[5].lastIndexOf(':') + 1))) {
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
