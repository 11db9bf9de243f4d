/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.core.Name;

class TreeNamesTest {

	@ParameterizedTest
	@CsvSource({ ".bashrc,.bashrc", ".config,.config", "a b,a b", "ä😀,ä😀", ".git,%2Egit",
			".gitmodules,%2Egitmodules", ".gnupg,%2Egnupg", "git~1,git%7E1", "%,%25", "%entries,%25entries",
			"a\\b,a%5Cb", "..a,%2E.a", "README,README" })
	void namesStayReadable(String name, String encoded) {
		assertEquals(Name.of(encoded).raw(), TreeNames.encode(Name.of(name)));
	}

	@Test
	void everyNameComesBackAndNoTwoMeet() {
		Set<String> encoded = new HashSet<>();
		for (int a = 1; a < 256; a++) {
			check(Name.ofBytes(new byte[] { (byte) a }), encoded);
			for (int b = 1; b < 256; b++) {
				check(Name.ofBytes(new byte[] { (byte) a, (byte) b }), encoded);
			}
		}
		Random random = new Random(4);
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = new byte[3 + random.nextInt(20)];
			random.nextBytes(bytes);
			check(Name.ofBytes(bytes), encoded);
		}
	}

	private static void check(Name name, Set<String> all) {
		String encoded = TreeNames.encode(name);
		assertTrue(all.add(encoded), encoded);
		assertEquals(name, TreeNames.decode(encoded));
		assertTrue(encoded.chars().noneMatch(c -> c < 0x20 || c == '/' || c == '~' || c == 0x7f), encoded);
	}

	@ParameterizedTest
	@ValueSource(strings = { "%", "a%2", "%zz", "%entries" })
	void whatIsNoneOfOursIsRefused(String encoded) {
		assertThrows(IllegalArgumentException.class, () -> TreeNames.decode(encoded));
	}
}
