/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.dconf;

import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;

/**
 * Prints a GVariant as {@code dconf dump} does, that is {@code g_variant_print()} with types told where they are not
 * plain: GLib's "GVariant Text Format". For one value.
 */
final class VariantPrinter {

	private final StringBuilder out = new StringBuilder();

	private VariantPrinter() {
	}

	/**
	 * @param start of the bytes of a variant within {@code data}
	 * @param end   of them, exclusive
	 * @param order of the bytes of numbers
	 * @return the value inside the variant
	 * @throws MalformedException if the bytes are no variant, or it is nested too deep
	 */
	static String print(byte[] data, int start, int end, ByteOrder order) throws MalformedException {
		VariantPrinter printer = new VariantPrinter();
		printer.print(VariantBytes.ofVariant(data, start, end, order), true, 0);
		return printer.out.toString();
	}

	private void print(VariantBytes value, boolean annotate, int depth) throws MalformedException {
		if (depth > VariantType.MAX_DEPTH) {
			throw new MalformedException("it is nested too deep");
		}
		switch (value.type().kind()) {
		case 'b':
			out.append(bool(value.number()));
			break;
		case 'y':
			out.append(annotate ? "byte " : "").append("0x");
			HexFormat.of().toHexDigits(out, (byte) value.number());
			break;
		case 'n':
			out.append(annotate ? "int16 " : "").append(value.number());
			break;
		case 'q':
			out.append(annotate ? "uint16 " : "").append(value.number() & 0xffff);
			break;
		case 'i':
			out.append(value.number());
			break;
		case 'h':
			out.append(annotate ? "handle " : "").append(value.number());
			break;
		case 'u':
			out.append(annotate ? "uint32 " : "").append(value.number() & 0xffffffffL);
			break;
		case 'x':
			out.append(annotate ? "int64 " : "").append(value.number());
			break;
		case 't':
			out.append(annotate ? "uint64 " : "").append(Long.toUnsignedString(value.number()));
			break;
		case 'd':
			out.append(CText.number(Double.longBitsToDouble(value.number())));
			break;
		case 's':
			out.append(CText.string(value.text()));
			break;
		case 'o':
			out.append(annotate ? "objectpath " : "").append('\'').append(plain(value.text())).append('\'');
			break;
		case 'g':
			out.append(annotate ? "signature " : "").append('\'').append(plain(value.text())).append('\'');
			break;
		case 'v':
			out.append('<');
			print(value.content(), true, depth + 1);
			out.append('>');
			break;
		case 'm':
			printMaybe(value, annotate, depth);
			break;
		case 'a':
			printArray(value, annotate, depth);
			break;
		case '(':
			List<VariantBytes> members = value.members();
			printAll(members, '(', members.size() == 1 ? ",)" : ")", annotate, depth);
			break;
		default:
			printAll(value.members(), '{', "}", annotate, depth);
		}
	}

	private static String bool(long number) throws MalformedException {
		if (number != 0 && number != 1) {
			throw new MalformedException("a boolean is neither true nor false");
		}
		return number == 1 ? "true" : "false";
	}

	/** Neither a path nor a signature has anything to quote. */
	private static String plain(String text) throws MalformedException {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c <= ' ' || c >= 0x7f || c == '\'' || c == '\\') {
				throw new MalformedException("a path or signature holds what it may not");
			}
		}
		return text;
	}

	/** "just" is printed only where a nothing would otherwise be taken for an outer one. */
	private void printMaybe(VariantBytes value, boolean annotate, int depth) throws MalformedException {
		out.append(annotate ? "@" + value.type() + " " : "");
		VariantBytes inner = value;
		int level = 0;
		while (inner != null && inner.type().kind() == 'm') {
			inner = inner.just();
			level++;
		}
		if (inner == null) {
			out.append("just ".repeat(level - 1)).append("nothing");
		} else {
			print(inner, false, depth + level);
		}
	}

	private void printArray(VariantBytes value, boolean annotate, int depth) throws MalformedException {
		char element = value.type().element().kind();
		byte[] byteString = element == 'y' ? value.byteString() : null;
		if (byteString != null) {
			out.append(CText.byteString(byteString));
			return;
		}
		if (value.size() == 0) {
			out.append(annotate ? "@" + value.type() + " " : "").append(element == '{' ? "{}" : "[]");
			return;
		}
		int count = value.count();
		out.append(element == '{' ? '{' : '[');
		for (int i = 0; i < count; i++) {
			out.append(i == 0 ? "" : ", ");
			if (element == '{') {
				List<VariantBytes> pair = value.element(i).members();
				print(pair.get(0), annotate && i == 0, depth + 2);
				out.append(": ");
				print(pair.get(1), annotate && i == 0, depth + 2);
			} else {
				print(value.element(i), annotate && i == 0, depth + 1);
			}
		}
		out.append(element == '{' ? '}' : ']');
	}

	private void printAll(List<VariantBytes> values, char open, String close, boolean annotate, int depth)
			throws MalformedException {
		out.append(open);
		Iterator<VariantBytes> iterator = values.iterator();
		while (iterator.hasNext()) {
			print(iterator.next(), annotate, depth + 1);
			out.append(iterator.hasNext() ? ", " : "");
		}
		out.append(close);
	}
}
