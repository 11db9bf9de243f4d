/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import org.likeness.core.MachineException;
import org.likeness.guestfs.StarterClone;

/** Prints how to log in to a starter clone, before there is one: its password is kept nowhere. */
final class FirstLogin {

	private FirstLogin() {
	}

	/**
	 * @param progress the progress of the making, which gives way
	 * @throws MachineException if whoever reads has gone
	 */
	static void print(StarterClone clone, Output out, TerminalProgress progress) throws MachineException {
		progress.close();
		out.add("The login of ").add(Style.BOLD, clone.image().toString()).add(" (shown once, kept nowhere):").end();
		out.add("  user").to(14).add(Style.BOLD, clone.user()).end();
		out.add("  password").to(14).add(Style.BOLD, clone.password()).end().flush();
		check(!out.isBroken(), clone);
	}

	/** @throws MachineException if the login was not printed */
	static void check(boolean printed, StarterClone clone) throws MachineException {
		if (!printed) {
			throw new MachineException("The clone's password could not be printed, and it is kept nowhere",
					clone.image().toString(), "No clone was made.", "Let the output go to a terminal or a file.");
		}
	}
}
