/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.likeness.core.Facet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** What needs a running framework. */
class ServicesTest {

	@Test
	void facetsComeFromTheServiceRegistry() {
		BundleContext context = FrameworkUtil.getBundle(CliApplication.class).getBundleContext();
		ServiceRegistration<Facet> later = context.registerService(Facet.class, new HomeFiles("zz"), null);
		ServiceRegistration<Facet> first = context.registerService(Facet.class, new HomeFiles("aa"), null);
		HomeFiles better = new HomeFiles("zz");
		ServiceRegistration<Facet> ranked = context.registerService(Facet.class, better,
				new Hashtable<>(Map.of("service.ranking", 5)));
		try {
			List<Facet> all = FacetServices.all(context);
			assertEquals("aa", all.get(0).id());
			assertEquals(better, all.get(all.size() - 1));
			assertEquals(1, all.stream().filter(facet -> facet.id().equals("zz")).count());
		} finally {
			later.unregister();
			first.unregister();
			ranked.unregister();
		}
	}
}
