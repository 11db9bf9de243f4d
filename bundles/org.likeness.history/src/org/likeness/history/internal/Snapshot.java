/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import org.eclipse.jgit.lib.ObjectId;
import org.likeness.core.Digest;
import org.likeness.core.FileAttributes;
import org.likeness.core.FileEntry;
import org.likeness.core.MachinePath;
import org.likeness.core.Places;
import org.likeness.core.SecretMarks;
import org.likeness.core.SystemDescription;
import org.likeness.core.Want;

/**
 * What one commit keeps of a machine.
 *
 * @param system   what it ran and who used it
 * @param wants    what was asked for
 * @param entries  what was found
 * @param contents the blobs of the contents that are kept: the bytes themselves, or the pointer to a large object
 * @param items    the items that have no file of their own, as text, by the ids of their facets
 * @param problems what could not be read, and why
 * @param packages what files of packages hold that came or went with this step or one before, by file name
 * @param places   whether entries are told where they are; else, those that are reached by symlinks as if none were there
 */
public record Snapshot(SystemDescription system, List<Want> wants, RecordedEntries entries,
		Map<MachinePath, ObjectId> contents, SortedMap<String, String> items, SortedMap<MachinePath, String> problems,
		SortedMap<String, Digest> packages, boolean places) {

	/** @return where what was asked for was */
	Places places(Collection<MachinePath> roots) {
		return Places.of(places ? roots : List.of(), path -> {
			RecordedEntry found = entries.get(path);
			return found == null ? null : found.entry().linkTarget();
		});
	}

	/** @return whether both tell of the same state, however much of its contents each keeps */
	boolean sameState(Snapshot other) {
		if (!system.equals(other.system) || !sameItems(items, other.items)
				|| entries.size() != other.entries.size()) {
			return false;
		}
		for (RecordedEntry mine : entries) {
			RecordedEntry theirs = other.entries.get(mine.entry().path());
			if (theirs == null) {
				return false;
			}
			boolean sameContents = mine.digest() == null || theirs.digest() == null
					|| mine.digest().equals(theirs.digest());
			if (!sameContents || !sameEntry(mine.entry(), theirs.entry())) {
				return false;
			}
		}
		return true;
	}

	private static boolean sameItems(SortedMap<String, String> mine, SortedMap<String, String> theirs) {
		return mine.keySet().equals(theirs.keySet()) && mine.entrySet().stream()
				.allMatch(items -> SecretMarks.mayBeSame(items.getValue(), theirs.get(items.getKey())));
	}

	/** @return whether nothing tells one from the other; attributes do not where one of them was recorded without */
	static boolean sameEntry(FileEntry mine, FileEntry theirs) {
		boolean unknown = mine.attributes() == FileAttributes.UNKNOWN || theirs.attributes() == FileAttributes.UNKNOWN;
		return mine.equals(unknown ? theirs.with(mine.attributes()) : theirs);
	}
}
