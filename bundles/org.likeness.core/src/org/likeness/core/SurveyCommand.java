/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;

/** Takes the inventories of one machine: one survey for all facets, and then each facet's items. */
public final class SurveyCommand {

	/** Leaves out all that is in a folder, and the folder: it is told, and not entered. */
	private static final PathPattern ANYTHING = PathPattern.of("*");

	private final Machine machine;
	private List<Facet> facets = List.of();
	private Preferences preferences = new Preferences();
	private Account user;

	/** @param machine the machine to look at; still the caller's to close */
	public SurveyCommand(Machine machine) {
		this.machine = machine;
	}

	/** Sets the facets to look at. */
	public SurveyCommand setFacets(List<Facet> facets) {
		this.facets = List.copyOf(facets);
		return this;
	}

	/** Sets the rules in force. */
	public SurveyCommand setPreferences(Preferences preferences) {
		this.preferences = preferences;
		return this;
	}

	/** Sets whose settings and files are meant. */
	public SurveyCommand setUser(Account user) {
		this.user = user;
		return this;
	}

	/**
	 * @return the inventories by facet, in the order of the facets' ids
	 * @throws MachineException if the machine can't be read; nothing is changed
	 */
	public Map<Facet, Inventory> call(IProgressMonitor monitor) throws MachineException {
		return survey(monitor).inventories();
	}

	/** As {@link #call}, with what the inventories were made from. */
	Surveyed survey(IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		SystemDescription system = machine.describe(progress.split(10));
		Map<Facet, FacetContext> contexts = new LinkedHashMap<>();
		Map<Facet, GuardedFacet> asked = new LinkedHashMap<>();
		List<Want> wants = new ArrayList<>();
		facets.stream().sorted(java.util.Comparator.comparing(Facet::id)).forEach(facet -> {
			FacetContext context = new FacetContext(system, user, preferences.rules(facet));
			contexts.put(facet, context);
			GuardedFacet guarded = new GuardedFacet(facet, context);
			asked.put(facet, guarded);
			wants.addAll(guarded.wants());
		});
		wants.addAll(ways(wants));
		SurveyRequest request = SurveyRequest.of(wants);
		Surveyed known = machine instanceof KnownMachine before ? before.surveyed(request, contexts) : null;
		if (known != null) {
			return known;
		}
		Survey survey = machine.survey(request, progress.split(70));
		progress.setWorkRemaining(contexts.size() + 1);
		Map<Facet, Inventory> inventories = new LinkedHashMap<>();
		asked.forEach((facet, guarded) -> {
			progress.subTask(facet.label() + " – " + machine.label());
			inventories.put(facet, guarded.inventory(survey));
			progress.split(1);
		});
		return new Surveyed(system, request.wants(), survey, contexts,
				SecretItems.leaveOut(machine, inventories, contexts, progress.split(1)));
	}

	/**
	 * The folders on the way to what is wanted: whoever writes there must know whether they exist, and that none of them
	 * is a symlink.
	 */
	private static Set<Want> ways(List<Want> wants) {
		Set<MachinePath> roots = wants.stream().map(Want::root).collect(Collectors.toSet());
		Set<Want> ways = new LinkedHashSet<>();
		for (MachinePath root : roots) {
			for (MachinePath above = root.parent(); !above.isRoot(); above = above.parent()) {
				if (!roots.contains(above)) {
					ways.add(Want.tree(above, List.of(ANYTHING)));
				}
			}
		}
		return ways;
	}
}
