/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs;

import java.nio.file.Path;

import org.likeness.core.MachineException;
import org.likeness.guestfs.internal.ImageChain;

/**
 * What an image says of itself. It is found out without an appliance, in a fraction of a second.
 *
 * @param format      "qcow2", "raw", "vmdk", "vdi" or "vhdx"
 * @param virtualSize the size of the disk that the guest sees, in bytes
 * @param fileSize    what the image takes on this computer's disk, in bytes; without its backing files
 */
public record ImageInfo(String format, long virtualSize, long fileSize) {

	/** @throws MachineException if it is no image that can be opened safely; it says why. Nothing is changed */
	public static ImageInfo read(Path image) throws MachineException {
		return ImageChain.open(image).info();
	}
}
