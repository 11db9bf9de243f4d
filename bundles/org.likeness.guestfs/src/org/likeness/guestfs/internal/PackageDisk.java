/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.IProgressMonitor;

/** A file system with packages, on the disk of a parcel. */
final class PackageDisk {

	private static final int KILOBYTE = 1 << 10;
	private static final long FIXED = 16L << 20;

	private final Parcel parcel;
	private final Path folder;

	/** @param folder where links to the packages may lie for a moment: on the file system of the packages */
	PackageDisk(Parcel parcel, Path folder) {
		this.parcel = parcel;
		this.folder = folder;
	}

	/** Makes the file system: the whole of the parcel. */
	void fill(List<Path> archives, IProgressMonitor monitor) throws IOException {
		if (archives.isEmpty()) {
			return;
		}
		parcel.clear();
		long size = FIXED;
		try (PackageLinks links = PackageLinks.make(folder)) {
			for (Path archive : archives) {
				long length = Files.size(archive);
				size += length + length / 16 + 2L * KILOBYTE * 4;
				links.add(archive);
			}
			long room = ScratchFolder.room(parcel.path());
			if (room < size) {
				throw new IOException("they take " + (size >> 20) + " MB in " + parcel.path().getParent() + ", where "
						+ (room >> 20) + " MB are free");
			}
			List<String> said = new ArrayList<>();
			int status = new Command(List.of("mke2fs", "-q", "-F", "-t", "ext4", "-m", "0", "-b", "4096", "-O",
					"^has_journal", "-E", "nodiscard,root_owner=0:0", "-N", Integer.toString(archives.size() + 64),
					"-d",
					links.folder().toString(), parcel.path().toString(), size / KILOBYTE + "k"))
					.run(monitor, said::add);
			if (status != 0) {
				throw new IOException("mke2fs: " + String.join(" ", said));
			}
		}
	}

	/** @return a shell command that mounts it; what the appliance's kernel knows of the disk is of before */
	static String mount(String folder) {
		return "{ " + Parcel.WAIT + "blockdev --flushbufs $p; mount -t ext4 -o ro,noload $p " + folder + "; }";
	}
}
