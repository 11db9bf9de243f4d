/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where Likeness keeps what belongs to a clone: in a folder beside its image, so that both travel together.
 *
 * @param image  the image's real path, whether or not it is there at this moment
 * @param folder the folder; need not exist
 */
public record CloneFolder(Path image, Path folder) {

	private static final int MOST_LINKS = 40;

	/**
	 * @param image may be a symlink, also one whose target is away while a new state is published
	 * @throws IOException if its folder is missing, or it leads in circles
	 */
	public static CloneFolder of(Path image) throws IOException {
		Path file = image.toAbsolutePath();
		for (int links = 0; Files.isSymbolicLink(file); links++) {
			if (links == MOST_LINKS) {
				throw new FileSystemLoopException(image.toString());
			}
			file = file.resolveSibling(Files.readSymbolicLink(file));
		}
		Path real = file.getParent().toRealPath().resolve(file.getFileName());
		return new CloneFolder(real, real.resolveSibling(real.getFileName() + ".likeness"));
	}

	/** @return the file that whoever changes the clone holds a lock on */
	Path lock() {
		return folder.resolve("lock");
	}

	/** @return the file that tells how far a transaction has come */
	Path journal() {
		return folder.resolve("transaction");
	}

	/** @return what a transaction has written, until it is published */
	Path overlay() {
		return folder.resolve("overlay.qcow2");
	}

	/** @return where the image is while the overlay is written into it */
	Path publishing(String format) {
		return folder.resolve("publishing." + format);
	}
}
