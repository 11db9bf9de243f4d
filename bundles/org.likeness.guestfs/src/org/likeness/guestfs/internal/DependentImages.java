/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.likeness.core.MachineException;

/**
 * Looks for images that rest on an image which is to be changed: what they hold would change with it, and break. They are
 * looked for in the image's own folder, and among files that are known. Files are told apart by device and inode,
 * whatever they are called; of each only its head is read.
 */
public final class DependentImages {

	private static final int MOST_FILES = 500_000;
	private static final int MOST_LEVELS = 64;
	private static final int MOST_NAMED = 5;

	/** What may be an image, if it can't be read. */
	private static final List<String> SUFFIXES = List.of(".qcow2", ".qcow", ".qed", ".vmdk", ".img", ".snapshot");

	private final Path image;
	private final Object key;
	private final Map<Object, Boolean> known = new HashMap<>();
	private final Set<Path> resting = new LinkedHashSet<>();
	private final Set<Path> unread = new LinkedHashSet<>();

	private DependentImages(Path image) throws IOException {
		this.image = image;
		this.key = Files.readAttributes(image, BasicFileAttributes.class).fileKey();
		known.put(key, false);
	}

	/**
	 * @param image     its real path
	 * @param elsewhere files to look at beside those in the image's folder; need not exist
	 * @throws MachineException if there are such images, or it can't be told; it names them, and nothing was changed
	 */
	public static void refuse(Path image, Collection<Path> elsewhere) throws MachineException {
		try {
			DependentImages found = new DependentImages(image);
			found.lookInFolder();
			elsewhere.forEach(found::lookAt);
			found.throwIfAny();
		} catch (IOException | DirectoryIteratorException e) {
			throw new MachineException(
					"It can't be told whether other images rest on the image (" + e.getMessage() + ")",
					image.toString(), "Nothing was changed.", "See whether you may read the image's folder.", e);
		}
	}

	private void lookInFolder() throws IOException, MachineException {
		int count = 0;
		try (DirectoryStream<Path> files = Files.newDirectoryStream(image.getParent())) {
			for (Path file : files) {
				if (++count > MOST_FILES) {
					throw new MachineException(
							"It can't be told whether other images rest on the image: too many files are"
									+ " in its folder",
							image.toString(), "Nothing was changed.",
							"Move the image into a folder of its own.");
				}
				lookAt(file);
			}
		}
	}

	private void lookAt(Path file) {
		if (rests(file, 0)) {
			resting.add(file);
		}
	}

	private boolean rests(Path file, int level) {
		BasicFileAttributes attributes;
		try {
			attributes = Files.readAttributes(file, BasicFileAttributes.class);
		} catch (IOException | SecurityException e) {
			return false; // it is not there, or leads nowhere
		}
		if (!attributes.isRegularFile() || level == MOST_LEVELS) {
			return false;
		}
		Boolean before = known.putIfAbsent(attributes.fileKey(), false); // a chain in a circle opens nothing
		return before != null ? before : look(file, attributes.fileKey(), level);
	}

	private boolean look(Path file, Object fileKey, int level) {
		try {
			for (String name : BackingNames.read(file)) {
				for (Path below : places(name, file)) {
					if (isImage(below) || rests(below, level + 1)) {
						known.put(fileKey, true);
						return true;
					}
				}
			}
		} catch (IOException e) {
			String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
			if (SUFFIXES.stream().anyMatch(name::endsWith)) {
				unread.add(file);
			}
		}
		return false;
	}

	/** QEMU counts a relative name from the folder of the path that it was given, which may be a link. */
	private static Set<Path> places(String name, Path file) throws IOException {
		Set<Path> places = new LinkedHashSet<>();
		try {
			places.add(file.resolveSibling(name));
			places.add(file.toRealPath().resolveSibling(name));
		} catch (InvalidPathException e) {
			return places; // no file has such a name
		}
		return places;
	}

	private boolean isImage(Path file) {
		try {
			return key.equals(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
		} catch (IOException e) {
			return false;
		}
	}

	private void throwIfAny() throws MachineException {
		if (!resting.isEmpty()) {
			throw new MachineException("Other images rest on the image, and what they hold would change with it: "
					+ list(resting), image.toString(), "Nothing was changed.",
					"Change one of those instead. Or make each of them independent first, while no virtual machine uses it: "
							+ "qemu-img rebase -b \"\" FILE");
		}
		if (!unread.isEmpty()) {
			throw new MachineException(
					"It can't be told whether other images rest on the image, for these can't be read: "
							+ list(unread),
					image.toString(), "Nothing was changed.",
					"Move the image into a folder of its own if they don't, or run Likeness as a user who may read them.");
		}
	}

	private static String list(Collection<Path> files) {
		List<String> names = new ArrayList<>(files.stream().limit(MOST_NAMED).map(Path::toString).toList());
		Optional.of(files.size() - MOST_NAMED).filter(more -> more > 0).ifPresent(more -> names.add(more + " more"));
		return String.join(", ", names);
	}
}
