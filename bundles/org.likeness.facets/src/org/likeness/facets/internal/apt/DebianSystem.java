/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.apt;

import java.util.Optional;

import org.likeness.core.Inventory;
import org.likeness.core.Knowledge;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;

/** Whether packages of Debian's kind are what a machine is made of: all facets of packages ask here. */
public final class DebianSystem {

	/** What dpkg knows, at the place where it keeps that (dpkg(1), FILES). */
	public static final MachinePath STATUS = MachinePath.of("/var/lib/dpkg/status");

	private DebianSystem() {
	}

	/**
	 * @param survey of a machine that was asked for {@link #STATUS}
	 * @return why facets of packages are not applicable there; empty if they are, or it is not known
	 */
	public static Optional<Inventory> notApplicable(Survey survey) {
		return survey.knows(STATUS) == Knowledge.ABSENT
				? Optional.of(Inventory.notApplicable("there is no " + STATUS + ": not a Debian system"))
				: Optional.empty();
	}
}
