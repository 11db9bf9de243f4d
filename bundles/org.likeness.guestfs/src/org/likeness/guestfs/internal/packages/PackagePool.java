/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

import org.likeness.core.CloneFolder;

/**
 * The packages that were fetched for a clone, in a folder beside its image. They stay there, so that a step can be
 * rolled back when no source has them any more.
 *
 * @param folder need not exist
 */
public record PackagePool(Path folder) {

	/** @return the pool of the clone of that folder */
	public static PackagePool of(CloneFolder clone) {
		return new PackagePool(clone.folder().resolve("packages"));
	}

	/** @return how apt names the file of a package: with its version and architecture, where a colon is escaped */
	static String fileName(String name, String version, String architecture) {
		return name + "_" + version.replace("%", "%25").replace("_", "%5f").replace(":", "%3a") + "_" + architecture
				+ ".deb";
	}

	/** @return where a file of the pool is, or would be */
	public Path file(String archive) {
		return folder.resolve(archive);
	}

	/** @return how large it is, in bytes; empty if it is not there */
	OptionalLong size(String archive) {
		Path file = file(archive);
		try {
			return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
		} catch (IOException e) {
			return OptionalLong.empty();
		}
	}

	/** @return an empty folder in which to fetch; what is not whole never gets the name of a package */
	Path incoming() throws IOException {
		Path incoming = folder.resolve("incoming");
		Files.createDirectories(folder.getParent(),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		Files.createDirectories(incoming);
		for (Path left : files(incoming)) {
			Files.delete(left);
		}
		return incoming;
	}

	/** Takes over all that was fetched. */
	void accept(Path incoming) throws IOException {
		for (Path file : files(incoming)) {
			Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
		}
	}

	private static List<Path> files(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(Files::isRegularFile).toList();
		}
	}
}
