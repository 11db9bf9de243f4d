/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.MachineException;
import org.likeness.guestfs.ImageMachine;

/** Images that hold a part of a system, or one that is locked away: their own tools have made them. */
class PartsOfSystemsTest {

	@TempDir
	Path folder;

	@Test
	void anImageThatIsNoSystemByItselfIsCalledWhatItIs() throws Exception {
		new Shell(folder).run("""
				for disk in raid raid2 volumes volumes2 btrfs btrfs2 locked; do truncate -s 256M $disk.img; done
				LIBGUESTFS_BACKEND_SETTINGS=$1 guestfish -a raid.img -a raid2.img -a volumes.img -a volumes2.img \\
				-a btrfs.img -a btrfs2.img -a locked.img >&2 <<-'END'
				run
				md-create probe "/dev/sda /dev/sdb" level:raid1
				vgcreate parts "/dev/sdc /dev/sdd"
				lvcreate all parts 400
				mkfs ext4 /dev/parts/all
				mkfs-btrfs "/dev/sde /dev/sdf"
				vgcreate one /dev/sdg
				lvcreate locked one 200
				debug sh "echo secret | cryptsetup luksFormat -q --type luks1 --iter-time 10 /dev/one/locked -"
				END
				""", DriftedClone.backendSettings());
		Map<String, String> said = new TreeMap<>();
		for (String name : new String[] { "raid", "volumes", "btrfs", "locked" }) {
			Path image = folder.resolve(name + ".img");
			try (ImageMachine machine = new ImageMachine(image, "")) {
				MachineException refusal = assertThrows(MachineException.class,
						() -> machine.describe(new NullProgressMonitor()), name);
				said.put(name, refusal.what());
			}
		}
		assertEquals(Map.of("raid", "The image is one disk of 2: a part of a RAID", "volumes",
				"The image is one disk of 2: a part of a volume group", "btrfs",
				"The image is one disk of 2: a part of a btrfs file system", "locked", "The image is encrypted"), said);
	}
}
