/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.util.random.RandomGenerator;

/**
 * Makes passwords that are easy to read and to type: eight syllables of two letters, 48 bits. The letters are those that
 * lie at the same place on QWERTY, QWERTZ and AZERTY keyboards, for a console that has not learnt its layout.
 */
final class InitialPassword {

	private static final String CONSONANTS = "bcdfghjklnprstvx";
	private static final String VOWELS = "eiou";
	private static final int SYLLABLES = 8;

	private InitialPassword() {
	}

	/** @param random a source fit for secrets, such as {@link java.security.SecureRandom} */
	static String create(RandomGenerator random) {
		StringBuilder password = new StringBuilder();
		for (int i = 0; i < SYLLABLES; i++) {
			password.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())));
			password.append(VOWELS.charAt(random.nextInt(VOWELS.length())));
		}
		return password.toString();
	}
}
