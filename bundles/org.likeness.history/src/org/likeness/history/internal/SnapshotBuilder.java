/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.likeness.core.Digest;
import org.likeness.core.FileEntry;
import org.likeness.core.MachinePath;
import org.likeness.core.RecordedState;

/**
 * Makes a snapshot of a state. What the state does not tell is taken from the step before where an entry is the same
 * in all it has: its digest, and the contents of that digest; but never those of a secret, which a step before may have
 * from when it was not known to be one.
 */
final class SnapshotBuilder {

	private final ContentStore store;
	private final Map<Digest, ObjectId> known = new HashMap<>();

	/** @param store where contents are kept */
	SnapshotBuilder(ContentStore store) {
		this.store = store;
	}

	/**
	 * @param state  what was found
	 * @param parent the step before; {@code null} if there is none that we could read
	 */
	Snapshot build(RecordedState state, Snapshot parent, IProgressMonitor monitor) throws IOException {
		SubMonitor progress = SubMonitor.convert(monitor, state.survey().entries().size());
		known.putAll(store.kept());
		if (parent != null) {
			parent.contents().forEach((path, blob) -> {
				RecordedEntry entry = parent.entries().get(path);
				if (entry != null && entry.digest() != null) {
					known.putIfAbsent(entry.digest(), blob);
				}
			});
		}
		List<RecordedEntry> entries = new ArrayList<>();
		Map<MachinePath, ObjectId> contents = new HashMap<>();
		for (FileEntry entry : state.survey().entries()) {
			progress.split(1);
			Digest digest = digest(entry, state, parent);
			RecordedEntry found = new RecordedEntry(entry, digest, state.survey().links(entry.path()).stream()
					.findFirst().filter(first -> !first.equals(entry.path())).orElse(null));
			RecordedEntry before = parent == null ? null : parent.entries().get(entry.path());
			entries.add(found.equals(before) ? before : found);
			if (digest != null && known.containsKey(digest)) {
				contents.put(entry.path(), known.get(digest));
			}
		}
		SortedMap<String, String> items = new TreeMap<>();
		state.inventories().forEach((facet, inventory) -> items.put(facet, SnapshotTexts.items(inventory)));
		items.values().removeIf(String::isEmpty);
		return new Snapshot(state.system(), state.wants(), new RecordedEntries(entries), contents, items,
				new TreeMap<>(state.survey().problems()), packages(state, parent), true);
	}

	private static SortedMap<String, Digest> packages(RecordedState state, Snapshot parent) {
		SortedMap<String, Digest> packages = parent == null ? new TreeMap<>() : new TreeMap<>(parent.packages());
		packages.putAll(state.packages());
		return packages;
	}

	private Digest digest(FileEntry entry, RecordedState state, Snapshot parent) throws IOException {
		if (state.isWithheld(entry.path())) {
			return null;
		}
		byte[] content = state.survey().contents().get(entry.path());
		if (content != null) {
			ContentStore.Kept kept = store.keep(content.length, new ByteArrayInputStream(content));
			known.put(kept.digest(), kept.blob());
			return kept.digest();
		}
		Digest digest = state.digests().get(entry.path());
		if (digest == null && parent != null && entry.isFile()) {
			RecordedEntry before = parent.entries().get(entry.path());
			return before != null && before.entry().equals(entry) ? before.digest() : null;
		}
		return digest;
	}
}
