/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.likeness.core.Facet;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says which facets are looked at. */
class FacetOptions {

	@Spec(Spec.Target.MIXEE)
	private CommandSpec spec;

	@Option(names = "--facet", paramLabel = "FACET", split = ",", completionCandidates = FacetIds.class,
			description = "Look at this facet only; may be given several times. Default: all.")
	private List<String> ids = new ArrayList<>();

	/** @return whether all facets are meant */
	boolean isAll() {
		return ids.isEmpty();
	}

	/** @return the facets that are meant, in the order of their ids */
	List<Facet> choose(List<Facet> all) {
		return choose(ids, all, spec.commandLine());
	}

	/**
	 * @param ids what was named; nothing for all
	 * @return the facets that are meant, in the order of their ids
	 * @throws ParameterException if one is not known
	 */
	static List<Facet> choose(List<String> ids, List<Facet> all, CommandLine commandLine) {
		for (String id : ids) {
			if (all.stream().noneMatch(facet -> facet.id().equals(id))) {
				throw new ParameterException(commandLine, "There is no facet " + id + ". The facets are: "
						+ all.stream().map(Facet::id).collect(Collectors.joining(", ")) + ".");
			}
		}
		return ids.isEmpty() ? all : all.stream().filter(facet -> ids.contains(facet.id())).toList();
	}
}
