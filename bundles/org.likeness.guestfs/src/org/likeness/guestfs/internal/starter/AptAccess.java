/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The files by which apt gets at packages while the clone is made: the sources and proxies of the laptop, with their
 * passwords. Nobody but the user can read them. mmdebstrap copies them into the new root with their permissions, where
 * they are root's; what finishes the system removes them there.
 */
final class AptAccess {

	/** {@code customize.sh} removes it by this name. */
	private static final String SETTINGS = "etc/apt/apt.conf.d/98likeness";
	private static final String SOURCES = "etc/apt/sources.list";

	private final Path folder;

	/** @param folder is made, closed to others */
	AptAccess(Path folder) {
		this.folder = folder;
	}

	/** @return what is to be copied to / in the new root: its own permissions are that folder's, so it is not closed */
	Path tree() {
		return folder.resolve("root");
	}

	/**
	 * @param sources where packages come from
	 * @param proxies settings of apt, in the syntax of {@code apt.conf(5)}
	 */
	void write(AptSources sources, List<String> proxies) throws IOException {
		createFolder(folder, "rwx------");
		createFolder(tree(), "rwxr-xr-x");
		createFolder(tree().resolve("etc"), "rwxr-xr-x");
		createFolder(tree().resolve("etc/apt"), "rwxr-xr-x");
		createFolder(tree().resolve("etc/apt/apt.conf.d"), "rwxr-xr-x");
		write(tree().resolve(SOURCES), sources.accessLines());
		write(tree().resolve(SETTINGS), proxies);
	}

	/** They are as closed as they will be from the beginning on, and as open, whatever umask this runs under. */
	private static void createFolder(Path path, String permissions) throws IOException {
		Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
	}

	private static void write(Path file, List<String> lines) throws IOException {
		Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.write(file, lines);
	}
}
