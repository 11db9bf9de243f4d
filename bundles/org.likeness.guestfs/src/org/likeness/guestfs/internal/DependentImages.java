/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
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
			for (Path file : elsewhere) {
				found.lookAt(file, true);
			}
			found.throwIfAny();
		} catch (IOException | DirectoryIteratorException e) {
			throw new MachineException(
					"It can't be told whether other images rest on the image (" + e.getMessage() + ")",
					image.toString(), "Nothing was changed.", "See whether you may read the image's folder.", e);
		}
	}

	/**
	 * To be called before this process locks an image: notes what it rests on, for it must not be opened then.
	 *
	 * @return its key, for {@link LockedFiles#remove}
	 */
	public static Object hold(Path image) throws IOException {
		Object key = Files.readAttributes(image, BasicFileAttributes.class).fileKey();
		Optional<List<String>> names;
		try {
			names = Optional.of(LockedFiles.names(key, () -> BackingNames.read(image)));
		} catch (IOException e) {
			names = Optional.empty();
		}
		LockedFiles.add(key, names);
		return key;
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
				lookAt(file, false);
			}
		}
	}

	/** @param isKnown whether it is an image, whatever it is called */
	private void lookAt(Path file, boolean isKnown) {
		try {
			if (rests(file, 0)) {
				resting.add(file);
			}
		} catch (UnreadImage e) {
			unread.add(e.file);
		} catch (IOException | SecurityException e) {
			String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
			if (isKnown || SUFFIXES.stream().anyMatch(name::endsWith)) {
				unread.add(file);
			}
		}
	}

	/** What an image rests on can't be told. */
	private static final class UnreadImage extends IOException {
		private static final long serialVersionUID = 1L;
		private final transient Path file;

		UnreadImage(Path file, Exception cause) {
			super(cause);
			this.file = file;
		}
	}

	/** @throws IOException if it can't be told; then none of those above it may be taken for independent */
	private boolean rests(Path file, int level) throws IOException {
		BasicFileAttributes attributes;
		try {
			attributes = Files.readAttributes(file, BasicFileAttributes.class);
		} catch (IOException e) {
			if (Absence.isSure(file, e)) {
				return false;
			}
			throw e;
		}
		// The kernel's own files seem to be empty, and some wait for ever.
		if (!attributes.isRegularFile() || attributes.size() == 0 && Files.isReadable(file)) {
			return false;
		}
		if (level == MOST_LEVELS) {
			throw new IOException("too many images rest on each other");
		}
		Boolean before = known.putIfAbsent(attributes.fileKey(), false); // a chain in a circle opens nothing
		return before != null ? before : look(file, attributes.fileKey(), level);
	}

	private boolean look(Path file, Object fileKey, int level) throws IOException {
		List<String> names;
		try {
			names = LockedFiles.names(fileKey, () -> BackingNames.read(file));
		} catch (CharacterCodingException e) {
			throw new UnreadImage(file, e); // its head was read: it is an image, whatever it is called
		}
		for (String name : names) {
			for (Path below : places(name, file)) {
				try {
					if (isImage(below) || rests(below, level + 1)) {
						known.put(fileKey, true);
						return true;
					}
				} catch (UnreadImage e) {
					unread.add(e.file);
				} catch (IOException | SecurityException e) {
					unread.add(below);
				}
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
			if (name.indexOf('\0') < 0) {
				throw new UnreadImage(file, e); // Java can't express it in this locale
			}
			return places; // no file has such a name
		}
		return places;
	}

	private boolean isImage(Path file) throws IOException {
		try {
			return key.equals(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
		} catch (IOException e) {
			if (Absence.isSure(file, e)) {
				return false;
			}
			throw e;
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
