/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * What belongs to one operating system on an image.
 *
 * @param root   the device or mountable (libguestfs's word) of its root file system
 * @param mounts the devices by mount point, the root's among them; a mount point stands before those below it
 */
record SystemLayout(String root, Map<String, String> mounts) {

	SystemLayout {
		Map<String, String> sorted = new TreeMap<>(Comparator.comparingInt(String::length).thenComparing(s -> s));
		sorted.putAll(mounts);
		mounts = sorted;
	}
}
