/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.dconf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.likeness.core.Name;

/**
 * Writes values as a GVDB file in the way of dconf: besides each value there is a list of what is in each folder of
 * settings. After {@code gvdb-format.h} and {@code gvdb-builder.c} of GNOME's gvdb: the hash is that of D. J. Bernstein
 * over signed bytes, there is no Bloom filter, and items stand in the order of their buckets.
 */
public final class GvdbWriter {

	private static final int HEADER_SIZE = 24;
	private static final int TABLE_HEADER_SIZE = 8;
	private static final int ITEM_SIZE = 24;
	private static final int BLOOM_SHIFT = 5 << 27;
	private static final int VALUE_ALIGNMENT = 8;
	private static final int LIST_ALIGNMENT = 4;

	/** One line of the table. */
	private static final class Entry {

		private final String key;
		private final Entry parent;
		private final byte[] value;
		private final List<Entry> children = new ArrayList<>();
		private int index;

		/** @param value {@code null} for a folder */
		Entry(String key, Entry parent, byte[] value) {
			this.key = key;
			this.parent = parent;
			this.value = value;
		}

		int hash() {
			int hash = 5381;
			for (int i = 0; i < key.length(); i++) {
				hash = hash * 33 + (byte) key.charAt(i);
			}
			return hash;
		}

		/** The rest of the key is the parent's. */
		String ownKey() {
			return parent == null ? key : key.substring(parent.key.length());
		}
	}

	private final SortedMap<String, Entry> entries = new TreeMap<>();

	private GvdbWriter() {
		entries.put("/", new Entry("/", null, null));
	}

	/**
	 * @param variants serialised values of type {@code v}, in little-endian order, by their keys: paths that start with a
	 *                 slash and end with none
	 * @return the file
	 */
	public static byte[] write(Map<Name, byte[]> variants) {
		GvdbWriter writer = new GvdbWriter();
		variants.forEach(writer::add);
		return writer.bytes();
	}

	private void add(Name key, byte[] variant) {
		Entry folder = folder(key.raw().substring(0, key.raw().lastIndexOf('/') + 1));
		Entry entry = new Entry(key.raw(), folder, variant);
		folder.children.add(entry);
		entries.put(entry.key, entry);
	}

	private Entry folder(String key) {
		Entry folder = entries.get("/");
		for (int slash = key.indexOf('/', 1); slash >= 0; slash = key.indexOf('/', slash + 1)) {
			Entry parent = folder;
			folder = entries.computeIfAbsent(key.substring(0, slash + 1), path -> {
				Entry made = new Entry(path, parent, null);
				parent.children.add(made);
				return made;
			});
		}
		return folder;
	}

	private byte[] bytes() {
		List<Entry> table = new ArrayList<>(entries.values());
		int buckets = table.size();
		table.sort(Comparator.comparingInt(entry -> Integer.remainderUnsigned(entry.hash(), buckets)));
		for (int i = 0; i < table.size(); i++) {
			table.get(i).index = i;
		}
		int tableSize = TABLE_HEADER_SIZE + 4 * buckets + ITEM_SIZE * table.size();
		int size = HEADER_SIZE + tableSize;
		for (Entry entry : table) {
			size += entry.ownKey().length() + VALUE_ALIGNMENT
					+ (entry.value == null ? 4 * entry.children.size() : entry.value.length);
		}
		ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
		file.put("GVariant".getBytes(StandardCharsets.US_ASCII)).putInt(0).putInt(0).putInt(HEADER_SIZE)
				.putInt(HEADER_SIZE + tableSize);
		file.putInt(BLOOM_SHIFT).putInt(buckets);
		int next = 0;
		for (int bucket = 0; bucket < buckets; bucket++) {
			while (next < table.size() && Integer.remainderUnsigned(table.get(next).hash(), buckets) < bucket) {
				next++;
			}
			file.putInt(next);
		}
		int items = file.position();
		file.position(HEADER_SIZE + tableSize);
		for (Entry entry : table) {
			writeItem(file, items + entry.index * ITEM_SIZE, entry);
		}
		byte[] bytes = new byte[file.position()];
		file.rewind().get(bytes);
		return bytes;
	}

	private static void writeItem(ByteBuffer file, int at, Entry entry) {
		byte[] key = entry.ownKey().getBytes(StandardCharsets.ISO_8859_1);
		int keyStart = file.position();
		file.put(key);
		int alignment = entry.value == null ? LIST_ALIGNMENT : VALUE_ALIGNMENT;
		while (file.position() % alignment != 0) {
			file.put((byte) 0);
		}
		int valueStart = file.position();
		if (entry.value == null) {
			entry.children.forEach(child -> file.putInt(child.index));
		} else {
			file.put(entry.value);
		}
		file.putInt(at, entry.hash()).putInt(at + 4, entry.parent == null ? -1 : entry.parent.index)
				.putInt(at + 8, keyStart).putShort(at + 12, (short) key.length)
				.put(at + 14, (byte) (entry.value == null ? 'L' : 'v')).put(at + 15, (byte) 0)
				.putInt(at + 16, valueStart).putInt(at + 20, file.position());
	}
}
