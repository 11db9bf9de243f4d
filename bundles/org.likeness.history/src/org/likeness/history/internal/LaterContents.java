/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.likeness.core.Digest;
import org.likeness.core.MachinePath;

/**
 * What later commits tell of an earlier one. Contents are kept when a file is about to change, so those of a file that
 * stayed the same for ten steps stand in the tenth commit, not in the first. They are the first one's too if the entry
 * was the same in all that a survey tells, in each commit up to there.
 */
final class LaterContents {

	private final Snapshot snapshot;
	private final Map<MachinePath, Digest> digests = new HashMap<>();
	private final Map<MachinePath, ObjectId> contents;
	/** The files that have changed since: nothing later is about them. */
	private final Set<MachinePath> changed = new HashSet<>();
	private final Map<MachinePath, Set<MachinePath>> byFolder = new HashMap<>();

	/**
	 * @param snapshot what the commit itself keeps
	 * @param commits  the commit, then those after it, oldest first, their headers parsed
	 */
	LaterContents(Snapshot snapshot, ObjectReader reader, List<RevCommit> commits) throws IOException {
		this.snapshot = snapshot;
		this.contents = new HashMap<>(snapshot.contents());
		for (RecordedEntry entry : snapshot.entries()) {
			if (entry.digest() != null) {
				digests.put(entry.entry().path(), entry.digest());
			}
			if (entry.entry().isFile()) {
				byFolder.computeIfAbsent(entry.entry().path().parent(), folder -> new HashSet<>())
						.add(entry.entry().path());
			}
		}
		for (int i = 1; i < commits.size(); i++) {
			look(reader, commits.get(i - 1), commits.get(i));
		}
	}

	Map<MachinePath, Digest> digests() {
		return digests;
	}

	Map<MachinePath, ObjectId> contents() {
		return contents;
	}

	private void look(ObjectReader reader, RevCommit before, RevCommit after) throws IOException {
		Map<MachinePath, ObjectId> blobs = new HashMap<>();
		try (TreeWalk walk = new TreeWalk(reader)) {
			walk.addTree(before.getTree());
			walk.addTree(after.getTree());
			walk.setRecursive(true);
			walk.setFilter(TreeFilter.ANY_DIFF);
			while (walk.next()) {
				String path = new String(walk.getRawPath(), StandardCharsets.ISO_8859_1);
				boolean isThere = walk.getFileMode(1).getObjectType() == org.eclipse.jgit.lib.Constants.OBJ_BLOB;
				ObjectId blob = isThere ? walk.getObjectId(1) : null;
				if (path.startsWith(SnapshotTree.METADATA + "/") && path.endsWith("/" + SnapshotTree.ENTRIES)) {
					lookAtFolder(reader, SnapshotTree.folder(path), blob);
				} else if (blob != null && path.startsWith(SnapshotTree.FILES + "/")) {
					blobs.put(SnapshotTree.decode(path, SnapshotTree.FILES.length() + 1), blob);
				}
			}
		}
		blobs.forEach((path, blob) -> {
			if (!changed.contains(path) && digests.containsKey(path)) {
				contents.putIfAbsent(path, blob);
			}
		});
	}

	private void lookAtFolder(ObjectReader reader, MachinePath folder, ObjectId list) throws IOException {
		Set<MachinePath> open = byFolder.getOrDefault(folder, Set.of());
		if (open.isEmpty()) {
			return;
		}
		Map<MachinePath, RecordedEntry> now = new HashMap<>();
		if (list != null) {
			SnapshotTree.entries(reader, list, folder).forEach(entry -> now.put(entry.entry().path(), entry));
		}
		open.removeIf(path -> {
			RecordedEntry entry = now.get(path);
			Digest known = digests.get(path);
			boolean same = entry != null && Snapshot.sameEntry(entry.entry(), snapshot.entries().get(path).entry())
					&& (known == null || entry.digest() == null || known.equals(entry.digest()));
			if (!same) {
				changed.add(path);
			} else if (entry.digest() != null) {
				digests.put(path, entry.digest());
			}
			return !same;
		});
	}
}
