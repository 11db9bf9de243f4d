/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.likeness.guestfs.internal.ImageChain;

/**
 * An image's format and the files that it rests on, so that QEMU can be told all of them: what a header says counts from
 * the place where the image usually is, and need not be looked up again in an untrusted file.
 *
 * @param format   the image's own format
 * @param backings what it rests on, the next below first; a path that is not absolute counts from the image's folder
 */
record Layers(String format, List<Backing> backings) {

	/** The formats of images that are written to. */
	static final Set<String> WRITABLE = Set.of("qcow2", "raw");

	/** One file below an image. */
	record Backing(String format, Path file) {
	}

	static Layers of(ImageChain chain) {
		Path folder = chain.files().get(0).getParent();
		List<Backing> backings = new ArrayList<>();
		for (ImageChain.Layer layer : chain.layers().subList(1, chain.layers().size())) {
			Path file = layer.file();
			backings.add(new Backing(layer.format(), file.startsWith(folder) ? folder.relativize(file) : file));
		}
		return new Layers(chain.format(), backings);
	}

	/**
	 * @param overlay what lies on top
	 * @param image   where the image is now
	 * @param folder  from where relative paths count
	 * @return what --image-opts of QEMU's tools takes for the overlay with everything below it
	 */
	String options(Path overlay, Path image, Path folder) {
		StringBuilder options = new StringBuilder();
		add(options, "", "qcow2", overlay);
		addImage(options, "backing.", image, folder);
		return options.toString();
	}

	/** @return the same for the image with everything below it */
	String options(Path image, Path folder) {
		StringBuilder options = new StringBuilder();
		addImage(options, "", image, folder);
		return options.toString();
	}

	private void addImage(StringBuilder options, String prefix, Path image, Path folder) {
		add(options, prefix, format, image);
		String below = prefix;
		for (Backing backing : backings) {
			below += "backing.";
			add(options, below, backing.format(), folder.resolve(backing.file()));
		}
	}

	/** A comma in a value is doubled. */
	private static void add(StringBuilder options, String prefix, String format, Path file) {
		options.append(options.isEmpty() ? "" : ",").append(prefix).append("driver=").append(format).append(',')
				.append(prefix).append("file.driver=file,").append(prefix).append("file.filename=")
				.append(file.toString().replace(",", ",,"));
	}

	/** @return lines */
	List<String> encode() {
		List<String> lines = new ArrayList<>(List.of(format));
		backings.forEach(backing -> lines.add(backing.format() + " " + backing.file()));
		return lines;
	}

	/** @throws IllegalArgumentException if no transaction has written them: a format becomes a part of names and options */
	static Layers decode(List<String> lines) {
		if (!WRITABLE.contains(lines.get(0))) {
			throw new IllegalArgumentException("not a format that is written to: " + lines.get(0));
		}
		List<Backing> backings = new ArrayList<>();
		for (String line : lines.subList(1, lines.size())) {
			int space = line.indexOf(' ');
			if (space < 0 || !ImageChain.isKnown(line.substring(0, space))) {
				throw new IllegalArgumentException("not a file below an image: " + line);
			}
			backings.add(new Backing(line.substring(0, space), Path.of(line.substring(space + 1))));
		}
		return new Layers(lines.get(0), backings);
	}
}
