/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs;

import java.nio.file.Path;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.MachineException;
import org.likeness.guestfs.internal.ImageChain;

/** Looks whether an image and all that it rests on are whole, as far as their own tables tell. Without an appliance. */
public final class CheckImageCommand {

	private final Path image;

	/** @param image the image, which is only read */
	public CheckImageCommand(Path image) {
		this.image = image;
	}

	/**
	 * @return what the image says of itself
	 * @throws MachineException if it is missing, truncated or damaged, or can't be looked at; it says which. Nothing is
	 *                          changed
	 */
	public ImageInfo call(IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, "Checking " + image.getFileName(), 1);
		ImageChain chain = ImageChain.open(image);
		chain.check(progress.split(1));
		return chain.info();
	}
}
