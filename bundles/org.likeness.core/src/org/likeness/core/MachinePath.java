/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
	public static final MachinePath ROOT = new MachinePath(null, new byte[0]);

	/** A million paths of a home share their folders: only the name is a path's own. {@code null} for the root. */
	private final MachinePath folder;
	private final byte[] name;
	private final int depth;
	/** 0 until it is asked for. */
	private int hash;

	/** @param name one component; not to be changed any more */
	MachinePath(MachinePath folder, byte[] name) {
		this.folder = folder;
		this.name = name;
		this.depth = folder == null ? 0 : folder.depth + 1;
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
		return ROOT.below(raw, 1);
	}

	/** @throws IllegalArgumentException if it is not absolute, or has an empty, {@code .} or {@code ..} component */
	public static MachinePath ofBytes(byte[] bytes) {
		return of(Name.ofBytes(bytes));
	}

	/** @return the path of the components of {@code raw} from {@code start} on, below this one */
	private MachinePath below(String raw, int start) {
		MachinePath path = this;
		int from = start;
		while (from <= raw.length()) {
			int slash = raw.indexOf('/', from);
			int end = slash < 0 ? raw.length() : slash;
			path = new MachinePath(path, component(raw, from, end));
			from = end + 1;
		}
		return path;
	}

	private static byte[] component(String raw, int start, int end) {
		int length = end - start;
		boolean dots = length == 1 && raw.charAt(start) == '.'
				|| length == 2 && raw.charAt(start) == '.' && raw.charAt(start + 1) == '.';
		byte[] component = new byte[length];
		boolean nul = false;
		for (int i = 0; i < length; i++) {
			component[i] = (byte) raw.charAt(start + i);
			nul |= component[i] == 0;
		}
		if (length == 0 || dots || nul) {
			throw new IllegalArgumentException("not a clean path: " + Name.ofRaw(raw));
		}
		return component;
	}

	/** @return the path of {@code relative} (one or more components, UTF-8) below this one */
	public MachinePath resolve(String relative) {
		return resolve(Name.of(relative));
	}

	/** @return the path of {@code relative} (one or more components) below this one */
	public MachinePath resolve(Name relative) {
		return below(relative.raw(), 0);
	}

	/** @return the folder that holds this one; the root's is the root */
	public MachinePath parent() {
		return folder == null ? ROOT : folder;
	}

	/** @return the last component; empty for the root */
	public Name name() {
		return Name.ofBytes(name);
	}

	/** @return the last component; not a copy: do not change it */
	byte[] nameBytes() {
		return name;
	}

	/** @return whether this is {@code ancestor} or lies below it */
	public boolean startsWith(MachinePath ancestor) {
		return depth >= ancestor.depth && atDepth(ancestor.depth).equals(ancestor);
	}

	/** @return this path, or the folder above it that has so many components */
	private MachinePath atDepth(int components) {
		MachinePath path = this;
		while (path.depth > components) {
			path = path.folder;
		}
		return path;
	}

	/**
	 * @return this path as seen from {@code ancestor}, without a leading slash; empty if they are equal
	 * @throws IllegalArgumentException if this does not lie below {@code ancestor}
	 */
	public Name relativeTo(MachinePath ancestor) {
		if (!startsWith(ancestor)) {
			throw new IllegalArgumentException(this + " is not below " + ancestor);
		}
		return Name.ofRaw(raw(ancestor.depth));
	}

	/** @return whether this is {@code /} */
	public boolean isRoot() {
		return folder == null;
	}

	/** @return the whole path as a name */
	public Name asName() {
		return Name.ofRaw(raw());
	}

	/** @return a copy of the bytes */
	public byte[] bytes() {
		return asName().bytes();
	}

	/** @return one character for each byte, 0 to 255: for matching and sorting, never for showing; made anew each time */
	public String raw() {
		return isRoot() ? "/" : "/" + raw(0);
	}

	/** @return the components behind the first {@code skipped} ones */
	private String raw(int skipped) {
		if (depth == skipped) {
			return "";
		}
		int length = -1;
		for (MachinePath path = this; path.depth > skipped; path = path.folder) {
			length += path.name.length + 1;
		}
		byte[] bytes = new byte[length];
		int end = length;
		for (MachinePath path = this; path.depth > skipped; path = path.folder) {
			end -= path.name.length;
			System.arraycopy(path.name, 0, bytes, end, path.name.length);
			if (end > 0) {
				bytes[--end] = '/';
			}
		}
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

	@Override
	public int compareTo(MachinePath other) {
		MachinePath a = atDepth(other.depth);
		MachinePath b = other.atDepth(depth);
		int order = 0;
		// What is one object has one way to it: nothing above can differ.
		while (a != b) {
			int here = Arrays.compareUnsigned(a.name, b.name);
			order = here != 0 ? here : order;
			a = a.folder;
			b = b.folder;
		}
		return order != 0 ? order : depth - other.depth;
	}

	/**
	 * Compares what two paths are called below a folder each, as the {@linkplain Name#toString() shown forms} do, without
	 * making them where the names are plain ASCII. In them a slash is a character as others are: {@code a.x} comes before
	 * {@code a/x}.
	 */
	static int compareShown(MachinePath one, MachinePath oneFolder, MachinePath other, MachinePath otherFolder) {
		int length = one.depth - oneFolder.depth;
		int otherLength = other.depth - otherFolder.depth;
		int common = Math.min(length, otherLength);
		MachinePath a = one.atDepth(oneFolder.depth + common);
		MachinePath b = other.atDepth(otherFolder.depth + common);
		MachinePath topA = null;
		MachinePath topB = null;
		boolean plain = true;
		for (int left = common; left > 0 && a != b; left--) {
			if (!Arrays.equals(a.name, b.name)) {
				topA = a;
				topB = b;
			} else {
				plain &= isPlain(a.name);
			}
			a = a.folder;
			b = b.folder;
		}
		if (topA == null) {
			return length - otherLength;
		}
		if (!plain || !isPlain(topA.name) || !isPlain(topB.name)) {
			return one.relativeTo(oneFolder).toString().compareTo(other.relativeTo(otherFolder).toString());
		}
		int at = Arrays.mismatch(topA.name, topB.name);
		return shownAt(topA, one, at) - shownAt(topB, other, at);
	}

	/** @return the character at {@code at} of what is shown of {@code path} from its component {@code top} on; -1 at its end */
	private static int shownAt(MachinePath top, MachinePath path, int at) {
		return at < top.name.length ? top.name[at] : top.depth < path.depth ? '/' : -1;
	}

	private static boolean isPlain(byte[] name) {
		for (byte b : name) {
			if (b < 0x20 || b == 0x7f || b == '\\') {
				return false;
			}
		}
		return true;
	}

	@Override
	public boolean equals(Object other) {
		if (!(other instanceof MachinePath path) || depth != path.depth) {
			return false;
		}
		MachinePath a = this;
		MachinePath b = path;
		while (a != b) {
			if (!Arrays.equals(a.name, b.name)) {
				return false;
			}
			a = a.folder;
			b = b.folder;
		}
		return true;
	}

	@Override
	public int hashCode() {
		if (hash == 0 && folder != null) {
			hash = 31 * folder.folderHash() + Arrays.hashCode(name);
		}
		return hash;
	}

	/** As {@link #hashCode}, without recursion: how deep folders are is up to the machine. */
	private int folderHash() {
		if (hash == 0) {
			int sum = 0;
			int factor = 1;
			MachinePath path = this;
			while (path.folder != null && path.hash == 0) {
				sum += factor * Arrays.hashCode(path.name);
				factor *= 31;
				path = path.folder;
			}
			hash = sum + factor * path.hash;
		}
		return hash;
	}

	/** @return the form that people see, as {@link Name#toString()} */
	@Override
	public String toString() {
		return asName().toString();
	}
}
