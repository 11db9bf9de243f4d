/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** On which file systems this computer's files are, from {@code /proc/self/mountinfo} (proc_pid_mountinfo(5)). */
final class LocalMounts {

	/** File systems of this computer that keep st_ctime as the kernel sets it. FAT, exFAT and NTFS have none. */
	private static final Set<String> TRUSTED = Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "jfs", "zfs",
			"reiserfs", "bcachefs", "tmpfs", "overlay");

	private final Map<Path, String> types = new HashMap<>();

	LocalMounts(Path mountinfo) throws IOException {
		for (String line : Files.readAllLines(mountinfo, StandardCharsets.ISO_8859_1)) {
			String[] fields = line.split(" ");
			int separator = List.of(fields).indexOf("-");
			if (separator > 4 && separator + 1 < fields.length) {
				types.put(Path.of(unescape(fields[4])), fields[separator + 1]);
			}
		}
	}

	/** @param files real paths */
	boolean keepChangeTimes(List<Path> files) {
		return files.stream().allMatch(file -> TRUSTED.contains(type(file)));
	}

	private String type(Path file) {
		for (Path folder = file; folder != null; folder = folder.getParent()) {
			String type = types.get(folder);
			if (type != null) {
				return type;
			}
		}
		return "";
	}

	private static String unescape(String path) {
		java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
		for (int i = 0; i < path.length(); i++) {
			if (path.charAt(i) == '\\' && i + 4 <= path.length()) {
				bytes.write(Integer.parseInt(path, i + 1, i + 4, 8));
				i += 3;
			} else {
				bytes.write(path.charAt(i));
			}
		}
		return bytes.toString(java.nio.charset.Charset
				.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name())));
	}
}
