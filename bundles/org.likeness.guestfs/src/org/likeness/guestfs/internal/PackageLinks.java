/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A folder of further names for packages, from which a file system is made of them. It lies beside the packages: a file
 * has names on one file system only. A kill leaves it there; {@link #deleteAbandoned} finds it by its name.
 */
public final class PackageLinks implements AutoCloseable {

	private static final String PREFIX = "archives";
	private static final Pattern OWN = Pattern.compile(PREFIX + "\\d+");

	private final Path folder;

	private PackageLinks(Path folder) {
		this.folder = folder;
	}

	/** @param parent the folder of a clone, on which its lock is held */
	static PackageLinks make(Path parent) throws IOException {
		return new PackageLinks(Files.createTempDirectory(parent, PREFIX));
	}

	Path folder() {
		return folder;
	}

	void add(Path archive) throws IOException {
		Path link = folder.resolve(archive.getFileName());
		try {
			Files.createLink(link, archive);
		} catch (IOException | UnsupportedOperationException e) {
			Files.copy(archive, link); // a flash drive's file system has no links
		}
	}

	@Override
	public void close() throws IOException {
		delete(folder);
	}

	/** @return the names of such folders in the folder of a clone; one that holds other files alone is somebody else's */
	public static List<String> names(Path parent) throws IOException {
		List<String> names = new ArrayList<>();
		try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, PREFIX + "*")) {
			for (Path entry : entries) {
				if (OWN.matcher(entry.getFileName().toString()).matches()
						&& Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && mayBeLeft(entry)) {
					names.add(entry.getFileName().toString());
				}
			}
		}
		return names;
	}

	/** @return whether there is something to delete; where that can't be seen there may be */
	private static boolean mayBeLeft(Path folder) {
		boolean empty = true;
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
			for (Path file : files) {
				if (isOwn(file)) {
					return true;
				}
				empty = false;
			}
		} catch (IOException | DirectoryIteratorException e) {
			return true;
		}
		return empty;
	}

	private static boolean isOwn(Path file) {
		return file.getFileName().toString().endsWith(".deb")
				&& Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
	}

	/** Deletes those that a kill has left. Only for who holds the clone's lock. */
	public static void deleteAbandoned(Path parent) throws IOException {
		for (String name : names(parent)) {
			delete(parent.resolve(name));
		}
	}

	/** What is no package stays, and the folder with it. */
	private static void delete(Path folder) throws IOException {
		boolean empty = true;
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
			for (Path file : files) {
				empty &= isOwn(file) && Files.deleteIfExists(file);
			}
		}
		if (empty) {
			Files.deleteIfExists(folder);
		}
	}
}
