/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * Whose settings and files are compared: users are matched by name, else the laptop's user with the clone's first
 * human user. Root is matched with root alone.
 *
 * @param ofLaptop the user of the laptop
 * @param ofClone  the user of the clone; {@link Account#NONE} if it has nobody
 */
public record UserMatch(Account ofLaptop, Account ofClone) {

	private static final int ROOT = 0;

	/**
	 * @param laptopUser whose laptop it is
	 * @param clone      what the clone runs
	 */
	public static UserMatch find(Account laptopUser, SystemDescription clone) {
		return new UserMatch(laptopUser, clone.account(laptopUser.name())
				.filter(account -> account.uid() != ROOT || laptopUser.uid() == ROOT).or(clone::firstHuman)
				.orElse(Account.NONE));
	}
}
