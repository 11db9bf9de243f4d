/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

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

	/** What the folder's name has behind the image's. */
	public static final String SUFFIX = ".likeness";

	/** As many as Linux follows (path_resolution(7)). */
	private static final int MOST_LINKS = 40;

	/**
	 * @param image may be a symlink, also one whose target is away while a new state is published
	 * @throws IOException if the folder that it is in is missing, or it leads in circles
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
		return new CloneFolder(real, real.resolveSibling(real.getFileName() + SUFFIX));
	}
}
