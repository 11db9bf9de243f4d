/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The extended attributes of a file or folder that go with it from one machine to another, access control lists among
 * them (xattr(7), acl(5)).
 * <p>
 * The rule "own security": a machine keeps its own labels and seals ({@code security.selinux}, {@code security.ima},
 * {@code security.evm}…) and what only its kernel and its administrator have a meaning for ({@code trusted.*}): they
 * follow from that machine's policy, not from the file. Immutable.
 */
public final class FileAttributes {

	/** None at all, as nearly all files have. */
	public static final FileAttributes NONE = new FileAttributes(Collections.emptySortedMap());

	/** Nobody looked: a history of before attributes were kept. Who makes a file what it was leaves its attributes. */
	public static final FileAttributes UNKNOWN = new FileAttributes(Collections.emptySortedMap());

	/** Who may do what; a list that says no more than the mode does is none. */
	public static final Name ACCESS_LIST = Name.of("system.posix_acl_access");

	/** The list that what is made in a folder gets. */
	public static final Name DEFAULT_LIST = Name.of("system.posix_acl_default");

	/** What a program may do that else only root may: given to these contents, so it never goes with others. */
	public static final Name CAPABILITY = Name.of("security.capability");

	/** The names that are carried, as an extended regular expression: for getfattr -m. */
	public static final String CARRIED = "^(user\\.|system\\.posix_acl_(access|default)$|security\\.capability$)";

	/** The most bytes that the attributes of one file may have; Linux allows 64 KiB for each (limits.h). */
	static final int MOST_BYTES = 256 << 10;

	private static final int LONGEST_NAME = 255;

	private final SortedMap<Name, byte[]> values;

	private FileAttributes(SortedMap<Name, byte[]> values) {
		this.values = values;
	}

	/**
	 * @param values by name; the arrays now belong to the attributes. What is not carried is left out
	 * @throws IllegalArgumentException if a name is none, or it is more than is carried
	 */
	public static FileAttributes of(Map<Name, byte[]> values) {
		SortedMap<Name, byte[]> carried = new TreeMap<>(values);
		carried.keySet().removeIf(name -> !isCarried(name));
		int bytes = 0;
		for (Map.Entry<Name, byte[]> value : carried.entrySet()) {
			Name name = value.getKey();
			bytes += name.length() + value.getValue().length;
			if (name.length() > LONGEST_NAME || name.raw().indexOf('\0') >= 0 || name.raw().equals("user.")) {
				throw new IllegalArgumentException("not the name of an attribute: " + name);
			}
			if (bytes > MOST_BYTES) {
				throw new IllegalArgumentException("its extended attributes have more than " + MOST_BYTES + " bytes");
			}
		}
		return carried.isEmpty() ? NONE : new FileAttributes(Collections.unmodifiableSortedMap(carried));
	}

	private static boolean isCarried(Name name) {
		return name.raw().startsWith("user.") || name.equals(ACCESS_LIST) || name.equals(DEFAULT_LIST)
				|| name.equals(CAPABILITY);
	}

	/** @return whether there are none, or none are known */
	public boolean isEmpty() {
		return values.isEmpty();
	}

	/** @return the values by name; not copies: do not change them */
	public SortedMap<Name, byte[]> values() {
		return values;
	}

	/** @return the same for other contents */
	FileAttributes withoutCapability() {
		if (!values.containsKey(CAPABILITY)) {
			return this;
		}
		SortedMap<Name, byte[]> rest = new TreeMap<>(values);
		rest.remove(CAPABILITY);
		return of(rest);
	}

	/** @return the same with other access control lists */
	FileAttributes mapped(UnaryOperator<AccessList> lists) {
		if (!values.containsKey(ACCESS_LIST) && !values.containsKey(DEFAULT_LIST)) {
			return this;
		}
		SortedMap<Name, byte[]> mapped = new TreeMap<>(values);
		for (Name list : new Name[] { ACCESS_LIST, DEFAULT_LIST }) {
			mapped.computeIfPresent(list, (name, value) -> AccessList.parse(value)
					.map(parsed -> lists.apply(parsed).bytes()).orElse(value));
		}
		return of(mapped);
	}

	@Override
	public boolean equals(Object other) {
		if (this == other) {
			return true;
		}
		if (!(other instanceof FileAttributes attributes) || this == UNKNOWN || other == UNKNOWN
				|| values.size() != attributes.values.size()) {
			return false;
		}
		Iterator<Map.Entry<Name, byte[]>> theirs = attributes.values.entrySet().iterator();
		for (Map.Entry<Name, byte[]> mine : values.entrySet()) {
			Map.Entry<Name, byte[]> their = theirs.next();
			if (!mine.getKey().equals(their.getKey()) || !Arrays.equals(mine.getValue(), their.getValue())) {
				return false;
			}
		}
		return true;
	}

	@Override
	public int hashCode() {
		int hash = 0;
		for (Map.Entry<Name, byte[]> value : values.entrySet()) {
			hash += Objects.hash(value.getKey(), Arrays.hashCode(value.getValue()));
		}
		return hash;
	}

	/** @return the names, for test failures */
	@Override
	public String toString() {
		return this == UNKNOWN ? "unknown" : values.keySet().toString();
	}
}
