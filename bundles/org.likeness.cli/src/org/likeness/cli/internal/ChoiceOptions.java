/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.ArrayList;
import java.util.List;

import org.likeness.core.Facet;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says which items the clone takes over. */
class ChoiceOptions {

	@Spec(Spec.Target.MIXEE)
	private CommandSpec spec;

	@Option(names = "--facet", paramLabel = "FACET", split = ",", completionCandidates = FacetIds.class,
			description = "Take over all that differs in this facet; may be given several times. "
					+ "With --item: only look there for the items.")
	private List<String> facets = new ArrayList<>();

	@Option(names = "--item", paramLabel = "FACET:KEY",
			description = "Take over this item, as compare prints it, or KEY where only one facet has it; "
					+ "may be given several times.")
	private List<String> items = new ArrayList<>();

	@Option(names = "--all", description = "Take over all that differs.")
	private boolean all;

	/**
	 * @param known all facets
	 * @throws ParameterException if nothing was chosen, or an unknown facet
	 */
	ItemChoice choose(List<Facet> known) {
		if (!all && facets.isEmpty() && items.isEmpty()) {
			throw new ParameterException(spec.commandLine(), "Nothing is chosen. Choose items by --item FACET:KEY, "
					+ "whole facets by --facet FACET, or everything by --all.");
		}
		if (all && !items.isEmpty()) {
			throw new ParameterException(spec.commandLine(), "Both everything (--all) and single items (--item) are "
					+ "chosen. Leave one of both out.");
		}
		return new ItemChoice(items, FacetOptions.choose(facets, known, spec.commandLine()), known);
	}

	/** @return whether everything is taken, of all facets: more than a person wants to see at once */
	boolean isEverything() {
		return facets.isEmpty() && items.isEmpty();
	}
}
