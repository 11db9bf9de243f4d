/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code filefrag -e -b1} prints for files that are known beforehand. It prints names as they are, and a name
 * can look like any other line; so each name is expected where it must stand, and never looked for. A file of which
 * anything is not just as expected, or whose bytes do not simply lie on the disk (compressed, encrypted, inline…), is
 * left out.
 */
final class ExtentReader {

	private static final String FILE_SYSTEM = "Filesystem type is: ";
	private static final String SIZE = "File size of ";

	/** Number, first and last byte in the file, first and last byte on the disk, length, where it was expected, flags. */
	private static final Pattern EXTENT = Pattern.compile(
			" *\\d+: *(\\d+)\\.\\. *(\\d+): *(\\d+)\\.\\. *(\\d+): *(\\d+):(?: *\\d+:)? *([a-z_,]*)\\n");
	private static final Pattern FILE_SIZE = Pattern.compile(" is (\\d+) \\(\\d+ blocks? of 1 bytes\\)\\n");
	private static final Pattern END = Pattern.compile(": (\\d+) extents? found[^\\n]*\\n");
	private static final Pattern HEADING = Pattern.compile(" ext: +logical_offset: [^\\n]*\\n");

	private static final Set<String> PLAIN = Set.of("", "last", "eof", "merged", "shared", "unwritten");

	/** A file in so many pieces is rare, and each piece takes memory here. */
	private static final int MOST_EXTENTS = 10_000;

	private final String text;
	private int position;

	/** @param text one character for each byte */
	ExtentReader(String text) {
		this.text = text;
	}

	/**
	 * @param sizes the files that filefrag was asked for, in that order, with their sizes
	 * @return the extents of those that simply lie on the disk, in the order of the file; none is unwritten
	 */
	Map<String, List<Extent>> read(Map<String, Long> sizes) {
		Map<String, List<Extent>> found = new HashMap<>();
		for (Map.Entry<String, Long> file : sizes.entrySet()) {
			if (text.startsWith(FILE_SYSTEM, position)) {
				position = text.indexOf('\n', position) + 1;
			}
			String heading = SIZE + file.getKey();
			if (!text.startsWith(heading, position)) {
				continue; // it could not be opened
			}
			position += heading.length();
			Matcher size = match(FILE_SIZE);
			if (size == null) {
				return found;
			}
			List<Extent> extents = new ArrayList<>();
			boolean plain = readExtents(extents) && Long.parseLong(size.group(1)) == file.getValue();
			if (!text.startsWith(file.getKey(), position)) {
				return found;
			}
			position += file.getKey().length();
			if (match(END) == null) {
				return found;
			}
			if (plain && isInOrder(extents)) {
				found.put(file.getKey(), extents);
			}
		}
		return found;
	}

	private boolean readExtents(List<Extent> extents) {
		match(HEADING);
		boolean plain = true;
		for (Matcher extent = match(EXTENT); extent != null; extent = match(EXTENT)) {
			List<String> flags = List.of(extent.group(6).split(","));
			try {
				long logical = Long.parseLong(extent.group(1));
				long length = Long.parseLong(extent.group(2)) - logical + 1;
				plain &= PLAIN.containsAll(flags) && length == Long.parseLong(extent.group(5))
						&& extents.size() < MOST_EXTENTS;
				if (plain && !flags.contains("unwritten")) {
					extents.add(new Extent(logical, Long.parseLong(extent.group(3)), length));
				}
			} catch (NumberFormatException e) {
				plain = false;
			}
		}
		return plain;
	}

	private static boolean isInOrder(List<Extent> extents) {
		long end = 0;
		for (Extent extent : extents) {
			if (extent.logical() < end || extent.length() <= 0) {
				return false;
			}
			end = extent.logical() + extent.length();
		}
		return true;
	}

	private Matcher match(Pattern pattern) {
		Matcher matcher = pattern.matcher(text);
		matcher.region(position, text.length());
		if (!matcher.lookingAt()) {
			return null;
		}
		position = matcher.end();
		return matcher;
	}
}
