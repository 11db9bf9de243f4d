/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomePathsTest {

	@ParameterizedTest
	@CsvSource({ "/home/ann,~", "/home/ann/x,~/x", "file:///home/ann/x,file://~/x", "/home/anna,/home/anna",
			"/home/ann-old,/home/ann-old", "/home/ann.bak,/home/ann.bak", "/mnt/home/ann,/mnt/home/ann",
			"/home/ann:/home/ann/bin,~:~/bin", "'[''/home/ann/a'', ''/home/ann'']','[''~/a'', ''~'']'",
			"a=/home/ann,a=~", "/home/ann/home/ann,~/home/ann", "nothing,nothing", "/home/ann\u00e9,/home/ann\u00e9" })
	void namesTheHomeAsATilde(String value, String expected) {
		assertEquals(expected, new HomePaths(MachinePath.of("/home/ann")).neutral(value));
	}

	@ParameterizedTest
	@CsvSource({ "/,/", "/x,/x" })
	void theRootIsNoHome(String value, String expected) {
		assertEquals(expected, new HomePaths(MachinePath.ROOT).neutral(value));
	}
}
