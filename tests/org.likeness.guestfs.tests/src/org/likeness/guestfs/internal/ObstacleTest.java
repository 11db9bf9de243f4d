/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.likeness.guestfs.internal.Obstacle.Part;

/** What is said of an image on which there is no system. */
class ObstacleTest {

	private static String what(boolean assembled, Part... parts) {
		return Obstacle.of(Stream.of(parts).toList(), assembled).what();
	}

	@Test
	void aDiskOfSeveralIsCalledSo() {
		assertEquals("The image is one disk of 2: a part of a RAID", what(false, new Part("linux_raid_member", 2, 0)));
		assertEquals("The image is one disk of several: a part of a RAID",
				what(false, new Part("isw_raid_member", 0, 0)));
		assertEquals("The image is one disk of 3: a part of a volume group",
				what(false, new Part("LVM2_member", 3, 2)));
		assertEquals("The image is one disk of 2: a part of a btrfs file system", what(false, new Part("btrfs", 2, 0)));
		assertEquals("The image is one disk of 2: a part of a cached device (bcache)",
				what(false, new Part("bcache", 0, 0)));
	}

	@Test
	void whatIsEncryptedIsCalledSoWhereverItLies() {
		assertEquals("The image is encrypted",
				what(false, new Part("LVM2_member", 1, 0), new Part("crypto_LUKS", 0, 0)));
		assertEquals("The image is encrypted (BitLocker)", what(false, new Part("BitLocker", 0, 0)));
	}

	@Test
	void theRestIsWithoutASystem() {
		String none = "There is no operating system on the image";
		assertEquals(none, what(false));
		assertEquals(none, what(false, new Part("ext4", 0, 0), new Part("btrfs", 1, 0)));
		assertEquals(none, what(true, new Part("linux_raid_member", 1, 0), new Part("ext4", 0, 0)));
		assertEquals(none, what(false, new Part("LVM2_member", 1, 0)));
		assertEquals(List.of("There is a ZFS pool on the image, which can't be read"),
				List.of(what(false, new Part("zfs_member", 0, 0))));
	}
}
