/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** On which file systems this computer's files are, from {@code /proc/self/mountinfo} (proc_pid_mountinfo(5)). */
final class LocalMounts {

	/** File systems of this computer that keep st_ctime as the kernel sets it. FAT, exFAT and NTFS have none. */
	private static final Set<String> TRUSTED = Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "jfs", "zfs",
			"reiserfs", "bcachefs", "tmpfs", "overlay");

	private static final Path OWN = Path.of("/proc/self/mountinfo");

	/** A file system where it is mounted. */
	private record Mount(String device, String type) {
	}

	private final Map<Path, Mount> mounts = new HashMap<>();

	/** @return those of this process */
	static LocalMounts own() throws IOException {
		return new LocalMounts(OWN);
	}

	LocalMounts(Path mountinfo) throws IOException {
		for (String line : Files.readAllLines(mountinfo, StandardCharsets.ISO_8859_1)) {
			String[] fields = line.split(" ");
			int separator = List.of(fields).indexOf("-");
			if (separator > 4 && separator + 1 < fields.length) {
				mounts.put(Path.of(unescape(fields[4])), new Mount(fields[2], fields[separator + 1]));
			}
		}
	}

	/** @param files real paths */
	boolean keepChangeTimes(List<Path> files) {
		return files.stream().allMatch(file -> TRUSTED.contains(type(file)));
	}

	private String type(Path file) {
		return mount(file).map(Mount::type).orElse("");
	}

	/**
	 * @param file a real path
	 * @return the number of the file system's device, "8:1", as the kernel names it to all; stat(2) tells others for btrfs
	 *         and overlayfs. Empty if it is not known
	 */
	Optional<String> device(Path file) {
		return mount(file).map(Mount::device);
	}

	private Optional<Mount> mount(Path file) {
		for (Path folder = file; folder != null; folder = folder.getParent()) {
			if (mounts.containsKey(folder)) {
				return Optional.of(mounts.get(folder));
			}
		}
		return Optional.empty();
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
