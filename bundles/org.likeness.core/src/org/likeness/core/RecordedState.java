/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;
import java.util.Map;

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
 */
public record RecordedState(SystemDescription system, List<Want> wants, Survey survey,
		Map<MachinePath, Digest> digests, Map<String, Inventory> inventories, Map<String, Digest> packages) {

	public RecordedState {
		wants = List.copyOf(wants);
		packages = Map.copyOf(packages);
	}
}
