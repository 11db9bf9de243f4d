/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the history keeps of a machine at one moment.
 *
 * @param system      what it runs and who uses it
 * @param wants       what was asked for
 * @param survey      what was found; the contents in it are kept
 * @param digests     digests of files: the fingerprints of those whose contents are not kept
 * @param inventories the items, by the ids of their facets
 * @param packages    what files of packages hold that come or go with this step, by file name, as package sources say;
 *                    those of the steps before need not be among them
 * @param withheld    what is a secret, or a folder of such: of that neither contents nor a digest are kept, even where
 *                    a step before has them
 */
public record RecordedState(SystemDescription system, List<Want> wants, Survey survey,
		Map<MachinePath, Digest> digests, Map<String, Inventory> inventories, Map<String, Digest> packages,
		Set<MachinePath> withheld) {

	public RecordedState {
		wants = List.copyOf(wants);
		packages = Map.copyOf(packages);
		withheld = Set.copyOf(withheld);
	}

	/** @return whether that path, or a folder above it, is withheld */
	public boolean isWithheld(MachinePath path) {
		if (withheld.isEmpty()) {
			return false;
		}
		for (MachinePath each = path; !each.isRoot(); each = each.parent()) {
			if (withheld.contains(each)) {
				return true;
			}
		}
		return false;
	}
}
