/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.MachineException;

/** Looks for what there is on an image on which no system was found. libguestfs has put volumes together by then. */
final class ObstacleProbe {

	/**
	 * Prints of each device its name (the disk's is {@code disk}), its type, of how many devices it says that it is one,
	 * and how many of them are missing. The number of a btrfs file system's devices is in its superblock, 136 bytes in.
	 */
	private static final String SCRIPT = """
			udevadm settle
			disk=$(readlink -f $d)
			for r in $(ls -d $disk $disk[0-9]* /dev/mapper/* /dev/md[0-9]* 2> /dev/null); do
			[ -b $r ] || continue
			type=$(blkid -c /dev/null -p -s TYPE -o value $r 2> /dev/null)
			parts=0 missing=0
			case $type in
			'') continue;;
			linux_raid_member) parts=$(mdadm --examine --export $r 2> /dev/null | sed -n 's/^MD_DEVICES=//p');;
			LVM2_member) set -- $(lvm pvs --noheadings -o pv_count,vg_missing_pv_count $r 2> /dev/null)
			parts=$1 missing=$2;;
			btrfs) parts=$(od -An -tu8 -j65672 -N8 $r);;
			esac
			case $r in $disk*) name=disk;; *) name=$r;; esac
			printf '%s\\0%s\\0%s\\0%s\\0' $name $type "$parts" "$missing"
			done""";

	private final ImageAppliance appliance;

	ObstacleProbe(ImageAppliance appliance) {
		this.appliance = appliance;
	}

	/** @return why there is no system */
	Obstacle call(IProgressMonitor monitor) throws MachineException {
		return appliance.ask(new Mailbox.Request(), SCRIPT, (answer, length) -> read(answer), monitor);
	}

	private static Obstacle read(InputStream answer) throws IOException {
		List<Obstacle.Part> parts = new ArrayList<>();
		boolean assembled = false;
		FieldReader fields = new FieldReader(answer);
		for (String device = fields.next(); device != null; device = fields.next()) {
			assembled |= device.startsWith("/dev/md");
			parts.add(new Obstacle.Part(fields.need(), number(fields.need()), number(fields.need())));
		}
		return Obstacle.of(parts, assembled);
	}

	private static int number(String text) {
		return text.strip().matches("[0-9]{1,6}") ? Integer.parseInt(text.strip()) : 0;
	}
}
