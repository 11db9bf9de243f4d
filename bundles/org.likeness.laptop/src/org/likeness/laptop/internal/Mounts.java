/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.likeness.core.MachinePath;
import org.likeness.core.Name;

/**
 * The mount points that a walk must not touch: remote file systems, where a look alone can hang, and those that only
 * show the state of the kernel. Read from {@code /proc/self/mountinfo} (see proc(5)), so that nothing is touched to
 * find out.
 */
public final class Mounts {

	private static final Set<String> REMOTE = Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda",
			"9p",
			"ceph", "glusterfs", "lustre", "beegfs", "orangefs", "gpfs", "autofs");
	private static final Set<String> PSEUDO = Set.of("proc", "sysfs", "devtmpfs", "devpts", "cgroup", "cgroup2",
			"pstore",
			"bpf", "tracefs", "debugfs", "securityfs", "configfs", "efivarfs", "mqueue", "hugetlbfs", "fusectl",
			"binfmt_misc", "nsfs", "rpc_pipefs", "selinuxfs", "binder");
	/** File systems in user space that keep their data on a disk of this computer; all others may be remote. */
	private static final Set<String> LOCAL_FUSE = Set.of("fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuse.mergerfs",
			"fuse.bindfs", "fuse.fuse-overlayfs", "fuse.ntfs-3g", "fuse.exfat");

	/** Reasons by the name of the mount point, by the folder that holds it. */
	private final Map<Name, Map<Name, String>> skipped;

	private Mounts(Map<Name, Map<Name, String>> skipped) {
		this.skipped = skipped;
	}

	/** @return those of this process; none if the kernel does not say */
	public static Mounts current() {
		try {
			return parse(new String(Files.readAllBytes(Path.of("/proc/self/mountinfo")), StandardCharsets.ISO_8859_1));
		} catch (IOException e) {
			return parse("");
		}
	}

	/** @param mountinfo the text of {@code /proc/self/mountinfo}, a character for each byte */
	public static Mounts parse(String mountinfo) {
		Map<Name, Map<Name, String>> skipped = new HashMap<>();
		mountinfo.lines().forEach(line -> {
			String[] fields = line.split(" ");
			int separator = 6;
			while (separator < fields.length && !fields[separator].equals("-")) {
				separator++;
			}
			if (separator + 1 < fields.length && fields[4].startsWith("/") && fields[4].length() > 1) {
				MachinePath point = MachinePath.of(unescape(fields[4]));
				String reason = reason(fields[separator + 1]);
				Map<Name, String> siblings = skipped.computeIfAbsent(point.parent().asName(),
						folder -> new HashMap<>());
				// A later line is a later mount, which hides what was mounted there before.
				if (reason == null) {
					siblings.remove(point.name());
				} else {
					siblings.put(point.name(), reason);
				}
			}
		});
		return new Mounts(skipped);
	}

	private static String reason(String type) {
		boolean foreignFuse = (type.equals("fuse") || type.startsWith("fuse.")) && !LOCAL_FUSE.contains(type);
		if (REMOTE.contains(type) || foreignFuse) {
			return "remote file system (" + type + "), not entered";
		}
		return PSEUDO.contains(type) ? "pseudo file system (" + type + "), not entered" : null;
	}

	/** Space, tab, line feed and backslash are written as octal numbers. */
	private static Name unescape(String field) {
		byte[] bytes = new byte[field.length()];
		int length = 0;
		for (int i = 0; i < field.length(); i++) {
			boolean octal = field.charAt(i) == '\\' && i + 3 < field.length();
			bytes[length++] = (byte) (octal ? Integer.parseInt(field, i + 1, i + 4, 8) : field.charAt(i));
			i += octal ? 3 : 0;
		}
		return Name.ofBytes(Arrays.copyOf(bytes, length));
	}

	/** @return the same, but for a mount point that may be touched: somebody has asked for it */
	public Mounts entering(Path mountPoint) {
		Map<Name, Map<Name, String>> others = new HashMap<>(skipped);
		Map<Name, String> siblings = new HashMap<>(skippedIn(mountPoint.getParent()));
		siblings.remove(NativeNames.name(mountPoint.getFileName()));
		others.put(NativeNames.name(mountPoint.getParent()), siblings);
		return new Mounts(others);
	}

	/**
	 * @param folder a real path of the laptop, without symlinks
	 * @return the names in that folder that are not to be touched, with the reason
	 */
	public Map<Name, String> skippedIn(Path folder) {
		return skipped.isEmpty() ? Map.of() : skipped.getOrDefault(NativeNames.name(folder), Map.of());
	}
}
