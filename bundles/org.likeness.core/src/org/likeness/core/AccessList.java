/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * A POSIX access control list as an extended attribute holds it (linux/posix_acl_xattr.h): the number 2, and for each
 * entry a tag, the permissions and the number of a user or group, little-endian; in the order of tags and numbers.
 * Immutable.
 */
public final class AccessList {

	private static final int VERSION = 2;
	private static final int ENTRY = 8;
	private static final int OWNER = 0x01;
	private static final int USER = 0x02;
	private static final int GROUP = 0x08;
	private static final int NOBODY = -1;
	private static final int WRITE = 2;

	/** The words that getfacl starts its lines with, by tag. */
	private static final Map<Integer, String> TAGS = new TreeMap<>(Map.of(OWNER, "user", USER, "user", 0x04, "group",
			GROUP, "group", 0x10, "mask", 0x20, "other"));

	private record Entry(int tag, int permissions, int id) {

		/** The number in an entry that names nobody means nothing, whatever it is. */
		static Entry of(int tag, int permissions, int id) {
			return new Entry(tag, permissions, tag == USER || tag == GROUP ? id : NOBODY);
		}

		boolean isNamed() {
			return tag == USER || tag == GROUP;
		}
	}

	private final List<Entry> entries;

	private AccessList(List<Entry> entries) {
		this.entries = entries;
	}

	/** @return the list; empty if the bytes are none */
	public static Optional<AccessList> parse(byte[] value) {
		ByteBuffer in = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
		if (value.length < Integer.BYTES || (value.length - Integer.BYTES) % ENTRY != 0 || in.getInt() != VERSION) {
			return Optional.empty();
		}
		List<Entry> entries = new ArrayList<>();
		while (in.hasRemaining()) {
			Entry entry = Entry.of(in.getShort(), in.getShort(), in.getInt());
			if (!TAGS.containsKey(entry.tag()) || entry.permissions() < 0 || entry.permissions() > 7) {
				return Optional.empty();
			}
			entries.add(entry);
		}
		return Optional.of(new AccessList(entries));
	}

	/** @return the list that {@link #toString()} tells so; empty if the text tells none */
	public static Optional<AccessList> ofText(String text) {
		List<Entry> entries = new ArrayList<>();
		for (String field : text.split(",", -1)) {
			String[] parts = field.split(":", -1);
			if (parts.length != 3 || parts[2].length() != 3) {
				return Optional.empty();
			}
			boolean named = !parts[1].isEmpty();
			Optional<Integer> tag = TAGS.entrySet().stream().filter(known -> known.getValue().equals(parts[0])
					&& named == (known.getKey() == USER || known.getKey() == GROUP)).map(Map.Entry::getKey).findFirst();
			int permissions = (parts[2].charAt(0) == 'r' ? 4 : 0) | (parts[2].charAt(1) == 'w' ? 2 : 0)
					| (parts[2].charAt(2) == 'x' ? 1 : 0);
			if (tag.isEmpty() || named && !parts[1].matches("\\d{1,10}")
					|| named && Long.parseLong(parts[1]) >= 1L << Integer.SIZE) {
				return Optional.empty();
			}
			entries.add(new Entry(tag.get(), permissions, named ? Integer.parseUnsignedInt(parts[1]) : NOBODY));
		}
		return Optional.of(new AccessList(List.copyOf(entries)));
	}

	/** @return the list for other numbers; of two entries that become one, the one that had another number stays */
	AccessList mapped(IntUnaryOperator users, IntUnaryOperator groups) {
		Map<Long, Entry> mapped = new TreeMap<>();
		for (Entry entry : entries) {
			IntUnaryOperator numbers = entry.tag() == USER ? users : groups;
			int id = entry.isNamed() ? numbers.applyAsInt(entry.id()) : entry.id();
			long order = (long) entry.tag() << Integer.SIZE | Integer.toUnsignedLong(id);
			Entry moved = new Entry(entry.tag(), entry.permissions(), id);
			if (id != entry.id()) {
				mapped.put(order, moved);
			} else {
				mapped.putIfAbsent(order, moved);
			}
		}
		return new AccessList(List.copyOf(mapped.values()));
	}

	/**
	 * @return the list without the entries that name some; the mask stays, which is what the mode says of the group, so
	 *         that the owning group may do no more than before
	 */
	AccessList without(IntPredicate users, IntPredicate groups) {
		return new AccessList(entries.stream().filter(entry -> !entry.isNamed()
				|| !(entry.tag() == USER ? users : groups).test(entry.id())).toList());
	}

	/** @return the list by which none but the owner may write */
	AccessList writtenByOwner() {
		return new AccessList(entries.stream().map(entry -> entry.tag() == OWNER ? entry
				: new Entry(entry.tag(), entry.permissions() & ~WRITE, entry.id())).toList());
	}

	/** @return the attribute's value */
	public byte[] bytes() {
		ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + entries.size() * ENTRY).order(ByteOrder.LITTLE_ENDIAN);
		out.putInt(VERSION);
		entries.forEach(entry -> out.putShort((short) entry.tag()).putShort((short) entry.permissions())
				.putInt(entry.id()));
		return out.array();
	}

	/**
	 * @param users  what a user's number is called
	 * @param groups what a group's number is called
	 * @return as setfacl takes it: {@code user::rw-,user:1000:r--,…}
	 */
	public String text(IntFunction<String> users, IntFunction<String> groups) {
		return entries.stream().map(entry -> TAGS.get(entry.tag()) + ":"
				+ (!entry.isNamed() ? "" : (entry.tag() == USER ? users : groups).apply(entry.id())) + ":"
				+ permissions(entry.permissions())).collect(Collectors.joining(","));
	}

	private static String permissions(int bits) {
		return ((bits & 4) != 0 ? "r" : "-") + ((bits & 2) != 0 ? "w" : "-") + ((bits & 1) != 0 ? "x" : "-");
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof AccessList list && entries.equals(list.entries);
	}

	@Override
	public int hashCode() {
		return entries.hashCode();
	}

	@Override
	public String toString() {
		return text(Integer::toUnsignedString, Integer::toUnsignedString);
	}
}
