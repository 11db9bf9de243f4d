/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.likeness.core.Facet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** Each facet is a service, and says for people what it is. */
class ServicesTest {

	@Test
	void registersEachFacet() throws Exception {
		Bundle bundle = FrameworkUtil.getBundle(getClass());
		bundle.start();
		BundleContext context = bundle.getBundleContext();
		Map<String, Integer> weights = new TreeMap<>();
		for (ServiceReference<Facet> reference : context.getServiceReferences(Facet.class, null)) {
			Facet facet = context.getService(reference);
			if (reference.getBundle().equals(bundle)) {
				weights.put(facet.id(), facet.defaultWeight());
				assertTrue(facet.help().endsWith("."), facet.help());
				assertTrue(!facet.label().isEmpty() && !facet.label().equals(facet.id()));
			}
		}
		assertEquals("{apt-packages=3, apt-sources=1, dconf=2, dotfiles=3, system-settings=2, xfconf=2}",
				weights.toString());
	}
}
