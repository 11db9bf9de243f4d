/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.MachineException;

/**
 * Looks at an image's file systems in one script. libguestfs's own inspection is far more complete, and many times
 * slower; so this one answers only for the plain case: partitions (or a whole disk) with ext or XFS file systems, just
 * one of them a Linux root, and an fstab that names nothing else. For all others it says that it does not know.
 */
final class LayoutProbe {

	/** What a plain image may hold beside its root. */
	private static final Set<String> PLAIN = Set.of("ext2", "ext3", "ext4", "xfs", "swap", "vfat");

	/** EXT4_FEATURE_INCOMPAT_RECOVER. */
	private static final long NEEDS_RECOVERY = 4;
	private static final long SECTOR = 512;

	/** blkid's word for a swap area that holds the memory of a system that sleeps. */
	private static final String SUSPENDED = "swsuspend";

	/**
	 * What there is.
	 *
	 * @param plain     the layout, if it is a plain one
	 * @param suspended whether a system sleeps there, and expects its file systems as it knows them
	 * @param starts    where ext file systems start on the disk, in bytes, by device; of those that had no journal to
	 *                  replay, so that what the appliance sees is what is on the disk
	 */
	record Finding(Optional<SystemLayout> plain, boolean suspended, Map<String, Long> starts) {
	}

	/**
	 * Prints tags and NUL; for each mountable file system its device, its superblock's s_feature_incompat with the first
	 * sector (0 for a whole disk), type and name of what is in its root folder, an empty field, and its fstab. Devices
	 * are named as by libguestfs: the image is its first disk, although the kernel may have found the mailbox first.
	 */
	private static final String SCRIPT = """
			udevadm settle
			disk=$(readlink -f $d)
			set -- $disk[0-9]*
			[ -b $1 ] || set --
			blkid -c /dev/null -o export $disk "$@" | sed "s,^DEVNAME=$disk,DEVNAME=/dev/sda," > $t/tags
			tr '\\000' ' ' < $t/tags; printf '\\0'
			mkdir $t/m
			while read -r line; do
			case $line in
			DEVNAME=*) d=${line#DEVNAME=}; continue;;
			TYPE=ext[234]|TYPE=xfs) ;;
			*) continue;;
			esac
			r=$disk${d#/dev/sda}
			printf '%s\\0' $d
			start=0
			[ ! -f /sys/class/block/${r#/dev/}/start ] || read -r start < /sys/class/block/${r#/dev/}/start
			printf '%s %s\\0' $(od -An -tx4 -j1120 -N4 $r) $start
			if mount -o ro $r $t/m 2>/dev/null; then
			find $t/m -mindepth 1 -maxdepth 1 -name '[a-z]*' -printf '%y%f\\0'
			e=$t/m/etc
			if [ -d $e ] && [ ! -L $e ]; then
			for f in fstab hosts; do if [ -f $e/$f ] && [ ! -L $e/$f ]; then printf 'E%s\\0' $f; fi; done
			fi
			printf '\\0'
			if [ -f $e/fstab ] && [ ! -L $e ] && [ ! -L $e/fstab ]; then head -c 65536 $e/fstab | tr '\\000' ' '; fi
			umount $t/m
			else printf '!\\0\\0'
			fi
			printf '\\0'
			done < $t/tags""";

	private final ImageAppliance appliance;
	private final List<Fstab.FileSystem> all = new ArrayList<>();
	private final List<Fstab.FileSystem> roots = new ArrayList<>();
	private final Map<String, String> fstabs = new HashMap<>();
	private final Map<String, Long> starts = new HashMap<>();
	private boolean damaged;

	LayoutProbe(ImageAppliance appliance) {
		this.appliance = appliance;
	}

	Finding call(IProgressMonitor monitor) throws MachineException {
		appliance.ask(new Mailbox.Request(), SCRIPT, this::read, monitor);
		boolean suspended = all.stream().anyMatch(fileSystem -> fileSystem.type().equals(SUSPENDED));
		boolean plain = !damaged && roots.size() == 1 && all.stream()
				.allMatch(fileSystem -> PLAIN.contains(fileSystem.type()) || isEmpty(fileSystem));
		if (!plain) {
			return new Finding(Optional.empty(), suspended, starts);
		}
		Fstab.FileSystem root = roots.get(0);
		return new Finding(Fstab.mounts(fstabs.get(root.device()), root, all)
				.map(mounts -> new SystemLayout(root.device(), mounts)), suspended, starts);
	}

	/** The disk itself, an extended partition, a BIOS boot partition. */
	private static boolean isEmpty(Fstab.FileSystem fileSystem) {
		return fileSystem.type().isEmpty();
	}

	private Void read(InputStream answer, long length) throws IOException {
		FieldReader fields = new FieldReader(answer);
		readTags(fields.need());
		for (String device = fields.next(); device != null; device = fields.next()) {
			addStart(device, fields.need());
			Set<String> names = new HashSet<>();
			for (String name = fields.need(); !name.isEmpty(); name = fields.need()) {
				names.add(name);
			}
			damaged |= names.contains("!");
			fstabs.put(device, fields.need());
			if (isRoot(names)) {
				String root = device;
				all.stream().filter(fileSystem -> fileSystem.device().equals(root)).forEach(roots::add);
			}
		}
		return null;
	}

	/** Of other file systems the number stands for nothing, and is not looked at. */
	private void addStart(String device, String superblock) throws IOException {
		String[] parts = superblock.split(" ");
		boolean ext = all.stream()
				.anyMatch(fileSystem -> fileSystem.device().equals(device) && fileSystem.type().startsWith("ext"));
		try {
			if (ext && (Long.parseLong(parts[0], 16) & NEEDS_RECOVERY) == 0) {
				starts.put(device, Math.multiplyExact(Long.parseLong(parts[1]), SECTOR));
			}
		} catch (ArithmeticException | ArrayIndexOutOfBoundsException | NumberFormatException e) {
			throw new IOException("not a superblock: " + superblock, e);
		}
	}

	private void readTags(String text) {
		for (String block : text.split("\n\n+")) {
			Map<String, String> tags = new HashMap<>();
			for (String line : block.split("\n")) {
				int equals = line.indexOf('=');
				if (equals > 0) {
					tags.put(line.substring(0, equals), line.substring(equals + 1).replaceAll("\\\\(.)", "$1"));
				}
			}
			if (tags.containsKey("DEVNAME")) {
				all.add(new Fstab.FileSystem(tags.get("DEVNAME"), tags));
			}
		}
	}

	/** As libguestfs: /etc is a folder, /bin is one or a symlink, and there is /etc/fstab or /etc/hosts. */
	private static boolean isRoot(Set<String> names) {
		return names.contains("detc") && (names.contains("dbin") || names.contains("lbin"))
				&& (names.contains("Efstab") || names.contains("Ehosts"));
	}
}
