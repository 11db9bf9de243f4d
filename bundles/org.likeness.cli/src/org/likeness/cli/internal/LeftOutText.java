/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.likeness.core.Inventory;

/** Prints what an inventory left out, and what went wrong on the way. */
final class LeftOutText {

	private final Output out;
	private final boolean verbose;

	/** @param verbose whether each thing left out is told, not only how many */
	LeftOutText(Output out, boolean verbose) {
		this.out = out;
		this.verbose = verbose;
	}

	/** @param side "laptop" or "clone"; empty if there is one only */
	void print(String side, Inventory inventory) {
		String lead = side.isEmpty() ? "" : side + ": ";
		Map<String, List<String>> byRule = new TreeMap<>();
		inventory.leftOut().forEach(
				left -> byRule.computeIfAbsent(left.rule(), rule -> new ArrayList<>()).add(left.key()));
		if (!byRule.isEmpty()) {
			List<String> counts = new ArrayList<>();
			byRule.forEach((rule, keys) -> counts.add(keys.size() + " by rule " + rule));
			out.add(Style.DIM, "  " + lead + "left out " + String.join(", ", counts)).end();
			if (verbose) {
				byRule.forEach((rule, keys) -> keys.forEach(
						key -> out.add(Style.DIM, "    " + rule).to(20).add(Style.DIM, key).end()));
			}
		}
		inventory.remarks().forEach(remark -> out.add(Style.YELLOW, "  note  ").add(lead + remark).end());
	}
}
