/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The place in the folder beside an image where it waits, out of sight, while a new state is written into it. */
final class HiddenImage {

	private final TransactionFiles folder;
	private final DurableSteps steps;
	private final Path file;

	/** @param format the image's */
	HiddenImage(TransactionFiles folder, DurableSteps steps, String format) {
		this.folder = folder;
		this.steps = steps;
		this.file = folder.publishing(format);
	}

	Path file() {
		return file;
	}

	/** @return whether the image is there; while it is given back it may be in both places for a moment */
	boolean exists() {
		return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
	}

	/** Takes the image away from its path, unless it is away. */
	void take() throws IOException {
		if (!exists()) {
			steps.rename(folder.image(), file);
		}
	}

	/**
	 * Brings it back to its path, unless it is there.
	 *
	 * @throws java.nio.file.FileAlreadyExistsException if another file is there by now, which is not replaced
	 */
	void show() throws IOException {
		if (!exists()) {
			return;
		}
		if (Files.exists(folder.image(), LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(folder.image(), file)) {
			steps.delete(file);
		} else {
			steps.giveBack(file, folder.image());
		}
	}
}
