/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What has to be done with the packages of a machine so that wishes come true.
 *
 * @param changes what is installed, replaced and removed, in the order of names
 * @param marks   how packages are marked afterwards, in the order of names; the version plays no part
 * @param instead the version that comes because the wished one can't be had, by wish
 * @param refused why a wish can't come true, for people, by wish
 * @param data    what those have gathered that go, as far as that shows
 */
public record PackagePlan(List<PackageChange> changes, List<PackageState> marks, Map<PackageWish, String> instead,
		Map<PackageWish, String> refused, Map<PackageChange, List<PackageData>> data) {

	/** Nothing to do. */
	public static final PackagePlan NONE = new PackagePlan(List.of(), List.of(), Map.of(), Map.of());

	/** What can be said without looking at the machine. */
	public PackagePlan(List<PackageChange> changes, List<PackageState> marks, Map<PackageWish, String> instead,
			Map<PackageWish, String> refused) {
		this(changes, marks, instead, refused, Map.of());
	}

	public PackagePlan {
		data = Map.copyOf(data);
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

	/** @return what a package that goes has gathered */
	public List<PackageData> dataOf(PackageChange change) {
		return data.getOrDefault(change, List.of());
	}

	/** @return the same plan, where it was looked what those have gathered that go */
	public PackagePlan with(Map<PackageChange, List<PackageData>> gathered) {
		return new PackagePlan(changes, marks, instead, refused, gathered);
	}

	/** @return how many files have to be fetched: of what comes, and of what goes, so that it can be put back */
	public int filesToFetch() {
		return (int) (installed().stream().filter(change -> !change.comes().fetched()).count() + replaced().size());
	}

	/** @return how many bytes have to be fetched */
	public long bytesToFetch() {
		return changes.stream().mapToLong(change -> change.toFetch() + change.toKeep()).sum();
	}

	/** @return those whose version that goes is fetched, so that it can be put back */
	public List<PackageChange> replaced() {
		return changes.stream().filter(change -> change.goes() != null && !change.goes().fetched()).toList();
	}

	/** @return what the files of packages hold, of all that come, and that go and are kept, by file name */
	public Map<String, Digest> files() {
		Map<String, Digest> files = new TreeMap<>();
		changes.stream().flatMap(change -> Stream.of(change.comes(), change.goes())).filter(Objects::nonNull)
				.forEach(file -> files.put(file.name(), file.digest()));
		return files;
	}

	/** @return how many bytes those take in the machine that come, as they say */
	public long bytesUnpacked() {
		return changes.stream().mapToLong(PackageChange::unpacked).sum();
	}

	/** @return how many bytes those take in the machine that go or are replaced, as they say */
	public long bytesFreed() {
		return changes.stream().mapToLong(PackageChange::freed).sum();
	}

	/** @return what becomes of the package that an item stands for; empty if it is only marked */
	public Optional<PackageChange> changeFor(Plan.PlannedItem item) {
		return changes.stream().filter(change -> change.wish() != null && change.wish().isFor(item)).findFirst();
	}

	/** @return the version that an item gets because the wished one can't be had; empty if it gets that */
	public Optional<String> insteadFor(Plan.PlannedItem item) {
		return instead.entrySet().stream().filter(entry -> entry.getKey().isFor(item)).map(Map.Entry::getValue)
				.findFirst();
	}

	/** @return whether the same is done, whatever was fetched meanwhile */
	boolean isSameAs(PackagePlan other) {
		return marks.equals(other.marks) && steps().equals(other.steps());
	}

	private List<String> steps() {
		return changes.stream().map(change -> change.name() + ":" + change.architecture() + " " + change.to()).toList();
	}
}
