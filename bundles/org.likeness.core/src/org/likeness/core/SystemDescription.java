/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;
import java.util.Optional;

/**
 * What has to be known of a machine before it can be surveyed: what it runs and who uses it.
 *
 * @param os       the operating system
 * @param hostname what the machine calls itself; may be empty
 * @param accounts all users, in the order of the file
 */
public record SystemDescription(OperatingSystem os, String hostname, List<Account> accounts) {

	public SystemDescription {
		accounts = List.copyOf(accounts);
	}

	/** @return the user of that name */
	public Optional<Account> account(String name) {
		return accounts.stream().filter(account -> account.name().equals(name)).findFirst();
	}

	/** @return the first person's account */
	public Optional<Account> firstHuman() {
		return accounts.stream().filter(Account::isHuman).findFirst();
	}
}
