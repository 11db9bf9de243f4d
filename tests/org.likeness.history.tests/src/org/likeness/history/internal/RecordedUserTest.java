/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.likeness.core.Account;
import org.likeness.core.MachinePath;
import org.likeness.core.OperatingSystem;
import org.likeness.core.PathPattern;
import org.likeness.core.SystemDescription;
import org.likeness.core.Want;

class RecordedUserTest {

	/** A folder on the way to a root, of which only itself is told. */
	private static Want way(String path) {
		return Want.tree(MachinePath.of(path), List.of(PathPattern.of("*")));
	}

	private static Want tree(String path) {
		return Want.tree(MachinePath.of(path), List.of(PathPattern.of("[!.]*")));
	}

	private static Account account(String name, int uid, String home) {
		return new Account(name, uid, uid, "", MachinePath.of(home), uid < 1000 && uid > 0 ? "/usr/sbin/nologin"
				: "/bin/bash");
	}

	private static String user(Want... wants) {
		SystemDescription system = new SystemDescription(new OperatingSystem("debian", "12", "Debian", "bookworm"), "c",
				List.of(account("root", 0, "/root"), account("daemon", 1, "/usr/sbin"), account("nobody", 65534, "/"),
						account("bob", 1000, "/home/bob"), account("ann", 1001, "/home/ann")));
		Account user = RecordedUser.of(system, Arrays.asList(wants));
		return user.isNone() ? "nobody" : user.name();
	}

	@Test
	void isWhoseHomeWasLookedAt() {
		assertEquals("ann", user(way("/home"), tree("/home/ann"), Want.file(MachinePath.of("/usr/sbin/locale-gen"))));
		assertEquals("ann", user(way("/home/ann"), Want.file(MachinePath.of("/home/ann/.config/dconf/user"))));
		assertEquals("root", user(tree("/root"), Want.file(MachinePath.of("/usr/sbin/locale-gen"))));
	}

	@Test
	void isNobodyWhereNoHomeWasLookedAt() {
		assertEquals("nobody", user(way("/home"), way("/usr/sbin"), Want.file(MachinePath.of("/usr/sbin/locale-gen"))));
		assertEquals("nobody", user(tree("/home/gone")));
		assertTrue(Account.NONE.isNone());
	}
}
