/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import org.likeness.core.Facet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The facets that bundles have registered as services. */
final class FacetServices {

	private FacetServices() {
	}

	/** @return all of them, in the order of their ids; of two with one id the one of higher rank */
	static List<Facet> all(BundleContext context) {
		Collection<ServiceReference<Facet>> references;
		try {
			references = context.getServiceReferences(Facet.class, null);
		} catch (InvalidSyntaxException e) {
			throw new IllegalStateException("no filter was given", e);
		}
		List<ServiceReference<Facet>> ranked = new ArrayList<>(references);
		ranked.sort(Comparator.reverseOrder());
		List<Facet> facets = new ArrayList<>();
		for (ServiceReference<Facet> reference : ranked) {
			Facet facet = context.getService(reference);
			if (facet != null && facets.stream().noneMatch(each -> each.id().equals(facet.id()))) {
				facets.add(facet);
			}
		}
		facets.sort(Comparator.comparing(Facet::id));
		return facets;
	}
}
