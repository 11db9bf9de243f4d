/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.likeness.core.KnownClones;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.Machine;
import org.likeness.guestfs.ImageMachine;
import org.likeness.laptop.FolderMachine;

/** Opens what the argument IMAGE names: a disk image, or a folder in which a system's root is mounted. */
final class ImageOpener {

	private final Path image;
	private final String os;

	/**
	 * @param image what was named; need not exist: the machine says so when it is read
	 * @param os    the root device of the system that is meant; {@code null} for the one that was meant before
	 */
	ImageOpener(Path image, String os) {
		this.image = image.toAbsolutePath().normalize();
		this.os = os;
	}

	/** @return whether it is a folder, not a disk image */
	boolean isFolder() {
		return Files.isDirectory(image);
	}

	Path image() {
		return image;
	}

	/** @return the root device of the system that is meant; empty if there is one only */
	String root(KnownClones clones) throws IOException {
		if (os != null) {
			return os;
		}
		Optional<KnownClone> known = clones.list().stream().filter(clone -> clone.image().equals(image)).findFirst();
		return known.map(KnownClone::root).orElse("");
	}

	/** @return the machine, the caller's to close */
	Machine open(KnownClones clones) throws IOException {
		return isFolder()
				? new FolderMachine("folder:" + image, image.getNameCount() == 0 ? "/" : image.getFileName().toString(),
						image)
				: ImageMachine.cached(image, root(clones));
	}
}
