/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.guestfs.internal.Fstab.FileSystem;

/** An fstab is followed where it is plain, and left to libguestfs where it is not. */
class FstabTest {

	private static final FileSystem ROOT = fileSystem("/dev/sda1", "ext4", "UUID", "aa-11");
	private static final FileSystem HOME = fileSystem("/dev/sda2", "ext4", "LABEL", "home");
	private static final FileSystem EFI = fileSystem("/dev/sda3", "vfat", "UUID", "ABCD-1234");

	@Test
	void findsByTagAndByDevice() {
		assertEquals(Optional.of(Map.of("/", "/dev/sda1", "/home", "/dev/sda2", "/boot/efi", "/dev/sda3")), mounts("""
				# a comment
				UUID=aa-11 / ext4 errors=remount-ro 0 1
				LABEL=home\t/home/ ext4 defaults 0 2
				/dev/disk/by-uuid/abcd-1234 /boot/efi vfat umask=0077 0 1
				proc /proc proc defaults 0 0
				/dev/sr0 /media/cdrom0 udf,iso9660 user,noauto 0 0
				UUID=gone none swap sw 0 0
				server:/x /mnt nfs defaults 0 0
				"""));
		assertEquals(Optional.of(Map.of("/", "/dev/sda1", "/home", "/dev/sda2")),
				mounts("/dev/vda1 / ext4\n/dev/nvme0n1p2 /home ext4"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "UUID=gone /home ext4 defaults 0 2", "/dev/mapper/vg-home /home ext4 defaults 0 2",
			"/dev/sdb1 /home ext4 defaults 0 2", "LABEL=home / ext4 defaults 0 1",
			"LABEL=home /a\\040b ext4 defaults 0 1", "LABEL=home /../x ext4 defaults 0 1" })
	void leavesTheRestToLibguestfs(String line) {
		assertEquals(Optional.empty(), mounts(line));
	}

	@Test
	void doesNotGuessBetweenTwo() {
		FileSystem twin = fileSystem("/dev/sda4", "ext4", "LABEL", "home");
		assertEquals(Optional.empty(),
				Fstab.mounts("LABEL=home /home ext4 defaults 0 2", ROOT, List.of(ROOT, HOME, twin)));
	}

	@Test
	void worksWithoutAnyLine() {
		assertEquals(Optional.of(Map.of("/", "/dev/sda1")), mounts(""));
	}

	private static Optional<Map<String, String>> mounts(String fstab) {
		return Fstab.mounts(fstab, ROOT, List.of(ROOT, HOME, EFI));
	}

	private static FileSystem fileSystem(String device, String type, String tag, String value) {
		return new FileSystem(device, Map.of("TYPE", type, tag, value));
	}
}
