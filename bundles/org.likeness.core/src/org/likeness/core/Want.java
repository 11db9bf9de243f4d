/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;
import java.util.Objects;

/**
 * What a facet wants to know of one machine: the metadata of all that lies at and below a root, and the contents of
 * some of the files there. The engine merges the wants of all facets into one walk and one bulk read.
 *
 * @param root         where to look; it need not exist. Symlinks on the way to it and the root itself are resolved
 *                     within the machine, never out of it; symlinks below it are entries, not ways
 * @param leaveOut     what to leave out, relative to the root; a folder that matches is itself told (see
 *                     {@link Survey#leftOut(Want)}) but not entered
 * @param contents     the regular files, relative to the root (empty for the root itself), whose contents are wanted
 * @param contentLimit the most bytes to read of one file; a larger file has a {@linkplain Survey#problem problem}
 */
public record Want(MachinePath root, List<PathPattern> leaveOut, List<PathPattern> contents, int contentLimit) {

	/** Enough for any settings file: the dpkg status of a machine with 10,000 packages has about 15 MB. */
	public static final int DEFAULT_CONTENT_LIMIT = 64 << 20;

	public Want {
		Objects.requireNonNull(root);
		leaveOut = List.copyOf(leaveOut);
		contents = List.copyOf(contents);
	}

	/** @return a want for one file with its contents */
	public static Want file(MachinePath path) {
		return new Want(path, List.of(), List.of(PathPattern.of("")), DEFAULT_CONTENT_LIMIT);
	}

	/** @return a want for the metadata of a tree, but for {@code leaveOut} */
	public static Want tree(MachinePath root, List<PathPattern> leaveOut) {
		return new Want(root, leaveOut, List.of(), DEFAULT_CONTENT_LIMIT);
	}

	/** @return a want for a tree with the contents of the files that match */
	public static Want contents(MachinePath root, String... globs) {
		return new Want(root, List.of(), List.of(globs).stream().map(PathPattern::of).toList(), DEFAULT_CONTENT_LIMIT);
	}

	/** @return whether the contents of {@code entry} are wanted, whatever its size */
	public boolean wantsContents(FileEntry entry) {
		if (contents.isEmpty() || !entry.isFile() || !entry.path().startsWith(root)) {
			return false;
		}
		Name relative = entry.path().relativeTo(root);
		for (PathPattern pattern : contents) {
			if (pattern.matches(relative)) {
				return true;
			}
		}
		return false;
	}
}
