/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.Iterator;

import org.likeness.core.Facet;

/** The ids of the facets, for the completion script; looked up only when it is made. */
final class FacetIds implements Iterable<String> {

	private final CliEnvironment environment;

	FacetIds(CliEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public Iterator<String> iterator() {
		return environment.facets().get().stream().map(Facet::id).iterator();
	}
}
