/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two machines side by side, facet by facet. Immutable.
 *
 * @param when        when the surveys were done
 * @param laptopSystem what the laptop runs
 * @param laptopUser  whose settings and files were taken there
 * @param cloneSystem what the clone runs
 * @param cloneUser   whose settings and files were taken there
 * @param facets      the facets, in the order of their ids
 */
public record Comparison(Instant when, SystemDescription laptopSystem, Account laptopUser,
		SystemDescription cloneSystem,
		Account cloneUser, List<FacetComparison> facets) {

	public Comparison {
		facets = List.copyOf(facets);
	}

	/** @return the same without the items: what they came to */
	Comparison withoutItems() {
		return new Comparison(when, laptopSystem, laptopUser, cloneSystem, cloneUser,
				facets.stream().map(FacetComparison::withoutItems).toList());
	}

	/** @return the overall likeness, 0 to 1: the mean of the facets' scores by weight; empty if nothing counts */
	public OptionalDouble likeness() {
		double sum = 0;
		long weights = 0;
		for (FacetComparison facet : facets) {
			OptionalDouble score = facet.likeness().score();
			if (score.isPresent() && facet.weight() > 0) {
				sum += facet.weight() * score.getAsDouble();
				weights += facet.weight();
			}
		}
		return weights == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / weights);
	}

	/** @return whether any item that counts differs, or a facet could not be read */
	public boolean differs() {
		return facets.stream().anyMatch(
				facet -> facet.unread() != null || facet.likeness().same() != facet.likeness().total());
	}

	/** @return whether these weights and rules are those that it was made with */
	public boolean isMadeWith(Preferences preferences) {
		return facets.stream().allMatch(facet -> facet.weight() == preferences.weight(facet.facet())
				&& facet.rules().equals(preferences.rules(facet.facet())));
	}

	/** @return the facet of that id, if it was compared */
	public Optional<FacetComparison> facet(String id) {
		return facets.stream().filter(facet -> facet.facet().id().equals(id)).findFirst();
	}
}
