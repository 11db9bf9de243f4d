/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

import org.likeness.core.MachinePath;

/**
 * The entries of a snapshot in the order of their paths, in which they are looked up for the most part too: that takes no
 * table of a million paths.
 */
public final class RecordedEntries implements Iterable<RecordedEntry> {

	private final List<RecordedEntry> sorted;
	/** Where the last one that was looked up is, or would be. */
	private volatile int last;

	/** @param entries in any order; fastest in the order of their paths */
	RecordedEntries(List<RecordedEntry> entries) {
		sorted = new ArrayList<>(entries);
		sorted.sort(Comparator.comparing(entry -> entry.entry().path()));
	}

	/** @return the entry at {@code path}; {@code null} if there is none */
	RecordedEntry get(MachinePath path) {
		int index = indexOf(path);
		last = index;
		return index < sorted.size() && path(index).equals(path) ? sorted.get(index) : null;
	}

	/** @return {@code path} and what comes after it, in the order of paths */
	List<RecordedEntry> from(MachinePath path) {
		return sorted.subList(indexOf(path), sorted.size());
	}

	/** @return where {@code path} is, or would be */
	private int indexOf(MachinePath path) {
		int low = 0;
		int high = sorted.size();
		int near = last;
		// It mostly is the next one.
		for (int i = near; i < Math.min(near + 2, high); i++) {
			int order = path(i).compareTo(path);
			if (order == 0 && (i == 0 || i > near)) {
				return i;
			}
			low = order < 0 ? i + 1 : low;
			high = order >= 0 ? i : high;
		}
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (path(middle).compareTo(path) < 0) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		return low;
	}

	private MachinePath path(int index) {
		return sorted.get(index).entry().path();
	}

	int size() {
		return sorted.size();
	}

	@Override
	public Iterator<RecordedEntry> iterator() {
		return sorted.iterator();
	}
}
