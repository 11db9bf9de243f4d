/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;

import org.likeness.core.ItemContent;

import com.fasterxml.jackson.core.JsonGenerator;

/** Two sides of one item, line by line. */
final class ItemDiff {

	private final String leftLabel;
	private final ItemContent left;
	private final String rightLabel;
	private final ItemContent right;

	/** @param leftLabel what the left side is called in the diff */
	ItemDiff(String leftLabel, ItemContent left, String rightLabel, ItemContent right) {
		this.leftLabel = leftLabel;
		this.left = left;
		this.rightLabel = rightLabel;
		this.right = right;
	}

	/** @return a unified diff; empty if both are the same */
	String text() {
		return UnifiedDiff.of(leftLabel, left.describe(), rightLabel, right.describe());
	}

	/** Prints the diff, or what both are. */
	void print(Output out) {
		String diff = text();
		if (diff.isEmpty()) {
			left.describe().lines().forEach(line -> out.content(Style.PLAIN, line));
		}
		diff.lines().forEach(line -> out.content(style(line), line));
	}

	private static Style style(String line) {
		if (line.startsWith("---") || line.startsWith("+++")) {
			return Style.BOLD;
		}
		return line.startsWith("@@") ? Style.CYAN
				: line.startsWith("-") ? Style.RED : line.startsWith("+") ? Style.GREEN : Style.PLAIN;
	}

	/** What a side holds; null if it holds nothing. */
	static void contents(String field, ItemContent content, JsonGenerator json) throws IOException {
		if (content.digest() == null) {
			json.writeNullField(field);
			return;
		}
		json.writeObjectFieldStart(field);
		json.writeStringField("sha256", content.digest().toString());
		new JsonParts(json).text("text", content.text());
		json.writeEndObject();
	}
}
