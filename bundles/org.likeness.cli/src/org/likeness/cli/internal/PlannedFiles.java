/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.ArrayList;
import java.util.List;

import org.likeness.core.FileChange;
import org.likeness.core.FileType;

/**
 * What a plan does to files, folders and symlinks.
 *
 * @param written    how many are new, or get other contents
 * @param attributes how many get other permissions, owners or times only
 * @param removed    how many go
 * @param bytes      how many bytes of contents are written
 */
record PlannedFiles(int written, int attributes, int removed, long bytes) {

	static PlannedFiles of(List<FileChange> changes) {
		int written = 0;
		int removed = 0;
		long bytes = 0;
		for (FileChange change : changes) {
			written += isWritten(change) ? 1 : 0;
			removed += change.after() == null ? 1 : 0;
			bytes += change.bytes();
		}
		return new PlannedFiles(written, changes.size() - written - removed, removed, bytes);
	}

	private static boolean isWritten(FileChange change) {
		if (change.after() == null) {
			return false;
		}
		return change.content() != null || change.before() == null || change.before().type() != change.after().type()
				|| change.after().type() == FileType.SYMLINK;
	}

	/** @return what is done to one path, as the JSON spells it */
	static String word(FileChange change) {
		return change.after() == null ? "remove" : isWritten(change) ? "write" : "attributes";
	}

	/** @return for people; what there is none of is passed over */
	String text() {
		List<String> parts = new ArrayList<>();
		if (written > 0) {
			parts.add(files(written) + " written (" + Sizes.text(bytes) + ")");
		}
		if (removed > 0) {
			parts.add(files(removed) + " removed");
		}
		if (attributes > 0) {
			parts.add(files(attributes) + (attributes == 1 ? " gets" : " get") + " other permissions or times only");
		}
		return String.join(", ", parts);
	}

	private static String files(int count) {
		return count + (count == 1 ? " file" : " files");
	}
}
