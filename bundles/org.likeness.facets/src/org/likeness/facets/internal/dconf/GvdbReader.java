/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.dconf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

import org.likeness.core.Name;

/**
 * Reads the values of a GVDB file, the format of dconf's databases: a header, and a hash table of items, each with the
 * end of its key, a parent with the start of it, and a pointer to its value. After {@code gvdb-format.h} of GNOME's gvdb:
 * all offsets are little-endian; the order of the signature's bytes tells that of the numbers in values.
 * <p>
 * The file is untrusted: every offset is checked; keys and values that overlap without end are refused, so that the work
 * and the memory stay proportional to the file.
 */
public final class GvdbReader {

	/** Takes the values in the order of the file. */
	public interface Receiver {

		/** @param value as {@code dconf dump} prints it */
		void value(Name key, String value);

		/** @param reason why the value at {@code key} is malformed */
		void malformedValue(Name key, String reason);

		/** @param reason why an item was passed over */
		void malformedItem(int index, String reason);
	}

	private static final byte[] SIGNATURE = "GVariant".getBytes(StandardCharsets.US_ASCII);
	private static final byte[] SWAPPED = "raVGtnai".getBytes(StandardCharsets.US_ASCII);
	private static final int HEADER_SIZE = 24;
	private static final int ITEM_SIZE = 24;
	private static final int NO_PARENT = -1;
	/** Paths of settings have some ten components. */
	private static final int MAX_PARENTS = 128;
	/** Paths of settings have some hundred bytes. */
	private static final int MAX_PATH = 4096;
	/** Whole keys are about as long as what the file takes for each. */
	private static final int KEYS_PER_FILE = 4;

	private final byte[] content;
	private final ByteBuffer buffer;
	private final ByteOrder order;
	private final int items;
	private final int count;
	private long keyBudget;
	private long valueBudget;

	/**
	 * @param content the file; kept, not copied
	 * @throws MalformedException if it is not of this format
	 */
	public GvdbReader(byte[] content) throws MalformedException {
		this.content = content;
		buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
		order = order(content);
		if (buffer.getInt(8) != 0) {
			throw new MalformedException("it is of the unknown version " + (buffer.getInt(8) & 0xffffffffL));
		}
		long start = unsigned(16);
		long end = unsigned(20);
		if (start > end || end > content.length || end - start < 8 || start % 4 != 0) {
			throw new MalformedException("its table lies outside of it");
		}
		long bloomWords = unsigned((int) start) & (1 << 27) - 1;
		long buckets = unsigned((int) start + 4);
		long first = start + 8 + 4 * bloomWords + 4 * buckets;
		if (first > end || (end - first) % ITEM_SIZE != 0) {
			throw new MalformedException("its table has a wrong size");
		}
		items = (int) first;
		count = (int) (end - first) / ITEM_SIZE;
		keyBudget = (long) KEYS_PER_FILE * content.length;
		valueBudget = content.length;
	}

	private static ByteOrder order(byte[] content) throws MalformedException {
		if (content.length >= HEADER_SIZE) {
			byte[] signature = Arrays.copyOf(content, SIGNATURE.length);
			if (Arrays.equals(signature, SIGNATURE)) {
				return ByteOrder.LITTLE_ENDIAN;
			}
			if (Arrays.equals(signature, SWAPPED)) {
				return ByteOrder.BIG_ENDIAN;
			}
		}
		throw new MalformedException("it does not start with the signature of a GVDB file");
	}

	/**
	 * Reads all values as they are stored.
	 *
	 * @return serialised values of type {@code v}, in the order of bytes of this file, by their keys
	 * @throws MalformedException if one of them can't be read or has no path for a key, or the order is not little-endian:
	 *                            such a file can't be written again without a loss
	 */
	public SortedMap<Name, byte[]> variants() throws MalformedException {
		if (order != ByteOrder.LITTLE_ENDIAN) {
			throw new MalformedException("it was written on a computer with another order of bytes");
		}
		SortedMap<Name, byte[]> variants = new TreeMap<>();
		for (int i = 0; i < count; i++) {
			int item = items + i * ITEM_SIZE;
			if (content[item + 14] == 'v') {
				int[] range = range(item);
				Name key = key(i);
				if (!key.raw().startsWith("/") || key.raw().endsWith("/")) {
					throw new MalformedException("it has a key that is not the path of a setting");
				}
				variants.put(key, Arrays.copyOfRange(content, range[0], range[1]));
			}
		}
		return variants;
	}

	/**
	 * Reads all values.
	 *
	 * @return whether the keys of all are known
	 */
	public boolean read(Receiver receiver) {
		boolean all = true;
		for (int i = 0; i < count; i++) {
			all &= content[items + i * ITEM_SIZE + 14] != 'v' || readValue(i, receiver);
		}
		return all;
	}

	private boolean readValue(int index, Receiver receiver) {
		Name key;
		try {
			key = key(index);
		} catch (MalformedException e) {
			receiver.malformedItem(index, e.getMessage());
			return false;
		}
		try {
			int[] range = range(items + index * ITEM_SIZE);
			receiver.value(key, VariantPrinter.print(content, range[0], range[1], order));
		} catch (MalformedException e) {
			receiver.malformedValue(key, e.getMessage());
		}
		return true;
	}

	/** @return where the value of an item starts and ends */
	private int[] range(int item) throws MalformedException {
		long start = unsigned(item + 16);
		long end = unsigned(item + 20);
		if (start > end || end > content.length || start % 8 != 0) {
			throw new MalformedException("its value lies outside of the database");
		}
		valueBudget -= end - start;
		if (valueBudget < 0) {
			throw new MalformedException("its value overlaps others");
		}
		return new int[] { (int) start, (int) end };
	}

	/** A parent's key is the start of this one's. */
	private Name key(int index) throws MalformedException {
		int[] chain = new int[MAX_PARENTS];
		int length = 0;
		int depth = 0;
		int at = index;
		while (at != NO_PARENT) {
			if (at < 0 || at >= count) {
				throw new MalformedException("has a parent that is not there");
			}
			if (depth == MAX_PARENTS) {
				throw new MalformedException("has parents without end");
			}
			chain[depth++] = at;
			long start = unsigned(items + at * ITEM_SIZE + 8);
			int size = keySize(at);
			if (start + size > content.length) {
				throw new MalformedException("has a key that lies outside of the database");
			}
			length += size;
			at = buffer.getInt(items + at * ITEM_SIZE + 4);
		}
		if (length > MAX_PATH) {
			throw new MalformedException("has too long a key");
		}
		keyBudget -= length;
		if (keyBudget < 0) {
			throw new MalformedException("has a key that overlaps others");
		}
		ByteBuffer key = ByteBuffer.allocate(length);
		while (depth > 0) {
			int part = chain[--depth];
			key.put(content, buffer.getInt(items + part * ITEM_SIZE + 8), keySize(part));
		}
		return Name.ofBytes(key.array());
	}

	private int keySize(int index) {
		return buffer.getShort(items + index * ITEM_SIZE + 12) & 0xffff;
	}

	private long unsigned(int at) {
		return buffer.getInt(at) & 0xffffffffL;
	}
}
