/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;

import org.likeness.core.ComparedItem;
import org.likeness.core.ItemContent;

import com.fasterxml.jackson.core.JsonGenerator;

/** Both sides of one item, with their contents. */
final class ShownItem {

	private final ItemFinder.Found found;
	private final ItemContent ofLaptop;
	private final ItemContent ofClone;

	ShownItem(ItemFinder.Found found, ItemContent ofLaptop, ItemContent ofClone) {
		this.found = found;
		this.ofLaptop = ofLaptop;
		this.ofClone = ofClone;
	}

	void print(Action action) throws IOException {
		if (action.common.json) {
			try (JsonGenerator json = action.json()) {
				print(json);
			}
		} else {
			print(action.environment.out());
		}
	}

	private ItemDiff diff() {
		String name = found.facet().facet().id() + ":" + found.item().key();
		return new ItemDiff("laptop " + name, ofLaptop, "clone " + name, ofClone);
	}

	private void print(Output out) {
		ComparedItem item = found.item();
		out.add(Style.BOLD, item.key()).add("  " + item.state().word());
		if (item.keptBy() != null) {
			out.add(Style.CYAN, "  kept by rule " + item.keptBy());
		}
		out.end();
		if (item.problem() != null) {
			out.add(Style.RED, item.problem()).end();
		}
		diff().print(out);
		out.flush();
	}

	private void print(JsonGenerator json) throws IOException {
		json.writeStartObject();
		json.writeStringField("schema", "likeness/item/1");
		json.writeStringField("facet", found.facet().facet().id());
		new ComparisonJson(json, ComparisonText.DEFAULT_STATES).fields(found.item());
		ItemDiff.contents("laptopContents", ofLaptop, json);
		ItemDiff.contents("cloneContents", ofClone, json);
		json.writeStringField("diff", diff().text());
		json.writeEndObject();
		json.writeRaw('\n');
	}
}
