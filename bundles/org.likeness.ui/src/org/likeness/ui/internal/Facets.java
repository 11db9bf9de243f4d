/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.likeness.core.Facet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/** The facets that bundles have registered as services. */
public final class Facets {

	private static ServiceTracker<Facet, Facet> tracker;

	private Facets() {
	}

	/** @return all facets, in the order of their ids; of two with the same id the one registered first */
	public static synchronized List<Facet> all() {
		if (tracker == null) {
			BundleContext context = FrameworkUtil.getBundle(Facets.class).getBundleContext();
			tracker = new ServiceTracker<>(context, Facet.class, null);
			tracker.open();
		}
		return Arrays.stream(tracker.getServices(new Facet[0])).sorted(Comparator.comparing(Facet::id)).toList();
	}

	/** @return what people call the facet of that id; the id itself for a facet whose bundle is gone */
	public static String label(String id) {
		return all().stream().filter(facet -> facet.id().equals(id)).map(Facet::label).findFirst().orElse(id);
	}
}
