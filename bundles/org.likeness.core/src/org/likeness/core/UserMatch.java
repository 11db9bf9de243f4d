/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * Whose settings and files are compared: users are matched by name, else the laptop's user with the clone's first
 * human user.
 *
 * @param ofLaptop the user of the laptop
 * @param ofClone  the user of the clone
 */
public record UserMatch(Account ofLaptop, Account ofClone) {

	/**
	 * @param laptopUser whose laptop it is
	 * @param clone      what the clone runs
	 * @param cloneLabel the clone, for the message
	 * @throws MachineException if the clone has neither that user nor a human one
	 */
	public static UserMatch find(Account laptopUser, SystemDescription clone, String cloneLabel)
			throws MachineException {
		Account match = clone.account(laptopUser.name()).or(clone::firstHuman)
				.orElseThrow(() -> new MachineException(
						"The clone has no user to compare " + laptopUser.name() + " with", cloneLabel,
						"Nothing was changed.", "Start the clone, add a user, and compare again."));
		return new UserMatch(laptopUser, match);
	}
}
