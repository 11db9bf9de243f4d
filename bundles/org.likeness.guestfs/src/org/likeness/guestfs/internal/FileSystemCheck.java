/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.CheckedFileSystem;
import org.likeness.core.MachineException;
import org.likeness.core.Name;

/**
 * Lets the tools of the file systems on an image look at them. A journal that was not played back, after a machine that
 * was not shut down, is no damage: it is played back in the appliance's own copy, of which nothing reaches the image.
 * So what the appliance sees afterwards is not what is on the disk: it is of no more use.
 */
public final class FileSystemCheck {

	/**
	 * Prints of each file system its device, type, what was found, and what the tool said. Devices are named as by
	 * libguestfs: the image is its first disk.
	 */
	private static final String SCRIPT = """
			udevadm settle
			disk=$(readlink -f $d)
			mkdir $t/m
			run() {
			package=$1; shift
			if command -v $1 > /dev/null; then
			if "$@" > $t/said 2>&1; then state=whole; else state=damaged; fi
			else echo "$1 would check it: install the package $package on the laptop" > $t/said; state=unchecked
			fi
			}
			for r in $(ls -d $disk $disk[0-9]* /dev/mapper/* /dev/md[0-9]* 2> /dev/null); do
			[ -b $r ] || continue
			type=$(blkid -c /dev/null -p -s TYPE -o value $r 2> /dev/null)
			case $type in
			''|swap|swsuspend|*_member|bcache) continue;;
			ext[234]) e2fsck -y -E journal_only $r > /dev/null 2>&1; run e2fsprogs e2fsck -f -n $r;;
			xfs) { mount -t xfs -o nouuid $r $t/m && umount $t/m; } > /dev/null 2>&1; run libguestfs-xfs xfs_repair -n $r;;
			btrfs) run btrfs-progs btrfs check --readonly $r;;
			vfat) run dosfstools fsck.fat -n $r;;
			exfat) run exfatprogs fsck.exfat -n $r;;
			ntfs) run ntfs-3g ntfsfix -n $r;;
			jfs) run libguestfs-jfs fsck.jfs -n $r;;
			crypto_LUKS|BitLocker) echo "it is encrypted" > $t/said; state=unchecked;;
			*) echo "Likeness knows no tool for it" > $t/said; state=unchecked;;
			esac
			case $r in $disk*) name=/dev/sda${r#$disk};; *) name=$r;; esac
			printf '%s\\0%s\\0%s\\0' "$name" "$type" $state
			if [ $state != whole ]; then head -c 65536 $t/said | tr '\\000' ' '; fi
			printf '\\0'
			done""";

	/** How far a tool has come, and what it is. */
	private static final Pattern COURSE = Pattern.compile(
			"(e2fsck|fsck\\.fat|Pass|Phase|Opening|Checking|UUID|\\[|\\s+- ).*|.*: \\d+/\\d+ files .*");

	private static final int MOST_LINES = 3;

	private final ImageAppliance appliance;

	/** @param appliance of an image that is only read */
	public FileSystemCheck(ImageAppliance appliance) {
		this.appliance = appliance;
	}

	/**
	 * @return all file systems, in the order of their devices
	 * @throws MachineException if they can't be looked at; the image is as it was
	 */
	public List<CheckedFileSystem> call(IProgressMonitor monitor) throws MachineException {
		appliance.call(monitor, guestfs -> {
			guestfs.umount_all();
			return null;
		});
		return appliance.ask(new Mailbox.Request(), SCRIPT, (answer, length) -> read(answer), monitor);
	}

	private static List<CheckedFileSystem> read(InputStream answer) throws IOException {
		List<CheckedFileSystem> checked = new ArrayList<>();
		FieldReader fields = new FieldReader(answer);
		for (String device = fields.next(); device != null; device = fields.next()) {
			String type = fields.need();
			CheckedFileSystem.State state = CheckedFileSystem.State.valueOf(fields.need().toUpperCase(Locale.ROOT));
			checked.add(new CheckedFileSystem(device, type, state, summary(fields.need())));
		}
		return checked;
	}

	/** @return the first lines that tell something of the file system, in one */
	private static String summary(String said) {
		return said.lines().filter(line -> !line.isBlank() && !COURSE.matcher(line).matches())
				.limit(MOST_LINES).map(line -> Name.of(line.strip()).toString()).collect(Collectors.joining("; "));
	}
}
