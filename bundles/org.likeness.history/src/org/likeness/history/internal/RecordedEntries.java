/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.likeness.core.MachinePath;

/** The entries of a snapshot in the order of their paths; looked up by hash, as paths take long to compare. */
public final class RecordedEntries implements Iterable<RecordedEntry> {

	private final List<RecordedEntry> sorted;
	private final Map<MachinePath, RecordedEntry> byPath;

	/** @param entries in any order; fastest in the order of their paths */
	RecordedEntries(List<RecordedEntry> entries) {
		sorted = new ArrayList<>(entries);
		sorted.sort(Comparator.comparing(entry -> entry.entry().path()));
		byPath = new HashMap<>(sorted.size() * 2);
		sorted.forEach(entry -> byPath.putIfAbsent(entry.entry().path(), entry));
	}

	/** @return the entry at {@code path}; {@code null} if there is none */
	RecordedEntry get(MachinePath path) {
		return byPath.get(path);
	}

	/** @return {@code path} and what comes after it, in the order of paths */
	List<RecordedEntry> from(MachinePath path) {
		int low = 0;
		int high = sorted.size();
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (sorted.get(middle).entry().path().compareTo(path) < 0) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		return sorted.subList(low, sorted.size());
	}

	int size() {
		return sorted.size();
	}

	@Override
	public Iterator<RecordedEntry> iterator() {
		return sorted.iterator();
	}
}
