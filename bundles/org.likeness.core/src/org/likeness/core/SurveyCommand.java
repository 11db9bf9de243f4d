/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;

/** Takes the inventories of one machine: one survey for all facets, and then each facet's items. */
public final class SurveyCommand {

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
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		SystemDescription system = machine.describe(progress.split(10));
		Map<Facet, FacetContext> contexts = new LinkedHashMap<>();
		List<Want> wants = new ArrayList<>();
		facets.stream().sorted(java.util.Comparator.comparing(Facet::id)).forEach(facet -> {
			FacetContext context = new FacetContext(system, user, preferences.rules(facet));
			contexts.put(facet, context);
			wants.addAll(facet.wants(context));
		});
		Survey survey = machine.survey(SurveyRequest.of(wants), progress.split(70));
		progress.setWorkRemaining(contexts.size());
		Map<Facet, Inventory> inventories = new LinkedHashMap<>();
		contexts.forEach((facet, context) -> {
			progress.subTask(facet.label() + " – " + machine.label());
			inventories.put(facet, take(facet, survey, context));
			progress.split(1);
		});
		return inventories;
	}

	/** A machine is untrusted, and any bundle can add a facet: what goes wrong in one must not end all the others. */
	private static Inventory take(Facet facet, Survey survey, FacetContext context) {
		try {
			return facet.inventory(survey, context);
		} catch (OperationCanceledException e) {
			throw e;
		} catch (RuntimeException e) {
			return Inventory.unread("the facet itself failed (" + e + ")");
		}
	}
}
