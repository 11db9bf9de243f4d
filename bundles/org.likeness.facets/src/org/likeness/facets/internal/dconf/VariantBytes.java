/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.dconf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A serialised GVariant: a type and a range of bytes. Every offset is checked against the range before it is used, and
 * the ranges of children never overlap, so that no value costs more than its own bytes.
 */
final class VariantBytes {

	private final byte[] data;
	private final int start;
	private final int end;
	private final ByteOrder order;
	private final VariantType type;

	/** @param order of the bytes of numbers; offsets within a value are little-endian always */
	private VariantBytes(byte[] data, int start, int end, ByteOrder order, VariantType type) throws MalformedException {
		this.data = data;
		this.start = start;
		this.end = end;
		this.order = order;
		this.type = type;
		if (type.fixedSize() > 0 && type.fixedSize() != end - start) {
			throw new MalformedException("a value of type " + type + " has " + (end - start) + " bytes");
		}
	}

	/** @return the value inside a variant, whose type string is behind the last NUL of its bytes */
	static VariantBytes ofVariant(byte[] data, int start, int end, ByteOrder order) throws MalformedException {
		int nul = end - 1;
		while (nul >= start && data[nul] != 0) {
			nul--;
		}
		if (nul < start) {
			throw new MalformedException("a variant names no type");
		}
		VariantType type = VariantType.parse(data, nul + 1, end);
		return new VariantBytes(data, start, nul, order, type);
	}

	VariantType type() {
		return type;
	}

	int size() {
		return end - start;
	}

	/** @return a copy of its bytes */
	byte[] bytes() {
		return java.util.Arrays.copyOfRange(data, start, end);
	}

	/** @return the number of a type of 1, 2, 4 or 8 bytes, sign-extended */
	long number() {
		boolean little = order == ByteOrder.LITTLE_ENDIAN;
		long number = data[little ? end - 1 : start];
		for (int i = 1; i < end - start; i++) {
			number = number << 8 | data[little ? end - 1 - i : start + i] & 0xff;
		}
		return number;
	}

	/** @return the text of a string, object path or signature */
	String text() throws MalformedException {
		if (start == end || data[end - 1] != 0) {
			throw new MalformedException("a string does not end");
		}
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data, start, end - 1 - start))
					.toString();
			if (text.indexOf('\0') >= 0) {
				throw new MalformedException("a string holds a NUL");
			}
			return text;
		} catch (CharacterCodingException e) {
			throw new MalformedException("a string is not UTF-8");
		}
	}

	/** @return the bytes of an array of bytes before its only NUL, the last byte; {@code null} if it is not like that */
	byte[] byteString() {
		for (int i = start; i < end; i++) {
			if (data[i] == 0) {
				return i == end - 1 ? java.util.Arrays.copyOfRange(data, start, i) : null;
			}
		}
		return null;
	}

	/** @return the value inside a variant */
	VariantBytes content() throws MalformedException {
		return ofVariant(data, start, end, order);
	}

	/** @return the value of a maybe; {@code null} for nothing */
	VariantBytes just() throws MalformedException {
		if (start == end) {
			return null;
		}
		if (type.element().fixedSize() == 0 && data[end - 1] != 0) {
			throw new MalformedException("a maybe does not end");
		}
		return child(type.element(), 0, type.element().fixedSize() > 0 ? size() : size() - 1);
	}

	/** @return how many elements an array has */
	int count() throws MalformedException {
		int fixed = type.element().fixedSize();
		if (fixed > 0) {
			if (size() % fixed != 0) {
				throw new MalformedException("an array of " + type.element() + " has " + size() + " bytes");
			}
			return size() / fixed;
		}
		return size() == 0 ? 0 : (int) (size() - offsets()) / offsetWidth();
	}

	/** @return where the offsets of an array's elements start, behind the elements */
	private long offsets() throws MalformedException {
		int width = offsetWidth();
		long table = offset(size() - width, width);
		if (table > size() - width || (size() - table) % width != 0) {
			throw new MalformedException("an array has offsets that lie outside");
		}
		return table;
	}

	/**
	 * Elements are made one by one: together they can take many times the memory that they are printed in.
	 *
	 * @param index from 0, less than {@link #count()}
	 * @return an element of an array
	 */
	VariantBytes element(int index) throws MalformedException {
		int fixed = type.element().fixedSize();
		if (fixed > 0) {
			return child(type.element(), (long) index * fixed, (index + 1L) * fixed);
		}
		long table = offsets();
		int width = offsetWidth();
		long from = index == 0 ? 0 : offset(table + (index - 1L) * width, width);
		long to = offset(table + (long) index * width, width);
		return child(type.element(), VariantType.align(from, type.alignment()), Math.min(to, table));
	}

	/** @return the members of a tuple or a dictionary entry */
	List<VariantBytes> members() throws MalformedException {
		List<VariantBytes> members = new ArrayList<>();
		int width = offsetWidth();
		long limit = size();
		long from = 0;
		for (int i = 0; i < type.members().size(); i++) {
			VariantType member = type.members().get(i);
			if (member.fixedSize() == 0 && i < type.members().size() - 1) {
				limit -= width;
			}
		}
		long at = size();
		for (int i = 0; i < type.members().size(); i++) {
			VariantType member = type.members().get(i);
			from = VariantType.align(from, member.alignment());
			long to = from + member.fixedSize();
			if (member.fixedSize() == 0 && i < type.members().size() - 1) {
				at -= width;
				to = at < 0 ? -1 : offset(at, width);
			} else if (member.fixedSize() == 0) {
				to = limit;
			}
			if (to > limit) {
				throw new MalformedException("a tuple has offsets that lie outside");
			}
			members.add(child(member, from, to));
			from = to;
		}
		return members;
	}

	private VariantBytes child(VariantType childType, long from, long to) throws MalformedException {
		if (from < 0 || from > to || to > size()) {
			throw new MalformedException("a value of type " + type + " has offsets that lie outside");
		}
		return new VariantBytes(data, start + (int) from, start + (int) to, order, childType);
	}

	/** Offsets are as wide as the size of the whole container needs. */
	private int offsetWidth() {
		return size() <= 0xff ? 1 : size() <= 0xffff ? 2 : 4;
	}

	private long offset(long at, int width) {
		long value = 0;
		for (int i = width - 1; i >= 0; i--) {
			value = value << 8 | data[start + (int) at + i] & 0xff;
		}
		return value;
	}
}
