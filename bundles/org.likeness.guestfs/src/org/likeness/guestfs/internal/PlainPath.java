/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Names an image so that libguestfs gets it right: its Java binding changes what is not ASCII, and QEMU gives a meaning
 * to colons and commas.
 */
public final class PlainPath {

	private PlainPath() {
	}

	/**
	 * @param folder a private folder, for symlinks
	 * @return the image's own path if that is plain, else one by way of a symlink in {@code folder}. Relative names of
	 *         backing files, which count from the folder that the image is named in, still lead where they led
	 */
	public static Path of(Path image, Path folder) throws IOException {
		Path absolute = image.toRealPath();
		if (isPlain(absolute.toString())) {
			return absolute;
		}
		Path parent = folder.resolve("image");
		if (isPlain(absolute.getFileName().toString())) {
			Files.createSymbolicLink(parent, absolute.getParent());
			return parent.resolve(absolute.getFileName());
		}
		Files.createDirectory(parent);
		Files.createSymbolicLink(parent.resolve("image"), absolute);
		return parent.resolve("image");
	}

	/**
	 * Lets a relative name of a backing file lead from a symlink where it leads from the image.
	 *
	 * @param given    what {@link #of} returned
	 * @param relative names as images of the chain hold them
	 */
	static void carry(Path given, Path image, List<String> relative) throws IOException {
		if (!given.getFileName().toString().equals("image") || !Files.isSymbolicLink(given)) {
			return;
		}
		Path from = image.toRealPath().getParent();
		for (String name : relative) {
			Path first = Path.of(name).getName(0);
			try {
				Files.createSymbolicLink(given.getParent().resolve(first), from.resolve(first));
			} catch (FileAlreadyExistsException e) {
				continue;
			}
		}
	}

	static boolean isPlain(String path) {
		return path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':' && c != ',' && c != '\\');
	}
}
