/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One side of an item, as a person looks at it: its attributes, and its contents where they are text of a size that can
 * be shown; else their size and digest.
 *
 * @param item   the item; {@code null} if this side has none
 * @param text   the contents; {@code null} if there are none, or they are binary or too large
 * @param digest of the contents; {@code null} if there are none
 */
public record ItemContent(Item item, String text, Digest digest) {

	/** The most bytes of contents that are shown as text. */
	public static final int TEXT_LIMIT = 4 << 20;

	/** @return a side on which the item does not exist */
	public static ItemContent none() {
		return new ItemContent(null, null, null);
	}

	/** @param kind what it is: "a private key"; @return a side that is not shown */
	static ItemContent secret(Item item, String kind) {
		return new ItemContent(Item.unread(item.key(), "it holds " + kind + ", which is not shown"), null, null);
	}

	/** @return {@code bytes} as text; {@code null} if they are not UTF-8 or hold a NUL */
	static String asText(byte[] bytes) {
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
			return text.indexOf('\0') < 0 ? text : null;
		} catch (CharacterCodingException e) {
			return null;
		}
	}

	/**
	 * @return the whole side as text: {@code name: value} for each attribute (the bare value of a setting), then the
	 *         contents as they are, with or without a line break at the end; empty if this side has no such item
	 */
	public String describe() {
		if (item == null) {
			return "";
		}
		StringBuilder out = new StringBuilder();
		if (item.problem() != null) {
			out.append("could not be read: ").append(item.problem()).append('\n');
		}
		boolean bare = item.attributes().size() == 1 && item.attributes().containsKey("value");
		for (Map.Entry<String, String> attribute : item.attributes().entrySet()) {
			out.append(bare ? "" : attribute.getKey() + ": ").append(attribute.getValue()).append('\n');
		}
		if (text != null) {
			out.append(out.length() == 0 ? "" : "\n").append(text);
		} else if (digest != null) {
			out.append("size: ").append(item.file().size()).append(" bytes\n").append("sha256: ").append(digest)
					.append('\n');
		}
		return out.toString();
	}
}
