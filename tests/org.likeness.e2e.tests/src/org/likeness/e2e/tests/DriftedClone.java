/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import java.io.IOException;
import java.nio.file.Path;

import org.likeness.core.MachineException;
import org.likeness.guestfs.internal.Acceleration;

/**
 * A laptop's tree, in {@code laptop} of a folder, and a guest of it that has gone its own way: an overlay on the starter
 * guest. The guest's home and package files are also in {@code guest}, for other tools to look at.
 *
 * @param product what is run
 * @param shell   runs in the folder
 * @param image   the guest
 */
record DriftedClone(Product product, Shell shell, Path image) {

	/** A package of Debian's that can't be installed in the clone: its program is another package's there. */
	static final String OBSTRUCTED = "tree";

	/** Makes the trees, and all that is done to the guest and read from it by other tools: in one run of guestfish. */
	static DriftedClone make(Path folder) throws IOException, InterruptedException, MachineException {
		Product product = Product.make(folder.resolve("product"));
		Shell shell = new Shell(folder);
		Path image = StarterGuest.get().overlay(folder);
		shell.run(DriftedHomes.SCRIPT);
		shell.run("""
				tar -C clone-home --xattrs --acls --owner=1000 --group=1000 -cf clone-home.tar .
				LIBGUESTFS_BACKEND_SETTINGS=$2 guestfish -a "$1" -i >&2 <<-END
				tar-in clone-home.tar /home/ann xattrs:true acls:true
				write-append /var/lib/dpkg/info/bash.list "/usr/bin/$3\\n"
				tar-out /etc etc.tar
				tar-out /var/lib/dpkg dpkg.tar
				tar-out /var/lib/apt apt.tar
				tar-out /usr/share/keyrings keyrings.tar
				tar-out /home/ann guest-home.tar xattrs:true acls:true
				END
				mkdir -p guest/home/ann laptop/{etc,usr/share/keyrings,usr/lib,var/lib/{apt,dpkg},home}
				tar -C guest/home/ann --xattrs --acls --no-same-owner -xpf guest-home.tar
				tar -C laptop/etc --no-same-owner -xf etc.tar
				tar -C laptop/var/lib/dpkg --no-same-owner -xf dpkg.tar
				tar -C laptop/var/lib/apt --no-same-owner -xf apt.tar
				tar -C laptop/usr/share/keyrings --no-same-owner -xf keyrings.tar
				mkdir -p guest/var/lib; cp -a laptop/var/lib/dpkg guest/var/lib/
				mv laptop-home laptop/home/ann
				cp -p laptop/etc/skel/.profile laptop/home/ann/.profile
				if [ "$(id -u)" -eq 0 ]; then chown -hR 1234:1234 laptop/home/ann; fi
				""", image, backendSettings(), OBSTRUCTED);
		shell.run(DriftedHomes.SYSTEM);
		return new DriftedClone(product, shell, image);
	}

	/** guestfish does not find out by itself whether KVM works. */
	static String backendSettings() {
		String set = System.getenv("LIBGUESTFS_BACKEND_SETTINGS");
		boolean kvm = new Acceleration(Path.of("/usr/bin/qemu-system-x86_64")).verdict().kvm();
		return set != null ? set : kvm ? "" : "force_tcg";
	}
}
