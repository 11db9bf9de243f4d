/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class UserMatchTest {

	private static final Account ANN = account("ann", 1000);
	private static final Account BOB = account("bob", 1001);
	private static final Account ROOT = account("root", 0);

	private static Account account(String name, int uid) {
		return new Account(name, uid, uid, "", MachinePath.of("/home/" + name), "/bin/bash");
	}

	private static Account match(Account laptopUser, Account... clone) {
		return UserMatch
				.find(laptopUser, new SystemDescription(new OperatingSystem("debian", "12", "Debian", "bookworm"),
						"clone", List.of(clone)))
				.ofClone();
	}

	@Test
	void peopleAreMatchedByNameElseWithTheFirstPerson() {
		assertEquals(BOB, match(account("bob", 1005), ROOT, ANN, BOB));
		assertEquals(ANN, match(account("eve", 1005), ROOT, ANN, BOB));
		assertEquals(Account.NONE, match(account("eve", 1005), ROOT));
		assertEquals(ANN, match(account("root", 1005), ROOT, ANN));
	}

	@Test
	void rootIsMatchedWithRootWhateverItIsCalled() {
		assertEquals(ROOT, match(ROOT, ANN, ROOT));
		Account toor = new Account("toor", 0, 0, "", MachinePath.of("/root"), "/bin/sh");
		assertEquals(toor, match(ROOT, ANN, toor));
		assertEquals(ROOT, match(toor, ANN, ROOT));
	}

	@Test
	void rootsFilesAreNoPersons() {
		assertEquals(Account.NONE, match(ROOT, ANN, BOB));
		assertEquals(Account.NONE, match(ROOT, account("root", 1000)), "a person of that name");
	}
}
