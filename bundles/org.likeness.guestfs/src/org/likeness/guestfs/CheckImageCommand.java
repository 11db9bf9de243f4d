/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.MachineException;
import org.likeness.guestfs.internal.ImageChain;
import org.likeness.guestfs.internal.change.TransactionFiles;

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

	/**
	 * @return the names of what a change that has not come to its end has left in the folder beside the image, also one that
	 *         is under way; empty if there is none
	 * @throws IOException if the folder can't be looked at
	 */
	public static List<String> leftovers(Path image) throws IOException {
		return TransactionFiles.of(image).ofUnfinishedChange();
	}
}
