/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.dconf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a GVariant again with other texts in the place of some of its own. Offsets are made anew: they count from the
 * start of their container, are little-endian, and as wide as the whole container needs ("GVariant serialisation", by
 * GLib's author; {@code gvs_calculate_total_size} in GLib's gvariant-serialiser.c).
 */
final class VariantRewrite {

	/** Tells what becomes of a text. */
	interface Texts {

		/**
		 * @param bound whether it is of a type that allows few characters, and so stays: an object path or a signature
		 * @return what it becomes
		 * @throws MalformedException if it can't be said there
		 */
		String of(String text, boolean bound) throws MalformedException;
	}

	private final Texts texts;

	VariantRewrite(Texts texts) {
		this.texts = texts;
	}

	/**
	 * @param variant a serialised value of type {@code v}, in little-endian order
	 * @return the same with other texts
	 */
	byte[] variant(byte[] variant) throws MalformedException {
		return variant(VariantBytes.ofVariant(variant, 0, variant.length, ByteOrder.LITTLE_ENDIAN), 0);
	}

	private byte[] variant(VariantBytes content, int depth) throws MalformedException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes(value(content, depth));
		out.write(0);
		out.writeBytes(content.type().toString().getBytes(StandardCharsets.ISO_8859_1));
		return out.toByteArray();
	}

	private byte[] value(VariantBytes value, int depth) throws MalformedException {
		if (depth > VariantType.MAX_DEPTH) {
			throw new MalformedException("it is nested too deep");
		}
		return switch (value.type().kind()) {
		case 's' -> ended(texts.of(value.text(), false).getBytes(StandardCharsets.UTF_8));
		case 'o', 'g' -> ended(texts.of(value.text(), true).getBytes(StandardCharsets.UTF_8));
		case 'v' -> variant(value.content(), depth + 1);
		case 'm' -> maybe(value, depth);
		case 'a' -> value.type().element().kind() == 'y' && value.byteString() != null ? byteString(value.byteString())
				: value.type().element().fixedSize() > 0 ? value.bytes()
						: container(value, true, depth);
		case '(', '{' -> value.type().fixedSize() > 0 ? value.bytes()
				: container(value, false, depth);
		default -> value.bytes();
		};
	}

	private static byte[] ended(byte[] text) {
		return java.util.Arrays.copyOf(text, text.length + 1);
	}

	private byte[] maybe(VariantBytes value, int depth) throws MalformedException {
		VariantBytes just = value.just();
		return just == null ? new byte[0]
				: just.type().fixedSize() > 0 ? value.bytes() : ended(value(just, depth + 1));
	}

	/** An array of bytes that ends with its only NUL holds a path, say; it may be no text. */
	private byte[] byteString(byte[] bytes) throws MalformedException {
		try {
			return ended(texts.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), false)
					.getBytes(StandardCharsets.UTF_8));
		} catch (CharacterCodingException e) {
			return ended(bytes);
		}
	}

	/** The ends of all elements of an array stand behind them; of a tuple's, those that its type does not tell, last first. */
	private byte[] container(VariantBytes whole, boolean array, int depth) throws MalformedException {
		List<VariantBytes> members = array ? List.of() : whole.members();
		int count = array ? whole.count() : members.size();
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		List<Integer> ends = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			VariantBytes value = array ? whole.element(i) : members.get(i);
			VariantType part = value.type();
			body.writeBytes(new byte[(int) VariantType.align(body.size(), part.alignment()) - body.size()]);
			body.writeBytes(value(value, depth + 1));
			if (part.fixedSize() == 0 && array) {
				ends.add(body.size());
			} else if (part.fixedSize() == 0 && i < count - 1) {
				ends.add(0, body.size());
			}
		}
		int width = body.size() + ends.size() <= 0xff ? 1 : body.size() + 2L * ends.size() <= 0xffff ? 2 : 4;
		for (int end : ends) {
			for (int i = 0; i < width; i++) {
				body.write(end >>> 8 * i);
			}
		}
		return body.toByteArray();
	}
}
