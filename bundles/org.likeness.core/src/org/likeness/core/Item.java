/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The smallest thing that a person would choose: one package, one settings key, one file.
 * <p>
 * Two items of the same key are the same if their attributes are, and the contents of their files. Immutable.
 */
public final class Item {

	/** The key, or the {@link MachinePath} of the folder from which the file's path is the key: most items are files. */
	private final Object key;
	private final SortedMap<String, String> attributes;
	private final FileEntry file;
	private final String problem;

	private Item(Object key, SortedMap<String, String> attributes, FileEntry file, String problem) {
		this.key = Objects.requireNonNull(key);
		this.attributes = attributes;
		this.file = file;
		this.problem = problem;
	}

	/** @return an item that its attributes describe in full: a package, a setting */
	public static Item of(String key, Map<String, String> attributes) {
		return new Item(key, Collections.unmodifiableSortedMap(new TreeMap<>(attributes)), null, null);
	}

	/** @return an item with the single attribute {@code value} */
	public static Item setting(String key, String value) {
		return of(key, Map.of("value", value));
	}

	/**
	 * @param attributes what counts besides the contents; kept as it is, so that many items can share one map
	 * @param file       the file whose contents count
	 * @return an item that stands for a file
	 */
	public static Item file(String key, SortedMap<String, String> attributes, FileEntry file) {
		return new Item(key, attributes, Objects.requireNonNull(file), null);
	}

	/**
	 * @param folder     where {@code file} lies below; its path from there is the key, and not kept a second time
	 * @param attributes what counts besides the contents; kept as it is, so that many items can share one map
	 * @param file       the file whose contents count
	 * @return an item that stands for a file
	 */
	public static Item file(MachinePath folder, SortedMap<String, String> attributes, FileEntry file) {
		if (!file.folder().startsWith(folder)) {
			throw new IllegalArgumentException(file.path() + " is not below " + folder);
		}
		return new Item(folder, attributes, file, null);
	}

	/** @return an item that is there and could not be read; {@code problem} says why */
	public static Item unread(String key, String problem) {
		return new Item(key, Collections.emptySortedMap(), null, Objects.requireNonNull(problem));
	}

	/** @return what identifies the item within its facet, the same on both machines; printable */
	public String key() {
		return key instanceof MachinePath folder ? file.path().relativeTo(folder).toString() : (String) key;
	}

	/** @return the key as a name: what rules match */
	Name name() {
		return Name.of(key());
	}

	/** Compares the keys. */
	static int compareByKey(Item a, Item b) {
		return a.key instanceof MachinePath ofA && b.key instanceof MachinePath ofB
				? MachinePath.compareShown(a.file.path(), ofA, b.file.path(), ofB)
				: a.key().compareTo(b.key());
	}

	/** @return what counts besides the contents of a file, by name; may be empty */
	public SortedMap<String, String> attributes() {
		return attributes;
	}

	/** @return the regular file whose contents count; {@code null} if there is none */
	public FileEntry file() {
		return file;
	}

	/** @return why it could not be read; {@code null} if it could */
	public String problem() {
		return problem;
	}

	/** @return key, attributes and size, for people and for test failures */
	@Override
	public String toString() {
		return key() + " " + attributes + (file == null ? "" : " " + file.size() + " bytes")
				+ (problem == null ? "" : " (" + problem + ")");
	}
}
