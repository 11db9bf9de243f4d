/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.likeness.core.ComparedItem;
import org.likeness.core.Comparison;
import org.likeness.core.Facet;
import org.likeness.core.FacetComparison;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Finds the item that a person names: FACET:KEY, or KEY where only one facet has it. */
final class ItemFinder {

	/** An item with the facet that it belongs to. */
	record Found(FacetComparison facet, ComparedItem item) {
	}

	private static final int SUGGESTIONS = 5;

	private final String name;
	private final String facet;
	private final String key;

	/** @param name what was named; @param facets all facets: a key may hold colons itself */
	ItemFinder(String name, List<Facet> facets) {
		this.name = name;
		int colon = name.indexOf(':');
		String start = colon < 0 ? "" : name.substring(0, colon);
		boolean full = facets.stream().anyMatch(each -> each.id().equals(start));
		this.facet = full ? start : null;
		this.key = full ? name.substring(colon + 1) : name;
	}

	/** @return the facet that was named, if so */
	Optional<String> facet() {
		return Optional.ofNullable(facet);
	}

	/** @return whether an item has the name */
	boolean matches(Facet of, String itemKey) {
		return key.equals(itemKey) && (facet == null || facet.equals(of.id()));
	}

	/**
	 * @param commandLine the command whose argument the name is
	 * @return the only item of that name
	 * @throws ParameterException if there is none, or are several; it says what might have been meant
	 */
	Found one(Comparison comparison, CommandLine commandLine) {
		List<Found> found = find(comparison);
		if (found.size() > 1) {
			throw new ParameterException(commandLine, "Several facets have the item " + name + ". Name one of: "
					+ found.stream().map(each -> each.facet().facet().id() + ":" + each.item().key())
							.collect(Collectors.joining(", ")));
		}
		if (found.isEmpty()) {
			List<String> near = suggest(comparison);
			throw new ParameterException(commandLine, "There is no item " + name + " on either side."
					+ (near.isEmpty() ? "" : " Near to it: " + String.join(", ", near)));
		}
		return found.get(0);
	}

	/** @return all items of that name */
	List<Found> find(Comparison comparison) {
		List<Found> found = new ArrayList<>();
		for (FacetComparison each : comparison.facets()) {
			each.items().stream().filter(item -> matches(each.facet(), item.key()))
					.forEach(item -> found.add(new Found(each, item)));
		}
		return found;
	}

	/** @return names of items that are close to what was named, best first */
	List<String> suggest(Comparison comparison) {
		record Near(String name, int distance) {
		}
		List<Near> near = new ArrayList<>();
		String wanted = key.toLowerCase(Locale.ROOT);
		int tolerance = Math.max(1, Math.min(4, wanted.length() / 3));
		for (FacetComparison each : comparison.facets()) {
			for (ComparedItem item : each.items()) {
				String candidate = item.key().toLowerCase(Locale.ROOT);
				String last = candidate.substring(candidate.lastIndexOf('/') + 1);
				int distance = candidate.contains(wanted) ? 0
						: Math.min(distance(wanted, candidate, tolerance), distance(wanted, last, tolerance));
				if (distance <= tolerance) {
					near.add(new Near(each.facet().id() + ":" + item.key(), distance * 1000 + candidate.length()));
				}
			}
		}
		return near.stream().sorted(Comparator.comparingInt(Near::distance)).limit(SUGGESTIONS).map(Near::name)
				.toList();
	}

	/** @return the number of single changes (Levenshtein) from one to the other; more than {@code limit} is not counted */
	private static int distance(String a, String b, int limit) {
		if (Math.abs(a.length() - b.length()) > limit) {
			return limit + 1;
		}
		int[] row = new int[b.length() + 1];
		for (int j = 0; j <= b.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= a.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				int above = row[j];
				int change = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
				row[j] = Math.min(change, Math.min(row[j - 1], above) + 1);
				diagonal = above;
			}
		}
		return row[b.length()];
	}
}
