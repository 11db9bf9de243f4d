/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/** The one place that says whether it makes sense to compare a facet of two machines. */
final class Applicability {

	private Applicability() {
	}

	/** @return why it makes none, for people; {@code null} if it does */
	static String between(Facet facet, Surveyed laptop, Surveyed clone) {
		String ofLaptop = laptop.inventories().get(facet).notApplicable();
		String ofClone = clone.inventories().get(facet).notApplicable();
		if (ofLaptop != null || ofClone != null) {
			return ofLaptop == null ? "clone: " + ofClone
					: ofLaptop.equals(ofClone) ? "laptop and clone: " + ofLaptop : "laptop: " + ofLaptop;
		}
		OperatingSystem here = laptop.system().os();
		OperatingSystem there = clone.system().os();
		return facet.isOfDistribution() && here.isOtherDistribution(there)
				? "it belongs to the distribution: " + here.prettyName() + " and " + there.prettyName()
						+ " are different ones"
				: null;
	}
}
