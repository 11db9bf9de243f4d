/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.ArrayList;
import java.util.List;

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
		return version + sizes(change);
	}

	/** @return how much a package is to fetch, and once it is installed, each behind a comma; what is 0 is passed over */
	private static String sizes(PackageChange change) {
		List<String> parts = new ArrayList<>(List.of(""));
		if (change.toFetch() > 0) {
			parts.add(Sizes.text(change.toFetch()) + " to fetch");
		}
		if (change.toKeep() > 0) {
			parts.add(Sizes.text(change.toKeep()) + " to fetch of what goes");
		}
		if (change.unpacked() > 0) {
			parts.add(Sizes.text(change.unpacked()) + " installed");
		}
		return String.join(", ", parts);
	}

	/** @return the sizes of the package that an item stands for; empty if it stands for none that comes */
	String sizes(Plan.PlannedItem item) {
		return plan.changeFor(item).map(PlannedPackages::sizes).orElse("");
	}

	/** @return what may be lost with a package that goes, a line for each folder */
	List<String> data(Plan.PlannedItem item) {
		return plan.changeFor(item).map(plan::dataOf).orElse(List.of()).stream()
				.map(data -> "its own scripts may remove " + data.folder() + " (" + data.files()
						+ (data.files() == 1 ? " file, " : " files, ") + Sizes.text(data.bytes())
						+ "), which is not kept")
				.toList();
	}

	/** @return what is to be known of an item beside what it becomes; empty if nothing is */
	String remark(Plan.PlannedItem item) {
		return plan.insteadFor(item).map(version -> "  gets " + version + ", the other can't be had").orElse("");
	}
}
