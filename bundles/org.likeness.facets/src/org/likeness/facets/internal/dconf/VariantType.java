/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.dconf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The type of a GVariant, with what decides how its values are laid out. After GLib's documentation of
 * {@code GVariantType} and "GVariant Text Format"/"GVariant serialisation" by its author.
 */
final class VariantType {

	/** GLib takes no value that is nested deeper ({@code G_VARIANT_MAX_RECURSION_DEPTH}). */
	static final int MAX_DEPTH = 128;
	/** Types have some ten characters; those that D-Bus carries have 255 at most. */
	private static final int MAX_LENGTH = 1024;

	/** The type string of the whole value, of which this is a part: not copied, as a type has many parts. */
	private final String whole;
	private final int start;
	private final int end;
	private final List<VariantType> elements;
	private final int alignment;
	private final int fixedSize;

	private VariantType(String whole, int start, int end, List<VariantType> elements, int alignment, int fixedSize) {
		this.whole = whole;
		this.start = start;
		this.end = end;
		this.elements = elements;
		this.alignment = alignment;
		this.fixedSize = fixedSize;
	}

	/**
	 * @param data  ASCII; not more than what a type can have is copied
	 * @param start of the type string
	 * @param end   of it, exclusive
	 * @throws MalformedException if it is not exactly one complete type, too long, or nested too deep
	 */
	static VariantType parse(byte[] data, int start, int end) throws MalformedException {
		int length = Math.min(end - start, MAX_LENGTH + 1);
		VariantType type = new Parser(new String(data, start, length, StandardCharsets.ISO_8859_1)).next(0);
		if (length > MAX_LENGTH) {
			throw new MalformedException("its type is too long");
		}
		if (type.end != length) {
			throw new MalformedException("its type is not one type");
		}
		return type;
	}

	/** @return the first character of the type string: what kind of type it is */
	char kind() {
		return whole.charAt(start);
	}

	/** @return the type of the elements of an array or a maybe */
	VariantType element() {
		return elements.get(0);
	}

	/** @return the types of the members of a tuple or a dictionary entry */
	List<VariantType> members() {
		return elements;
	}

	/** @return 1, 2, 4 or 8 bytes */
	int alignment() {
		return alignment;
	}

	/** @return the bytes of each value, 0 if that differs from value to value */
	int fixedSize() {
		return fixedSize;
	}

	/** @return the type string */
	@Override
	public String toString() {
		return whole.substring(start, end);
	}

	/** Reads type strings from left to right. */
	private static final class Parser {

		private final String text;
		private int position;

		Parser(String text) {
			this.text = text;
		}

		VariantType next(int depth) throws MalformedException {
			if (depth > MAX_DEPTH) {
				throw new MalformedException("its type is nested too deep");
			}
			int start = position;
			switch (take()) {
			case 'b', 'y':
				return basic(start, 1, 1);
			case 'n', 'q':
				return basic(start, 2, 2);
			case 'i', 'u', 'h':
				return basic(start, 4, 4);
			case 'x', 't', 'd':
				return basic(start, 8, 8);
			case 's', 'o', 'g':
				return basic(start, 1, 0);
			case 'v':
				return basic(start, 8, 0);
			case 'a', 'm':
				VariantType element = next(depth + 1);
				return new VariantType(text, start, position, List.of(element), element.alignment, 0);
			case '(':
				return tuple(start, ')', depth);
			case '{':
				VariantType entry = tuple(start, '}', depth);
				if (entry.elements.size() != 2 || "bynqiuhxtdsog".indexOf(entry.element().kind()) < 0) {
					throw new MalformedException("its type has a dictionary entry that is none");
				}
				return entry;
			default:
				throw new MalformedException("its type is unknown");
			}
		}

		private char take() throws MalformedException {
			if (position == text.length()) {
				throw new MalformedException("its type is cut off");
			}
			return text.charAt(position++);
		}

		private VariantType basic(int start, int alignment, int fixedSize) {
			return new VariantType(text, start, position, List.of(), alignment, fixedSize);
		}

		private VariantType tuple(int start, char end, int depth) throws MalformedException {
			List<VariantType> members = new ArrayList<>();
			int alignment = 1;
			long size = 0;
			boolean fixed = true;
			while (position < text.length() && text.charAt(position) != end) {
				VariantType member = next(depth + 1);
				members.add(member);
				alignment = Math.max(alignment, member.alignment);
				fixed &= member.fixedSize > 0;
				size = align(size, member.alignment) + member.fixedSize;
			}
			take();
			size = Math.max(1, align(size, alignment));
			return new VariantType(text, start, position, members, alignment, fixed ? (int) size : 0);
		}
	}

	/** @return the first multiple of {@code alignment} that is not less than {@code offset} */
	static long align(long offset, int alignment) {
		return offset + alignment - 1 & -alignment;
	}
}
