/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;

import org.likeness.core.Comparison;
import org.likeness.core.KnownClones.KnownClone;

/** Adds a comparison to what is known of a clone. */
final class RememberedComparison {

	private final CliEnvironment environment;
	private final ImageOpener opener;

	RememberedComparison(CliEnvironment environment, ImageOpener opener) {
		this.environment = environment;
		this.opener = opener;
	}

	/**
	 * That the clone is known is a comfort; that it could not be written down is no reason to fail.
	 *
	 * @param full whether all facets were compared, so that its likeness is that of the clone
	 */
	void remember(Comparison comparison, boolean full) {
		if (opener.isFolder()) {
			return;
		}
		try {
			environment.clones().put(new KnownClone(opener.image(), comparison.cloneSystem().os().prettyName(),
					opener.root()));
			if (full) {
				environment.clones().measured(opener.image(), comparison);
			}
		} catch (IOException e) {
			environment.err().add(Style.YELLOW, "The comparison could not be added to the known clones: ")
					.add(String.valueOf(e.getMessage())).end().flush();
		}
	}
}
