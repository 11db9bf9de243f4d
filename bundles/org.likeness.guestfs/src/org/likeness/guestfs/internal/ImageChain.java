/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.likeness.core.MachineException;
import org.likeness.guestfs.ImageInfo;

/**
 * An image file with the files it rests on, all looked at before anything opens them for good. A header can name any
 * file of this computer as its backing file, and what it names becomes the guest's disk; so only files that are images
 * themselves are let through, and raw ones, which have no mark of their own, only from the image's own folder.
 */
public final class ImageChain {

	private static final Set<String> FORMATS = Set.of("qcow2", "raw", "vmdk", "vdi", "vhdx");
	private static final String UNCHANGED = "Nothing was changed.";
	private static final int MOST_FILES = 64;
	private static final int INFO_SECONDS = 20;
	private static final int CHECK_SECONDS = 120;

	/** qemu-img check: some space is lost, and nothing else is wrong. */
	private static final int LEAKED = 3;
	private static final int NOT_SUPPORTED = 63;

	private final Path image;
	private final List<Path> files = new ArrayList<>();
	private final List<Layer> layers = new ArrayList<>();
	private final List<String> relativeNames = new ArrayList<>();
	private ImageHeader header;
	/** From where the names in the image's own header count: its real path, when it is where it belongs. */
	private Path place;

	/**
	 * One image file of a chain.
	 *
	 * @param format as QEMU names it
	 * @param file   its real path
	 */
	public record Layer(String format, Path file) {
	}

	private ImageChain(Path image) {
		this.image = image;
	}

	/** @throws MachineException if it is no image that can be opened safely; it says why */
	public static ImageChain open(Path image) throws MachineException {
		ImageChain chain = new ImageChain(image.toAbsolutePath().normalize());
		chain.follow(null);
		return chain;
	}

	/**
	 * Opens an image that is away from its place for a moment: the names in its header count from there.
	 *
	 * @param file   where it is now
	 * @param format its format
	 * @param place  its real path when it is where it belongs
	 * @throws MachineException if it can't be opened safely; it says why
	 */
	public static ImageChain openAway(Path file, String format, Path place) throws MachineException {
		ImageChain chain = new ImageChain(file);
		chain.place = place;
		chain.follow(format);
		return chain;
	}

	/** @return whether images of this format are opened */
	public static boolean isKnown(String format) {
		return FORMATS.contains(format);
	}

	public Path image() {
		return image;
	}

	public String format() {
		return header.format();
	}

	public ImageInfo info() {
		return new ImageInfo(header.format(), header.virtualSize(), header.fileSize());
	}

	/** @return the real paths of the image and of all that it rests on */
	public List<Path> files() {
		return List.copyOf(files);
	}

	/** @return the image and the files it rests on, the image first; without further files that hold data of one of them */
	public List<Layer> layers() {
		return List.copyOf(layers);
	}

	/** @return the backing files' names that count from the image's folder, as the headers hold them */
	List<String> relativeNames() {
		return relativeNames;
	}

	/** @throws MachineException if the image's own tables show that it is truncated or damaged */
	public void check(IProgressMonitor monitor) throws MachineException {
		if (header.format().equals("raw")) {
			RawImage.check(image);
			return;
		}
		String real = files.get(0).toString();
		int status = new QemuImg(image, CHECK_SECONDS).run(monitor, "check", "-q", "-f", header.format(), real)
				.status();
		if (header.corrupt() || status != 0 && status != LEAKED && status != NOT_SUPPORTED) {
			throw failure("The image is truncated or damaged", "It was not changed.",
					"Restore it from a copy. \"qemu-img check\" tells more, and may be able to repair a copy of it.");
		}
	}

	private void follow(String knownFormat) throws MachineException {
		Path file = image;
		String format = knownFormat;
		while (file != null) {
			lookAt(file);
			Path real = real(file);
			if (files.contains(real) || files.size() == MOST_FILES) {
				throw failure("The image's backing files lead in a circle, or are too many", UNCHANGED,
						"Make an image of its own of it with \"qemu-img convert\".");
			}
			ImageHeader found = header(real, format);
			if (header == null) {
				header = found;
				place = place == null ? real : place;
			} else if (found.format().equals("raw") && !real.startsWith(place.getParent())) {
				throw refused(file, "it holds no mark that it is an image, and lies outside the image's folder");
			}
			files.add(real);
			layers.add(new Layer(found.format(), real));
			Path from = layers.size() == 1 ? place : real;
			checkHeader(found, real, from);
			format = found.backingFormat();
			file = found.backing() == null ? null : backing(found.backing(), from);
		}
	}

	private void lookAt(Path file) throws MachineException {
		boolean first = files.isEmpty();
		if (!Files.exists(file)) {
			throw first ? failure("There is no such image", UNCHANGED, "Check the path.")
					: failure("The image's backing file " + file + " is missing", UNCHANGED,
							"Put the backing file where the image expects it, or name the new place with "
									+ "\"qemu-img rebase -u\".");
		}
		if (Files.isDirectory(file)) {
			throw first ? failure("This is a folder, not a disk image", UNCHANGED, "Choose an image file in it.")
					: refused(file, "it is a folder");
		}
		if (!Files.isRegularFile(file)) {
			throw first ? failure("This is not a file, so it is no disk image", UNCHANGED, "Choose an image file.")
					: refused(file, "it is not a regular file");
		}
		if (!Files.isReadable(file)) {
			throw failure(first ? "You may not read the image" : "You may not read the image's backing file " + file,
					UNCHANGED, "Ask its owner for read permission, or run Likeness as a user who has it.");
		}
		if (file.toFile().length() == 0) {
			throw failure(first ? "The image is empty: the file has no bytes"
					: "The image's backing file " + file + " is empty", UNCHANGED,
					"Choose a disk image with a system on it.");
		}
	}

	private ImageHeader header(Path file, String format) throws MachineException {
		List<String> arguments = new ArrayList<>(List.of("info", "--output=json"));
		if (format != null) {
			if (!FORMATS.contains(format)) {
				throw refused(file, "its format is said to be " + format);
			}
			arguments.addAll(List.of("-f", format));
		}
		arguments.add(file.toString());
		QemuImg.Result result = new QemuImg(image, INFO_SECONDS).run(new NullProgressMonitor(),
				arguments.toArray(String[]::new));
		if (result.status() != 0) {
			if (result.message().contains("lock")) {
				throw failure("The image is in use by a running virtual machine", "It was not changed.",
						"Shut the virtual machine down, then try again.");
			}
			throw failure("The image can't be read (" + QemuImg.lastLine(result.message()) + ")", UNCHANGED,
					"Choose a disk image: qcow2, raw, vmdk, vdi or vhdx.");
		}
		try {
			return ImageHeader.parse(result.answer());
		} catch (IOException e) {
			throw new MachineException("qemu-img gave an answer that can't be understood", image.toString(), UNCHANGED,
					"Install the qemu-utils of your Debian release again.", e);
		}
	}

	private void checkHeader(ImageHeader found, Path file, Path from) throws MachineException {
		if (found.encrypted() || found.format().equals("luks")) {
			throw failure("The image is encrypted", UNCHANGED,
					"Compare a copy that is not encrypted: Likeness does not ask for passphrases yet.");
		}
		if (!FORMATS.contains(found.format())) {
			throw failure("The image has the format " + found.format() + ", which Likeness does not open", UNCHANGED,
					"Convert it: qemu-img convert -O qcow2 IMAGE NEW.qcow2");
		}
		for (String name : found.otherFiles()) {
			Path other = local(name, from);
			if (other.equals(file)) {
				continue;
			}
			lookAt(other);
			Path real = real(other);
			if (!real.startsWith(from.getParent())) {
				throw refused(other, "it lies outside the image's folder");
			}
			files.add(real);
		}
	}

	private Path backing(String name, Path from) throws MachineException {
		Path file = local(name, from);
		if (!Path.of(name).isAbsolute() && from.getParent().equals(place.getParent())) {
			relativeNames.add(name);
		}
		return file;
	}

	/** Names with a protocol (nbd:, json:…) are no paths: QEMU looks for a colon before the first slash. */
	private Path local(String name, Path from) throws MachineException {
		int colon = name.indexOf(':');
		int slash = name.indexOf('/');
		if (colon >= 0 && (slash < 0 || colon < slash)) {
			throw refused(name, "it is not a file of this computer");
		}
		try {
			return from.resolveSibling(name).normalize();
		} catch (java.nio.file.InvalidPathException e) {
			throw refused(name, "it is not a path");
		}
	}

	private Path real(Path file) throws MachineException {
		try {
			return file.toRealPath();
		} catch (IOException e) {
			throw new MachineException("The image can't be read", image.toString(), UNCHANGED,
					"Check the path and the permissions of its folders.", e);
		}
	}

	private MachineException refused(Object name, String why) {
		return failure("The image wants to rest on " + name + ", which is refused: " + why, UNCHANGED,
				"If you trust the image, make one of its own of it with \"qemu-img convert\".");
	}

	private MachineException failure(String what, String state, String remedy) {
		return new MachineException(what, image.toString(), state, remedy);
	}
}
