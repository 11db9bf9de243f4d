/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.util.List;
import java.util.Optional;

/**
 * Why no system is found on an image, for people.
 *
 * @param what   what there is instead
 * @param remedy what to do
 */
record Obstacle(String what, String remedy) {

	private static final Obstacle NO_SYSTEM = new Obstacle("There is no operating system on the image",
			"Choose the disk image of an installed system. An image that used to work may be truncated or damaged.");

	/**
	 * A part of an image.
	 *
	 * @param type    what blkid(8) calls it
	 * @param parts   of how many disks it is one, by itself; 0 where that is not known
	 * @param missing how many of them are not there; 0 where that is not known
	 */
	record Part(String type, int parts, int missing) {

		private boolean isRaid() {
			return type.endsWith("_raid_member");
		}
	}

	/** @return whether there is something that explains it */
	boolean isKnown() {
		return this != NO_SYSTEM;
	}

	/**
	 * @param parts     what there is on the disk, and in its volumes
	 * @param assembled whether a RAID could be put together of it
	 */
	static Obstacle of(List<Part> parts, boolean assembled) {
		if (has(parts, "crypto_LUKS")) {
			return encrypted("The image is encrypted");
		}
		if (has(parts, "BitLocker")) {
			return encrypted("The image is encrypted (BitLocker)");
		}
		Optional<Part> raid = parts.stream().filter(Part::isRaid).findFirst();
		if (raid.isPresent() && !assembled) {
			return oneOf(raid.get(), "a RAID");
		}
		Optional<Part> volumes = parts.stream().filter(part -> part.type().equals("LVM2_member") && part.missing() > 0)
				.findFirst();
		if (volumes.isPresent()) {
			return oneOf(volumes.get(), "a volume group");
		}
		Optional<Part> btrfs = parts.stream().filter(part -> part.type().equals("btrfs") && part.parts() > 1)
				.findFirst();
		if (btrfs.isPresent()) {
			return oneOf(btrfs.get(), "a btrfs file system");
		}
		if (has(parts, "bcache")) {
			return oneOf(new Part("bcache", 2, 1), "a cached device (bcache)");
		}
		if (has(parts, "zfs_member")) {
			return new Obstacle("There is a ZFS pool on the image, which can't be read",
					"Compare a copy of the system on another file system.");
		}
		return NO_SYSTEM;
	}

	private static boolean has(List<Part> parts, String type) {
		return parts.stream().anyMatch(part -> part.type().equals(type));
	}

	private static Obstacle encrypted(String what) {
		return new Obstacle(what, "Compare a copy that is not encrypted: Likeness does not ask for passphrases yet.");
	}

	private static Obstacle oneOf(Part part, String whole) {
		return new Obstacle("The image is one disk of " + (part.parts() > 1 ? part.parts() : "several") + ": a part of "
				+ whole, "Likeness reads one image by itself. Compare a copy of the whole system on one disk.");
	}
}
