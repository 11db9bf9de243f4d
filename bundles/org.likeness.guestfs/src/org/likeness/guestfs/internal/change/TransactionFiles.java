/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.likeness.core.CloneFolder;
import org.likeness.core.MachineException;
import org.likeness.core.UntrustedFolder;
import org.likeness.guestfs.internal.PackageLinks;

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

	/**
	 * Looks at the folder, which may have come from anywhere, before anything in it is opened. The history looks at its own
	 * part.
	 *
	 * @throws MachineException if there is something that leads elsewhere; nothing is changed
	 */
	void checkLeadNowhere() throws MachineException {
		new UntrustedFolder(folder).checkEntries();
		new UntrustedFolder(packages()).checkTree();
	}

	/** @return what a change that has not come to its end has there, by name; also one that is under way */
	public List<String> ofUnfinishedChange() throws IOException {
		if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
			return List.of();
		}
		List<String> names = new ArrayList<>(PackageLinks.names(folder));
		Stream.concat(Stream.of(journal(), DiskSteps.fresh(journal()), overlay()),
				Layers.WRITABLE.stream().map(this::publishing))
				.filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
				.forEach(file -> names.add(file.getFileName().toString()));
		names.sort(null);
		return names;
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
