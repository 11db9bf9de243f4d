/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the copies that are one file in the source, by several names (hard links), and may be one in the target. */
final class LinkedCopies {

	/** What all names of a file have in common: the file, by its first name, and all of its metadata. */
	private record Shared(MachinePath first, FileEntry after) {
	}

	private final Survey source;

	/** @param source where the contents are copied from */
	LinkedCopies(Survey source) {
		this.source = source;
	}

	/** @return the same changes, in the order of paths, where only the first name of each file has contents to write */
	List<FileChange> of(List<FileChange> changes) {
		Map<Shared, MachinePath> written = new HashMap<>();
		List<FileChange> linked = new ArrayList<>(changes.size());
		for (FileChange change : changes) {
			linked.add(change.content() instanceof FileChange.Copied copied && copied.sameAs() == null
					&& !source.links(copied.file().path()).isEmpty() ? link(change, copied, written) : change);
		}
		return linked;
	}

	private FileChange link(FileChange change, FileChange.Copied copied, Map<Shared, MachinePath> written) {
		MachinePath first = source.links(copied.file().path()).first();
		MachinePath other = written.putIfAbsent(new Shared(first, at(first, change.after())), change.path());
		return other == null ? change
				: new FileChange(change.path(), change.before(), change.after(),
						new FileChange.Copied(copied.file(), 0, other));
	}

	private static FileEntry at(MachinePath path, FileEntry entry) {
		return new FileEntry(path, entry.type(), entry.mode(), entry.uid(), entry.gid(), entry.size(),
				entry.mtimeNanos(), entry.linkTarget(), entry.attributes());
	}
}
