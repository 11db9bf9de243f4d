/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.util.HashMap;
import java.util.Map;

import org.likeness.core.MachinePath;

/**
 * A system of an image as it is mounted in the appliance.
 *
 * @param appliance where it is mounted
 * @param problems  what could not be mounted, with a reason each, by mount point
 * @param starts    by mount point in the appliance, for all that is mounted: where the file system starts on the disk,
 *                  in bytes, if it is one whose places on the disk are certain, else {@code null}
 */
public record MountedSystem(ImageAppliance appliance, Map<MachinePath, String> problems, Map<String, Long> starts) {

	/** @return the same system, once something is written to it: the image does not tell any more where files lie */
	public MountedSystem written() {
		Map<String, Long> unknown = new HashMap<>(starts);
		unknown.replaceAll((folder, start) -> null);
		return new MountedSystem(appliance, problems, unknown);
	}

	/** @return the mount point, in the appliance, of the file system that such a place is on; empty if it is on none */
	String mountPoint(String inAppliance) {
		String folder = inAppliance;
		while (!folder.isEmpty() && !starts.containsKey(folder)) {
			folder = folder.substring(0, folder.lastIndexOf('/'));
		}
		return folder;
	}
}
