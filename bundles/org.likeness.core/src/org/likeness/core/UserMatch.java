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
	private static final MachinePath ROOT_HOME = MachinePath.of("/root");

	/**
	 * @param laptopUser whose laptop it is
	 * @param clone      what the clone runs
	 */
	public static UserMatch find(Account laptopUser, SystemDescription clone) {
		boolean root = isRoot(laptopUser);
		Optional<Account> named = clone.account(laptopUser.name()).filter(account -> isRoot(account) == root);
		return new UserMatch(laptopUser, named.or(root
				? () -> clone.accounts().stream().filter(UserMatch::isRoot).findFirst()
				: clone::firstHuman).orElse(Account.NONE));
	}

	/** A home that was unpacked somewhere belongs to root, and is a person's all the same. */
	private static boolean isRoot(Account user) {
		return user.uid() == ROOT && (user.name().equals("root") || user.home().equals(ROOT_HOME));
	}
}
