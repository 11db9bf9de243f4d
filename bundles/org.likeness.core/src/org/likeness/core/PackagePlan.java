/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;
import java.util.Map;

/**
 * What has to be done with the packages of a machine so that wishes come true.
 *
 * @param changes what is installed, replaced and removed, in the order of names
 * @param marks   how packages are marked afterwards, in the order of names; the version plays no part
 * @param instead by item, the version that it gets because the wished one can't be had
 * @param refused by item, why its wish can't come true, for people
 */
public record PackagePlan(List<PackageChange> changes, List<PackageState> marks, Map<String, String> instead,
		Map<String, String> refused) {

	/** Nothing to do. */
	public static final PackagePlan NONE = new PackagePlan(List.of(), List.of(), Map.of(), Map.of());

	public PackagePlan {
		changes = List.copyOf(changes);
		marks = List.copyOf(marks);
		instead = Map.copyOf(instead);
		refused = Map.copyOf(refused);
	}

	/** @return whether there is nothing to do */
	public boolean isEmpty() {
		return changes.isEmpty() && marks.isEmpty();
	}

	/** @return those that nobody chose and others need */
	public List<PackageChange> alongside() {
		return changes.stream().filter(change -> !change.chosen()).toList();
	}

	/** @return those that come, in place of another version or not */
	public List<PackageChange> installed() {
		return changes.stream().filter(change -> change.to() != null).toList();
	}

	/** @return those that go */
	public List<PackageChange> removed() {
		return changes.stream().filter(change -> change.to() == null).toList();
	}

	/** @return how many bytes have to be fetched */
	public long bytesToFetch() {
		return changes.stream().filter(change -> !change.fetched()).mapToLong(PackageChange::size).sum();
	}

	/** @return whether the same is done, whatever was fetched meanwhile */
	boolean isSameAs(PackagePlan other) {
		return marks.equals(other.marks) && steps().equals(other.steps());
	}

	private List<String> steps() {
		return changes.stream().map(change -> change.name() + ":" + change.architecture() + " " + change.to()).toList();
	}
}
