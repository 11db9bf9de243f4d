/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.likeness.guestfs.StarterClone;

class InitialPasswordTest {

	@Test
	void isReadableAndNeverTheSame() {
		SecureRandom random = new SecureRandom();
		Set<String> passwords = new HashSet<>();
		for (int i = 0; i < 1000; i++) {
			passwords.add(InitialPassword.create(random));
		}
		assertEquals(1000, passwords.size());
		assertTrue(passwords.stream().allMatch(password -> password.matches("([bcdfghjklnprstvx][eiou]){8}")));
	}

	@Test
	void isNotTold() {
		assertFalse(new StarterClone(Path.of("/clone.qcow2"), "ann", "secret").toString().contains("secret"));
	}
}
