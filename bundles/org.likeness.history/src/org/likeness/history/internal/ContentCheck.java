/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.likeness.core.Digest;
import org.likeness.core.MachinePath;

/** Checks that the contents which are kept are those that the lists of entries tell of, the large ones too. */
final class ContentCheck {

	private final ObjectCheck objects;
	private final LargeContents large;
	private final List<String> problems;
	/** Pairs of folders that were checked: most are the same in one commit and the next. */
	private final Set<List<Object>> checked = new HashSet<>();
	private final Set<LargePointer> checkedLarge = new HashSet<>();

	ContentCheck(ObjectCheck objects, LargeContents large, List<String> problems) {
		this.objects = objects;
		this.large = large;
		this.problems = problems;
	}

	/** @param root the tree of a commit, whose objects have been checked */
	void check(ObjectId root, SubMonitor progress) {
		Map<String, ObjectId> parts = folders(root);
		if (parts.containsKey(SnapshotTree.FILES)) {
			check(parts.get(SnapshotTree.FILES), parts.get(SnapshotTree.METADATA), MachinePath.ROOT, progress);
		}
	}

	private Map<String, ObjectId> folders(ObjectId tree) {
		Map<String, ObjectId> folders = new HashMap<>();
		CanonicalTreeParser entries = tree == null ? null : objects.tree(tree);
		for (; entries != null && !entries.eof(); entries.next()) {
			if (entries.getEntryFileMode().equals(FileMode.TREE)) {
				folders.put(name(entries), entries.getEntryObjectId());
			}
		}
		return folders;
	}

	private static String name(CanonicalTreeParser entries) {
		return new String(ObjectCheck.nameOf(entries), StandardCharsets.ISO_8859_1);
	}

	private void check(ObjectId files, ObjectId metadata, MachinePath folder, SubMonitor progress) {
		CanonicalTreeParser entries = objects.tree(files);
		if (entries == null || !checked.add(java.util.Arrays.asList(files, metadata))) {
			return;
		}
		progress.setWorkRemaining(1000).split(1);
		Map<String, ObjectId> below = folders(metadata);
		Map<MachinePath, Digest> digests = digests(metadata, folder);
		for (; !entries.eof(); entries.next()) {
			try {
				MachinePath path = folder.resolve(TreeNames.decode(name(entries)));
				if (entries.getEntryFileMode().equals(FileMode.TREE)) {
					check(entries.getEntryObjectId(), below.get(name(entries)), path, progress);
				} else {
					checkFile(path, entries.getEntryObjectId(), digests.get(path));
				}
			} catch (IllegalArgumentException e) {
				problems.add("A name below files" + folder + " is none of ours: " + Failures.reason(e));
			}
		}
	}

	private Map<MachinePath, Digest> digests(ObjectId metadata, MachinePath folder) {
		Map<MachinePath, Digest> digests = new HashMap<>();
		CanonicalTreeParser entries = metadata == null ? null : objects.tree(metadata);
		for (; entries != null && !entries.eof(); entries.next()) {
			if (name(entries).equals(SnapshotTree.ENTRIES) && objects.blob(entries.getEntryObjectId()) != null) {
				try {
					SnapshotTree.entries(objects.reader(), entries.getEntryObjectId(), folder)
							.forEach(entry -> digests.put(entry.entry().path(), entry.digest()));
				} catch (IOException | IllegalArgumentException e) {
					problems.add("The list of what is in " + folder + " can't be read: " + Failures.reason(e));
				}
			}
		}
		return digests;
	}

	private void checkFile(MachinePath path, ObjectId blob, Digest digest) {
		Digest found = objects.blob(blob);
		if (found == null || found.equals(digest)) {
			return;
		}
		try {
			Optional<LargePointer> pointer = new KeptContent(objects.reader(), large)
					.pointer(objects.reader().open(blob, Constants.OBJ_BLOB), digest);
			if (pointer.isEmpty()) {
				problems.add("The contents that are kept of " + path + " are not those that were recorded");
			} else if (checkedLarge.add(pointer.get())) {
				checkLarge(path, pointer.get());
			}
		} catch (IOException e) {
			problems.add("The contents that are kept of " + path + " can't be read: " + Failures.reason(e));
		}
	}

	private void checkLarge(MachinePath path, LargePointer pointer) throws IOException {
		try (InputStream in = new VerifiedStream(large.open(pointer), pointer.digest())) {
			if (in.transferTo(OutputStream.nullOutputStream()) != pointer.size()) {
				problems.add("The large contents " + pointer.digest() + " of " + path + " have not their size");
			}
		} catch (NoSuchFileException e) {
			problems.add("The large contents " + pointer.digest() + " of " + path + " are gone");
		}
	}
}
