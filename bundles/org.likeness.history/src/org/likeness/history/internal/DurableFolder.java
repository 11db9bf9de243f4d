/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Makes names outlive a power cut: a file that was renamed is safe only when its folder has been written too. */
final class DurableFolder {

	static final FileAttribute<Set<PosixFilePermission>> PRIVATE = PosixFilePermissions
			.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

	private DurableFolder() {
	}

	/** Writes a file, or the names in a folder, to the disk. */
	static void sync(Path path) throws IOException {
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
			channel.force(true);
		}
	}

	/** Writes a folder and all that is in it to the disk. */
	static void syncAll(Path folder) throws IOException {
		List<Path> paths;
		try (Stream<Path> walk = Files.walk(folder)) {
			paths = walk.toList();
		}
		for (Path path : paths) {
			sync(path);
		}
	}

	/** Creates a folder, for its owner alone, and those above it that are missing. */
	static void create(Path folder) throws IOException {
		if (Files.isDirectory(folder)) {
			return;
		}
		if (folder.getParent() != null) {
			create(folder.getParent());
		}
		try {
			Files.createDirectory(folder, PRIVATE);
		} catch (FileAlreadyExistsException e) {
			if (!Files.isDirectory(folder)) {
				throw e;
			}
			return;
		}
		if (folder.getParent() != null) {
			sync(folder.getParent());
		}
	}
}
