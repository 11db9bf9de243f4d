/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The smallest tree that counts as a Debian system with a user, and disk images of it. mke2fs fills the file system from
 * the tree, so that neither an appliance nor root is needed.
 */
final class SmallGuest {

	/** The user's home in the tree. */
	static final String HOME = "home/ann";

	private static final String TREE = """
			mkdir -p etc/apt bin home/ann var/lib/dpkg var/lib/apt root
			printf 'ID=debian\\nVERSION_ID="12"\\nVERSION_CODENAME=bookworm\\nPRETTY_NAME="Debian GNU/Linux 12"\\n' > etc/os-release
			printf 'root:x:0:0:root:/root:/bin/bash\\nann:x:1000:1000:Ann,,,:/home/ann:/bin/bash\\n' > etc/passwd
			echo small > etc/hostname
			echo 12.5 > etc/debian_version
			printf '/dev/sda1 / ext4 defaults 0 1\\n' > etc/fstab
			printf '127.0.0.1 localhost\\n' > etc/hosts
			for p in dpkg bash; do
			printf 'Package: %s\\nStatus: install ok installed\\nVersion: 1.0\\nArchitecture: amd64\\n\\n' $p
			done > var/lib/dpkg/status
			: > var/lib/apt/extended_states
			""";

	/** One partition with ext4, which starts at 1 MB. */
	private static final String IMAGE = """
			truncate -s 64M "$2"
			printf 'start=2048, type=83\\n' | sfdisk -q --label dos "$2"
			mke2fs -q -t ext4 -d "$1" -E offset=1048576 "$2" 62M
			""";

	private SmallGuest() {
	}

	/** @return the tree, made at {@code folder} */
	static Path tree(Path folder) throws IOException, InterruptedException {
		Files.createDirectories(folder);
		new Shell(folder).run(TREE);
		return folder;
	}

	/** @return a raw image of a tree, made at {@code image} */
	static Path image(Path tree, Path image) throws IOException, InterruptedException {
		new Shell(tree).run(IMAGE, tree, image);
		return image;
	}
}
