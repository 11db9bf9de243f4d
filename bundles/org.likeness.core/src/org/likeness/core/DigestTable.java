/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The digests of many files, by path: 32 bytes for each and a reference to its entry, where a map of objects would take
 * five times as much. Immutable.
 */
public final class DigestTable extends AbstractMap<MachinePath, Digest> {

	/** So many digests lie in one array: none has to be copied when there are more. */
	private static final int PER_CHUNK = 1 << 14;

	private final FileEntry[] files;
	private final byte[][] chunks;
	private final boolean[] known;
	private final int size;

	private DigestTable(FileEntry[] files, byte[][] chunks, boolean[] known) {
		this.files = files;
		this.chunks = chunks;
		this.known = known;
		int count = 0;
		for (boolean each : known) {
			count += each ? 1 : 0;
		}
		this.size = count;
	}

	@Override
	public Digest get(Object path) {
		int index = path instanceof MachinePath wanted ? indexOf(files, wanted) : -1;
		return index < 0 || !known[index] ? null : at(index);
	}

	@Override
	public boolean containsKey(Object path) {
		int index = path instanceof MachinePath wanted ? indexOf(files, wanted) : -1;
		return index >= 0 && known[index];
	}

	private static int indexOf(FileEntry[] files, MachinePath path) {
		int low = 0;
		int high = files.length - 1;
		while (low <= high) {
			int middle = (low + high) >>> 1;
			int order = files[middle].path().compareTo(path);
			if (order == 0) {
				return middle;
			}
			if (order < 0) {
				low = middle + 1;
			} else {
				high = middle - 1;
			}
		}
		return -1;
	}

	private Digest at(int index) {
		int start = index % PER_CHUNK * Digest.LENGTH;
		return Digest.of(Arrays.copyOfRange(chunks[index / PER_CHUNK], start, start + Digest.LENGTH));
	}

	@Override
	public int size() {
		return size;
	}

	@Override
	public Set<Map.Entry<MachinePath, Digest>> entrySet() {
		return new AbstractSet<>() {
			@Override
			public Iterator<Map.Entry<MachinePath, Digest>> iterator() {
				return new Entries();
			}

			@Override
			public int size() {
				return size;
			}
		};
	}

	private final class Entries implements Iterator<Map.Entry<MachinePath, Digest>> {

		private int next = -1;

		Entries() {
			advance();
		}

		private void advance() {
			do {
				next++;
			} while (next < known.length && !known[next]);
		}

		@Override
		public boolean hasNext() {
			return next < known.length;
		}

		@Override
		public Map.Entry<MachinePath, Digest> next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			Map.Entry<MachinePath, Digest> entry = Map.entry(files[next].path(), at(next));
			advance();
			return entry;
		}
	}

	/** Collects digests; several threads may each {@link #put} those of other files. */
	public static final class Builder {

		private final FileEntry[] files;
		private final byte[][] chunks;
		private final boolean[] known;

		/** @param wanted the files whose digests may come, in any order; one that is there twice counts once */
		public Builder(Collection<FileEntry> wanted) {
			FileEntry[] sorted = wanted.toArray(FileEntry[]::new);
			Arrays.sort(sorted, FileEntry::compareByPath);
			int count = 0;
			for (FileEntry file : sorted) {
				if (count == 0 || FileEntry.compareByPath(sorted[count - 1], file) != 0) {
					sorted[count++] = file;
				}
			}
			files = count == sorted.length ? sorted : Arrays.copyOf(sorted, count);
			chunks = new byte[(count + PER_CHUNK - 1) / PER_CHUNK][];
			for (int i = 0; i < chunks.length; i++) {
				chunks[i] = new byte[Math.min(PER_CHUNK, count - i * PER_CHUNK) * Digest.LENGTH];
			}
			known = new boolean[count];
		}

		/** @return how many files there are */
		public int size() {
			return files.length;
		}

		/** @return the file of that number, in the order of paths */
		public FileEntry file(int number) {
			return files[number];
		}

		/** @return whether the digest of the file of that number was told */
		public boolean has(int number) {
			return known[number];
		}

		/** Tells the digest of the file of that number. */
		public void put(int number, Digest digest) {
			digest.copyTo(chunks[number / PER_CHUNK], number % PER_CHUNK * Digest.LENGTH);
			known[number] = true;
		}

		/** Tells the digest of the file at {@code path}, if it is one of them. */
		public void put(MachinePath path, Digest digest) {
			int number = indexOf(files, path);
			if (number >= 0) {
				put(number, digest);
			}
		}

		/** Tells of all files whose digest is not known yet what {@code more} knows of them. */
		public Builder putAll(Map<MachinePath, Digest> more) {
			if (more instanceof DigestTable table) {
				merge(table);
			} else {
				for (int i = 0; !more.isEmpty() && i < files.length; i++) {
					Digest digest = known[i] ? null : more.get(files[i].path());
					if (digest != null) {
						put(i, digest);
					}
				}
			}
			return this;
		}

		/** Both are in the order of paths. */
		private void merge(DigestTable table) {
			int theirs = 0;
			for (int i = 0; i < files.length; i++) {
				while (theirs < table.files.length && FileEntry.compareByPath(table.files[theirs], files[i]) < 0) {
					theirs++;
				}
				if (theirs == table.files.length) {
					return;
				}
				if (!known[i] && table.known[theirs] && FileEntry.compareByPath(table.files[theirs], files[i]) == 0) {
					put(i, table.at(theirs));
				}
			}
		}

		/** @return the files whose digests were not told */
		public List<FileEntry> unknown() {
			List<FileEntry> unknown = new ArrayList<>();
			for (int i = 0; i < files.length; i++) {
				if (!known[i]) {
					unknown.add(files[i]);
				}
			}
			return unknown;
		}

		/** @return what was told; the builder can't be used any more */
		public DigestTable build() {
			return new DigestTable(files, chunks, known);
		}
	}
}
