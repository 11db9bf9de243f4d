/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

import org.likeness.core.ComparedItem;
import org.likeness.core.Item;
import org.likeness.core.State;
import org.likeness.ui.internal.ByteCount;

/** What the cells of an item say. */
public final class ItemText {

	/** More is not to be read in a cell; the side-by-side view shows it all. */
	private static final int LIMIT = 160;

	/** Attributes that need no name. They come first. */
	private static final List<String> BARE = List.of("value", "version", "target");

	private ItemText() {
	}

	/** @return what the laptop has */
	static String ofLaptop(ComparedItem item) {
		return side(item.ofLaptop(), item.ofClone());
	}

	/** @return what the clone has */
	static String ofClone(ComparedItem item) {
		return side(item.ofClone(), item.ofLaptop());
	}

	private static String side(Item item, Item other) {
		if (item == null) {
			return "–";
		}
		String text = attributes(item, other);
		return text.isEmpty() && item.file() != null ? ByteCount.text(item.file().size()) : text;
	}

	/** @return what is known of an item; where {@code other} is there too, what differs says more than the rest */
	static String attributes(Item item, Item other) {
		if (item.problem() != null) {
			return "unread";
		}
		SortedMap<String, String> attributes = item.attributes();
		if (other != null && other.problem() == null && !attributes.equals(other.attributes())) {
			attributes = new TreeMap<>(attributes);
			attributes.entrySet().removeIf(entry -> entry.getValue().equals(other.attributes().get(entry.getKey())));
		}
		StringJoiner text = new StringJoiner(", ");
		for (String bare : BARE) {
			if (attributes.containsKey(bare)) {
				text.add(attributes.get(bare));
			}
		}
		attributes.forEach((name, value) -> {
			if (!BARE.contains(name)) {
				text.add(name + " " + value);
			}
		});
		return cell(text.toString());
	}

	/** @return the state as a word, and why */
	static String state(ComparedItem item) {
		if (item.keptBy() != null) {
			return "kept by rule " + item.keptBy()
					+ (item.state() == State.SAME ? "" : " (" + item.state().word() + ")");
		}
		return item.state() == State.UNREAD ? cell(item.problem() == null ? "unread" : item.problem())
				: item.state().word();
	}

	/** @return the size of the file, of both where they differ; empty if it is no file */
	static String size(ComparedItem item) {
		long laptop = size(item.ofLaptop());
		long clone = size(item.ofClone());
		if (largest(item) < 0) {
			return "";
		}
		if (laptop < 0 || clone < 0 || laptop == clone) {
			return ByteCount.text(largest(item));
		}
		return ByteCount.text(laptop) + " → " + ByteCount.text(clone);
	}

	/** @return the size of the file in bytes, of the larger where they differ; -1 if it is no file */
	static long largest(ComparedItem item) {
		return Math.max(size(item.ofLaptop()), size(item.ofClone()));
	}

	private static long size(Item item) {
		return item == null || item.file() == null ? -1 : item.file().size();
	}

	/** @return {@code text} on one line and not too long: what comes from an image can be anything */
	public static String cell(String text) {
		String start = text.length() > LIMIT ? text.substring(0, LIMIT) + "…" : text;
		StringBuilder out = new StringBuilder(start.length());
		start.codePoints().map(c -> switch (Character.getType(c)) {
		case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
				Character.SURROGATE ->
			' ';
		default -> c;
		}).forEach(out::appendCodePoint);
		return out.toString();
	}
}
