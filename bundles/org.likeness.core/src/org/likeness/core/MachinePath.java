/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * An absolute path inside a machine, as bytes: {@code /} separates, no empty component, no {@code .} or {@code ..},
 * no NUL. It names a place in that machine only; turning it into a path of the laptop is the machine's own business
 * (an image is untrusted input: a path from it is never used on the laptop unconfined).
 * <p>
 * The order is that of the unsigned bytes with {@code /} first, so that a folder stands right before what it holds.
 * Immutable.
 */
public final class MachinePath implements Comparable<MachinePath> {

	/** The root folder, {@code /}. */
	public static final MachinePath ROOT = new MachinePath("/");

	private final String raw;

	private MachinePath(String raw) {
		this.raw = raw;
	}

	/**
	 * @param text an absolute path, taken as UTF-8
	 * @throws IllegalArgumentException if it is not absolute, or has an empty, {@code .} or {@code ..} component
	 */
	public static MachinePath of(String text) {
		return of(Name.of(text));
	}

	/**
	 * @param name an absolute path
	 * @throws IllegalArgumentException if it is not absolute, or has an empty, {@code .} or {@code ..} component
	 */
	public static MachinePath of(Name name) {
		String raw = name.raw();
		if (raw.equals("/")) {
			return ROOT;
		}
		if (!raw.startsWith("/")) {
			throw new IllegalArgumentException("not an absolute path: " + name);
		}
		int start = 1;
		while (start <= raw.length()) {
			int end = raw.indexOf('/', start);
			if (end < 0) {
				end = raw.length();
			}
			checkComponent(raw, start, end);
			start = end + 1;
		}
		return new MachinePath(raw);
	}

	/** @throws IllegalArgumentException if it is not absolute, or has an empty, {@code .} or {@code ..} component */
	public static MachinePath ofBytes(byte[] bytes) {
		return of(Name.ofBytes(bytes));
	}

	private static void checkComponent(String raw, int start, int end) {
		int length = end - start;
		boolean dots = length == 1 && raw.charAt(start) == '.'
				|| length == 2 && raw.charAt(start) == '.' && raw.charAt(start + 1) == '.';
		int nul = raw.indexOf('\0', start);
		if (length == 0 || dots || nul >= 0 && nul < end) {
			throw new IllegalArgumentException("not a clean path: " + Name.ofRaw(raw));
		}
	}

	/** @return the path of {@code relative} (one or more components, UTF-8) below this one */
	public MachinePath resolve(String relative) {
		return resolve(Name.of(relative));
	}

	/** @return the path of {@code relative} (one or more components) below this one */
	public MachinePath resolve(Name relative) {
		return of(Name.ofRaw((isRoot() ? "/" : raw + "/") + relative.raw()));
	}

	/** @return the folder that holds this one; the root's is the root */
	public MachinePath parent() {
		int slash = raw.lastIndexOf('/');
		return slash <= 0 ? ROOT : new MachinePath(raw.substring(0, slash));
	}

	/** @return the last component; empty for the root */
	public Name name() {
		return Name.ofRaw(raw.substring(raw.lastIndexOf('/') + 1));
	}

	/** @return whether this is {@code ancestor} or lies below it */
	public boolean startsWith(MachinePath ancestor) {
		return ancestor.isRoot() || raw.startsWith(ancestor.raw)
				&& (raw.length() == ancestor.raw.length() || raw.charAt(ancestor.raw.length()) == '/');
	}

	/**
	 * @return this path as seen from {@code ancestor}, without a leading slash; empty if they are equal
	 * @throws IllegalArgumentException if this does not lie below {@code ancestor}
	 */
	public Name relativeTo(MachinePath ancestor) {
		if (!startsWith(ancestor)) {
			throw new IllegalArgumentException(this + " is not below " + ancestor);
		}
		if (raw.length() == ancestor.raw.length()) {
			return Name.ofRaw("");
		}
		return Name.ofRaw(raw.substring(ancestor.isRoot() ? 1 : ancestor.raw.length() + 1));
	}

	/** @return whether this is {@code /} */
	public boolean isRoot() {
		return raw.length() == 1;
	}

	/** @return the whole path as a name */
	public Name asName() {
		return Name.ofRaw(raw);
	}

	/** @return a copy of the bytes */
	public byte[] bytes() {
		return asName().bytes();
	}

	/** @return one character for each byte, 0 to 255: for matching and sorting, never for showing */
	public String raw() {
		return raw;
	}

	@Override
	public int compareTo(MachinePath other) {
		int length = Math.min(raw.length(), other.raw.length());
		for (int i = 0; i < length; i++) {
			char a = raw.charAt(i);
			char b = other.raw.charAt(i);
			if (a != b) {
				return a == '/' ? -1 : b == '/' ? 1 : a - b;
			}
		}
		return raw.length() - other.raw.length();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof MachinePath path && raw.equals(path.raw);
	}

	@Override
	public int hashCode() {
		return raw.hashCode();
	}

	/** @return the form that people see, as {@link Name#toString()} */
	@Override
	public String toString() {
		return asName().toString();
	}
}
