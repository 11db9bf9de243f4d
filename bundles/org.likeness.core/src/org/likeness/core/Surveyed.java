/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A machine with all that one survey of it came to.
 *
 * @param system      what it runs
 * @param wants       what it was asked for
 * @param survey      what was found
 * @param contexts    what each facet was told of it
 * @param inventories the items, in the order of the facets' ids
 */
record Surveyed(SystemDescription system, List<Want> wants, Survey survey, Map<Facet, FacetContext> contexts,
		Map<Facet, Inventory> inventories) {

	FacetSide side(Facet facet) {
		return new FacetSide(survey, contexts.get(facet));
	}

	/** @return the files whose contents count, where they are; what two facets look at is there twice */
	List<FileEntry> itemFiles() {
		return inventories.values().stream().map(Inventory::items).flatMap(Collection::stream)
				.filter(item -> item.file() != null).map(Item::file).map(survey::where).toList();
	}

	/** @return the same digests by where the files are */
	Map<MachinePath, Digest> where(Map<MachinePath, Digest> told) {
		if (survey.places().isEmpty()) {
			return told;
		}
		Map<MachinePath, Digest> digests = new HashMap<>();
		told.forEach((path, digest) -> digests.put(survey.places().of(path), digest));
		return digests;
	}
}
