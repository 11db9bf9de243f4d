/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.likeness.core.FileSystem;
import org.likeness.core.MachinePath;

/** Finds out how much room is in the file systems that are mounted in an appliance. Nothing comes of one that can't tell. */
final class FreeSpace {

	/**
	 * Takes mount points and prints of each: itself, the device that it is on, block size, blocks, and the free blocks
	 * that others than root can have; then an empty field. Where the kernel writes a backslash and three digits for a
	 * space, printf wants a zero between them.
	 */
	static final String SCRIPT = """
			xargs -0 -r sh -c 'for m; do
			  device=
			  while read -r source folder rest; do
			    name=
			    while [ "$folder" != "${folder#*\\\\}" ]; do
			      name=$name${folder%%\\\\*}\\\\0
			      folder=${folder#*\\\\}
			    done
			    if [ "$(printf %b. "$name$folder")" = "$m." ]; then device=$source; fi
			  done < /proc/mounts
			  printf "%s\\0%s\\0" "$m" "$device"
			  stat -f --printf "%S\\0%b\\0%a\\0" -- "$m" || printf "0\\0000\\0000\\0"
			done' sh 2>/dev/null
			printf '\\0'
			""";

	/** What is mounted of one device. */
	private record Device(List<MachinePath> folders, long blockSize, long blocks, long free) {
	}

	private FreeSpace() {
	}

	/** @return the file systems, in the order of their first folders; folders of one device are one file system */
	static List<FileSystem> read(FieldReader fields) throws IOException {
		Map<String, Device> devices = new LinkedHashMap<>();
		for (String folder = fields.need(); !folder.isEmpty(); folder = fields.need()) {
			String source = fields.need();
			Device device = new Device(new ArrayList<>(), number(fields.need()), number(fields.need()),
					number(fields.need()));
			devices.computeIfAbsent(source.startsWith("/dev/") ? source : folder, name -> device).folders()
					.add(GuestPaths.inGuest(folder));
		}
		List<FileSystem> found = new ArrayList<>();
		for (Device device : devices.values()) {
			device.folders().sort(null);
			if (device.blockSize() > 0 && device.blocks() > 0) {
				found.add(new FileSystem(device.folders(), device.blockSize(),
						saturated(device.blocks(), device.blockSize()), saturated(device.free(), device.blockSize())));
			}
		}
		found.sort((a, b) -> a.folders().get(0).compareTo(b.folders().get(0)));
		return found;
	}

	/** An image is untrusted: its file systems may tell any number. */
	private static long number(String field) {
		try {
			return Long.parseLong(field);
		} catch (NumberFormatException e) {
			return 0;
		}
	}

	private static long saturated(long blocks, long blockSize) {
		return Math.multiplyHigh(blocks, blockSize) == 0 && blocks * blockSize >= 0 ? blocks * blockSize
				: Long.MAX_VALUE / 4;
	}
}
