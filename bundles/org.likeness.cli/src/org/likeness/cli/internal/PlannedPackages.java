/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.likeness.core.PackageChange;
import org.likeness.core.PackagePlan;
import org.likeness.core.Plan;

/** What a plan does with packages, for people. */
final class PlannedPackages {

	private final PackagePlan plan;

	PlannedPackages(PackagePlan plan) {
		this.plan = plan;
	}

	/** @return what becomes of a package that comes along */
	static String becoming(PackageChange change) {
		String version = change.from() == null ? change.to() : change.from() + " → " + change.to();
		return change.fetched() ? version : version + ", " + Sizes.text(change.size()) + " to fetch";
	}

	/** @return what is to be known of an item beside what it becomes; empty if nothing is */
	String remark(Plan.PlannedItem item) {
		Map<String, String> instead = item.facet().equals("apt-packages") ? plan.instead() : Map.of();
		return instead.containsKey(item.key()) ? "  gets " + instead.get(item.key()) + ", the other can't be had" : "";
	}

	/** @return all of it in a few words; empty if there is nothing to do with packages */
	String text() {
		List<String> parts = new ArrayList<>();
		int removed = plan.removed().size();
		int installed = plan.installed().size();
		if (installed > 0) {
			long bytes = plan.bytesToFetch();
			parts.add(packages(installed) + " installed (" + (bytes == 0 ? "all fetched already" : Sizes.text(bytes)
					+ " to fetch") + ")");
		}
		if (removed > 0) {
			parts.add(packages(removed) + " removed");
		}
		if (parts.isEmpty() && !plan.isEmpty()) {
			parts.add("packages marked");
		}
		return String.join(", ", parts);
	}

	private static String packages(int count) {
		return count + (count == 1 ? " package" : " packages");
	}
}
