/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import org.likeness.core.ComparedItem;
import org.likeness.core.Item;

/** Items in a few words. */
final class ItemText {

	/** Longer values are cut: --show has them whole. */
	private static final int MAX_VALUE = 60;

	private ItemText() {
	}

	/** @return what an item is: its value, its attributes, its size */
	static String of(Item item) {
		if (item.problem() != null) {
			return "could not be read: " + item.problem();
		}
		List<String> parts = new ArrayList<>();
		boolean bare = item.attributes().size() == 1 && item.attributes().containsKey("value");
		for (Map.Entry<String, String> attribute : item.attributes().entrySet()) {
			parts.add(bare ? cut(attribute.getValue()) : attribute.getKey() + " " + cut(attribute.getValue()));
		}
		if (item.file() != null) {
			parts.add(Sizes.text(item.file().size()));
		}
		return String.join(", ", parts);
	}

	/** @return what is to be said of an item besides its key and state */
	static String of(ComparedItem item) {
		if (item.problem() != null) {
			return item.problem();
		}
		if (item.ofLaptop() == null) {
			return of(item.ofClone());
		}
		if (item.ofClone() == null) {
			return of(item.ofLaptop());
		}
		String difference = difference(item.ofLaptop(), item.ofClone());
		return difference.isEmpty() ? of(item.ofLaptop()) : difference;
	}

	/** @return what becomes of an item when the clone takes it over: the arrow goes from what it is to what it will be */
	static String becoming(ComparedItem item) {
		return of(new ComparedItem(item.key(), item.ofClone(), item.ofLaptop(), item.state(), item.keptBy()));
	}

	/** The arrow goes from the first to the second. */
	private static String difference(Item laptop, Item clone) {
		List<String> parts = new ArrayList<>();
		TreeSet<String> names = new TreeSet<>(laptop.attributes().keySet());
		names.addAll(clone.attributes().keySet());
		for (String name : names) {
			String ofLaptop = laptop.attributes().get(name);
			String ofClone = clone.attributes().get(name);
			if (!Objects.equals(ofLaptop, ofClone)) {
				parts.add((name.equals("value") ? "" : name + " ") + value(ofLaptop) + " → " + value(ofClone));
			}
		}
		if (laptop.file() != null && clone.file() != null) {
			boolean resized = laptop.file().size() != clone.file().size();
			if (resized) {
				parts.add(sizes(laptop.file().size(), clone.file().size()));
			} else if (parts.isEmpty() && laptop.file().size() > 0) {
				parts.add("contents, " + Sizes.text(laptop.file().size()));
			}
		}
		return String.join(", ", parts);
	}

	private static String sizes(long laptop, long clone) {
		String left = Sizes.text(laptop);
		String right = Sizes.text(clone);
		return left.equals(right) ? laptop + " B → " + clone + " B" : left + " → " + right;
	}

	private static String value(String value) {
		return value == null ? "none" : cut(value);
	}

	private static String cut(String value) {
		return value.codePointCount(0, value.length()) <= MAX_VALUE ? value
				: value.substring(0, value.offsetByCodePoints(0, MAX_VALUE - 1)) + "…";
	}
}
