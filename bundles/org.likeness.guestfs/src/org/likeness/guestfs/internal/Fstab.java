/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a guest's {@code fstab(5)}: which of the image's partitions is mounted where. */
final class Fstab {

	/** What has no partition of a disk behind it. */
	private static final Set<String> PSEUDO = Set.of("proc", "sysfs", "tmpfs", "devtmpfs", "devpts", "swap", "none",
			"nfs", "nfs4", "cifs", "sshfs", "fuse.sshfs", "9p", "virtiofs", "vboxsf", "overlay", "iso9660", "udf",
			"udf,iso9660", "debugfs", "cgroup", "cgroup2", "efivarfs", "binfmt_misc", "hugetlbfs", "mqueue");

	/** The first disk, by the names that Linux gives it on the usual buses. */
	private static final Pattern FIRST_DISK = Pattern
			.compile("/dev/(?:[shv]d|xvd)a(\\d+)|/dev/(?:nvme0n1|mmcblk0)p(\\d+)");

	/**
	 * A file system of the image.
	 *
	 * @param device as the appliance names it
	 * @param tags   as blkid names them: UUID, LABEL, PARTUUID, PARTLABEL, TYPE
	 */
	record FileSystem(String device, Map<String, String> tags) {

		String type() {
			return tags.getOrDefault("TYPE", "");
		}
	}

	private Fstab() {
	}

	/**
	 * @param root the file system that holds the fstab
	 * @param all  all file systems of the image
	 * @return the devices by mount point; empty if the fstab names what is not surely one of {@code all}
	 */
	static Optional<Map<String, String>> mounts(String fstab, FileSystem root, List<FileSystem> all) {
		Map<String, String> mounts = new HashMap<>();
		mounts.put("/", root.device());
		for (String line : fstab.split("\n")) {
			String[] fields = line.strip().split("[ \t]+");
			if (line.strip().startsWith("#") || fields.length < 3 || !fields[1].startsWith("/")
					|| PSEUDO.contains(fields[2]) || isRemovableOrBind(fields)) {
				continue;
			}
			Optional<FileSystem> found = find(fields[0], all);
			if (found.isEmpty() || fields[1].contains("\\") || fields[1].contains("..")) {
				return Optional.empty();
			}
			String point = fields[1].length() > 1 ? fields[1].replaceAll("/+$", "") : fields[1];
			if (point.equals("/") && !found.get().device().equals(root.device())) {
				return Optional.empty();
			}
			if (!found.get().type().equals("swap")) {
				mounts.put(point, found.get().device());
			}
		}
		return Optional.of(mounts);
	}

	private static boolean isRemovableOrBind(String[] fields) {
		List<String> options = fields.length > 3 ? List.of(fields[3].split(",")) : List.of();
		return options.contains("bind") || options.contains("rbind") || options.contains("_netdev")
				|| fields[0].startsWith("/dev/cdrom") || fields[0].startsWith("/dev/sr")
				|| fields[0].startsWith("/dev/fd");
	}

	private static Optional<FileSystem> find(String specification, List<FileSystem> all) {
		String spec = specification.replace("\"", "");
		for (String tag : List.of("UUID", "LABEL", "PARTUUID", "PARTLABEL")) {
			String link = "/dev/disk/by-" + tag.toLowerCase(java.util.Locale.ROOT) + "/";
			if (spec.startsWith(tag + "=")) {
				return tagged(tag, spec.substring(tag.length() + 1), all);
			}
			if (spec.startsWith(link)) {
				return tagged(tag, spec.substring(link.length()), all);
			}
		}
		Matcher disk = FIRST_DISK.matcher(spec);
		if (disk.matches()) {
			String number = disk.group(1) == null ? disk.group(2) : disk.group(1);
			return all.stream().filter(fileSystem -> fileSystem.device().equals(ImageAppliance.DEVICE + number))
					.findFirst();
		}
		return Optional.empty();
	}

	/** Only one that is alone in having the tag is surely meant. */
	private static Optional<FileSystem> tagged(String tag, String value, List<FileSystem> all) {
		List<FileSystem> found = all.stream().filter(fileSystem -> value.equalsIgnoreCase(fileSystem.tags().get(tag)))
				.toList();
		return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
	}
}
