/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Optional;

/**
 * Whose settings and files are compared: users are matched by name, else the laptop's user with the clone's first
 * human user. Root is matched with root alone, whatever it is called.
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
		boolean root = laptopUser.uid() == ROOT;
		Optional<Account> named = clone.account(laptopUser.name()).filter(account -> (account.uid() == ROOT) == root);
		return new UserMatch(laptopUser, named.or(root
				? () -> clone.accounts().stream().filter(account -> account.uid() == ROOT).findFirst()
				: clone::firstHuman).orElse(Account.NONE));
	}
}
