/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;

/**
 * Compares the laptop with a clone. Both are surveyed at the same time; contents are digested, in one pass over each,
 * only where nothing cheaper decides: both have the file, and its attributes and sizes are alike.
 */
public final class CompareCommand {

	private final Machine laptop;
	private final Machine clone;
	private List<Facet> facets = List.of();
	private Preferences preferences = new Preferences();
	private Account laptopUser;

	/** @param laptop the laptop; @param clone the clone; both still the caller's to close */
	public CompareCommand(Machine laptop, Machine clone) {
		this.laptop = laptop;
		this.clone = clone;
	}

	/** Sets the facets to compare. */
	public CompareCommand setFacets(List<Facet> facets) {
		this.facets = List.copyOf(facets);
		return this;
	}

	/** Sets weights and rules. */
	public CompareCommand setPreferences(Preferences preferences) {
		this.preferences = preferences;
		return this;
	}

	/** Sets whose settings and files are taken on the laptop, unless it {@linkplain Machine#onlyUser tells of one only}. */
	public CompareCommand setLaptopUser(Account laptopUser) {
		this.laptopUser = laptopUser;
		return this;
	}

	/**
	 * @return the comparison
	 * @throws MachineException           if one of the machines can't be read; nothing is changed
	 * @throws OperationCanceledException if the monitor is cancelled; nothing is changed
	 */
	public Comparison call(IProgressMonitor monitor) throws MachineException {
		return compare(monitor).comparison();
	}

	/** A comparison with what it was made from. */
	record Compared(Comparison comparison, UserMatch users, Surveyed ofLaptop, Surveyed ofClone, Digests digests) {
	}

	/** As {@link #call}, with what the comparison was made from. */
	Compared compare(IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, "Comparing " + laptop.label() + " with " + clone.label(),
				100);
		Instant when = Instant.now();
		AtomicReference<UserMatch> matched = new AtomicReference<>();
		SideBySide.Results<Surveyed, Surveyed> found = new SideBySide<>(
				background -> survey(laptop, sourceUser(), background),
				cloneMonitor -> surveyClone(matched, cloneMonitor)).run(progress.split(75));
		UserMatch users = matched.get();
		Homes homes = new Homes(users);
		List<Pairing> pairings = new ArrayList<>();
		found.ofClone().inventories()
				.forEach((facet, inventory) -> pairings.add(new Pairing(facet, preferences.rules(facet),
						found.ofLaptop(), found.ofClone(), homes)));
		Digests digests = digest(pairings, progress.split(20));
		findSecrets(pairings, digests, progress.split(5));
		List<FacetComparison> compared = pairings.stream()
				.map(pairing -> pairing.decide(preferences.weight(pairing.facet()), digests)).toList();
		Comparison comparison = new Comparison(when, found.ofLaptop().system(), users.ofLaptop(),
				found.ofClone().system(), users.ofClone(), compared);
		return new Compared(comparison, users, found.ofLaptop(), found.ofClone(), digests);
	}

	private Surveyed surveyClone(AtomicReference<UserMatch> matched, IProgressMonitor monitor)
			throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 75);
		SystemDescription system = clone.describe(progress.split(40));
		matched.set(users(system));
		return survey(clone, matched.get().ofClone(), progress.split(35));
	}

	private Account sourceUser() {
		return laptop.onlyUser().orElse(laptopUser);
	}

	/** Of a recorded version and what has become of it the same user is meant, to the path of the home. */
	private UserMatch users(SystemDescription system) {
		Account user = sourceUser();
		return laptop.onlyUser().or(clone::onlyUser).map(settled -> new UserMatch(user, settled))
				.orElseGet(() -> UserMatch.find(user, system));
	}

	private Surveyed survey(Machine machine, Account user, IProgressMonitor monitor) throws MachineException {
		return new SurveyCommand(machine).setFacets(facets).setPreferences(preferences).setUser(user).survey(monitor);
	}

	/** What has no digest may be a secret. */
	private void findSecrets(List<Pairing> pairings, Digests digests, IProgressMonitor monitor)
			throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 2);
		Set<MachinePath> ofLaptop = secrets(laptop, true, pairings, digests.ofLaptop(), progress.split(1));
		Set<MachinePath> ofClone = secrets(clone, false, pairings, digests.ofClone(), progress.split(1));
		if (!ofLaptop.isEmpty() || !ofClone.isEmpty()) {
			pairings.forEach(pairing -> pairing.learn(ofLaptop, ofClone));
		}
	}

	private static Set<MachinePath> secrets(Machine machine, boolean isLaptop, List<Pairing> pairings,
			Map<MachinePath, Digest> digests, IProgressMonitor monitor) throws MachineException {
		List<FileEntry> without = pairings.stream().flatMap(pairing -> pairing.undecided(isLaptop))
				.filter(file -> !digests.containsKey(file.path())).toList();
		return without.isEmpty() ? Set.of() : machine.secrets(without, monitor).keySet();
	}

	private Digests digest(List<Pairing> pairings, SubMonitor progress) throws MachineException {
		List<FileEntry> laptopFiles = pairings.stream().flatMap(pairing -> pairing.undecided(true)).toList();
		if (laptopFiles.isEmpty()) {
			return new Digests(Map.of(), Map.of());
		}
		List<FileEntry> cloneFiles = pairings.stream().flatMap(pairing -> pairing.undecided(false)).toList();
		progress.subTask("Comparing the contents of " + laptopFiles.size() + " files");
		SideBySide.Results<Map<MachinePath, Digest>, Map<MachinePath, Digest>> found = new SideBySide<>(
				background -> laptop.digest(laptopFiles, background),
				cloneMonitor -> clone.digest(cloneFiles, cloneMonitor)).run(progress);
		return new Digests(found.ofLaptop(), found.ofClone());
	}
}
