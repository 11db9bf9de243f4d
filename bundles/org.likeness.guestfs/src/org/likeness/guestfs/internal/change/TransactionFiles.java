/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.file.Path;

import org.likeness.core.CloneFolder;

/**
 * The files of a transaction, in the folder beside the image.
 *
 * @param image  the image's real path, whether or not it is there at this moment
 * @param folder the folder; need not exist
 */
public record TransactionFiles(Path image, Path folder) {

	/**
	 * @param image may be a symlink, also one whose target is away while a new state is published
	 * @throws IOException if its folder is missing, or it leads in circles
	 */
	public static TransactionFiles of(Path image) throws IOException {
		CloneFolder clone = CloneFolder.of(image);
		return new TransactionFiles(clone.image(), clone.folder());
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

	/** @return the folder of the packages that were fetched for the clone */
	Path packages() {
		return folder.resolve("packages");
	}

	/** @return what was said when packages were installed last */
	Path packageLog() {
		return folder.resolve("packages.log");
	}

	/** @return where the image is while the overlay is written into it */
	Path publishing(String format) {
		return folder.resolve("publishing." + format);
	}
}
