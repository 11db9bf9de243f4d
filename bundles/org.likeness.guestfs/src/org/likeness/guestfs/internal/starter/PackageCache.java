/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Fetched packages, so that none is fetched twice. */
final class PackageCache {

	private final Path folder;

	/** @param folder is made if it is missing; one for each release and architecture */
	PackageCache(Path folder) throws IOException {
		this.folder = Files.createDirectories(folder);
	}

	Path folder() {
		return folder;
	}

	/** Removes each package of which a version was fetched later. */
	void prune() throws IOException {
		Map<String, Path> newest = new HashMap<>();
		for (Path file : packages()) {
			// name_version_architecture.deb; the version is what differs
			String name = file.getFileName().toString().replaceFirst("_[^_]*_", "_");
			Path other = newest.get(name);
			if (other == null) {
				newest.put(name, file);
			} else {
				boolean later = changed(file).compareTo(changed(other)) > 0;
				Files.deleteIfExists(later ? other : file);
				newest.put(name, later ? file : other);
			}
		}
	}

	/** Removes all, because one of them is damaged. */
	void clear() throws IOException {
		for (Path file : packages()) {
			Files.deleteIfExists(file);
		}
	}

	/** The modification time of a fetched package is that of the archive; what it was put here at is the other one. */
	private static FileTime changed(Path file) throws IOException {
		return (FileTime) Files.getAttribute(file, "unix:ctime");
	}

	private List<Path> packages() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> file.getFileName().toString().endsWith(".deb")).toList();
		}
	}
}
