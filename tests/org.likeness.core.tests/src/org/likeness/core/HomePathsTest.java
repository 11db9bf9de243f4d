/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomePathsTest {

	private static final HomePaths ANN = home("/home/ann");
	private static final HomePaths UMLAUT = home("/home/j\u00f6rg");
	private static final HomePaths ODD = home("/home/o'neil & so%20n");
	/** Latin-1. */
	private static final HomePaths NO_TEXT = new HomePaths(
			MachinePath.ofBytes("/home/j\u00f6rg".getBytes(StandardCharsets.ISO_8859_1)));

	private static HomePaths home(String path) {
		return new HomePaths(MachinePath.of(path));
	}

	/** A home stands as {@code #}. */
	private static String neutral(HomePaths home, String value) {
		return home.neutral(value).replace('\0', '#');
	}

	@ParameterizedTest
	@CsvSource({ "/home/ann,#", "/home/ann/x,#/x", "file:///home/ann/x,file://#/x", "/home/anna,/home/anna",
			"/home/ann-old,/home/ann-old", "/home/ann.bak,/home/ann.bak", "/mnt/home/ann,/mnt/home/ann",
			"/home/ann:/home/ann/bin,#:#/bin", "'[''/home/ann/a'', ''/home/ann'']','[''#/a'', ''#'']'",
			"a=/home/ann,a=#", "/home/ann/home/ann,#/home/ann", "nothing,nothing",
			"/home/ann\u00e9,/home/ann\u00e9", "/home/anne\u0301,/home/anne\u0301", "/home/ann\u0301,/home/ann\u0301",
			"/home/ann~,/home/ann~", "~/x,~/x", "~/home/ann,~/home/ann", "/mnt//home/ann,/mnt//home/ann",
			"//home/ann,/#", "\u201c/home/ann\u201d,\u201c#\u201d", "file:/home/ann,file:#",
			"file://localhost/home/ann/,file://localhost#/", "FILE:///home/ann,FILE://#",
			"file:///home/%61nn/x,file://#/x", "file:///home%2Fann,file:///home%2Fann",
			"file:///home/ann%20b,file:///home/ann%20b", "file:///home/ann%2Fb,file://#%2Fb",
			"sftp://server/home/ann,sftp://server/home/ann", "trash:///home/ann,trash://#",
			"/home/%61nn,/home/%61nn" })
	void findsTheHomeAsAWholePath(String value, String expected) {
		assertEquals(expected, neutral(ANN, value));
	}

	@ParameterizedTest
	@CsvSource({ "/home/j\u00f6rg/x,#/x", "file:///home/j%C3%B6rg/x,file://#/x", "file:///home/j%c3%b6rg,file://#",
			"file:///home/j\u00f6rg/x,file://#/x", "/home/j%C3%B6rg,/home/j%C3%B6rg",
			"/home/jo\u0308rg,/home/jo\u0308rg", "/home/j\u00f6rgen,/home/j\u00f6rgen" })
	void findsLettersBeyondAsciiInEverySpelling(String value, String expected) {
		assertEquals(expected, neutral(UMLAUT, value));
	}

	@ParameterizedTest
	@CsvSource({ "/,/", "/x,/x" })
	void theRootIsNoHome(String value, String expected) {
		assertEquals(expected, new HomePaths(MachinePath.ROOT).neutral(value));
	}

	@Test
	void aTildeIsNoHomeOfAnybody() {
		assertEquals("~/x", ANN.neutral("~/x"));
		assertEquals("#/x", neutral(ANN, "/home/ann/x"));
	}

	@Test
	void putsAnotherHomeInItsPlaceAsThatIsSpelledThere() throws Exception {
		assertEquals("/home/j\u00f6rg/x", ANN.at(UMLAUT, "/home/ann/x"));
		assertEquals("file:///home/j%C3%B6rg/x%20y", ANN.at(UMLAUT, "file:///home/ann/x%20y"));
		assertEquals("file:///home/ann/x", UMLAUT.at(ANN, "file:///home/j%c3%b6rg/x"));
		assertEquals("/home/o'neil & so%20n/x", ANN.at(ODD, "/home/ann/x"));
		assertEquals("file:///home/o%27neil%20%26%20so%2520n/x", ANN.at(ODD, "file:///home/ann/x"));
		for (String value : new String[] { "/home/o'neil & so%20n/x", "file:///home/o'neil%20&%20so%2520n/x" }) {
			assertEquals(neutral(ANN, ODD.at(ANN, value)), neutral(ODD, value));
		}
	}

	@Test
	void aHomeThatIsNoTextIsPutIntoNoText() throws Exception {
		assertThrows(UnplannableException.class, () -> ANN.at(NO_TEXT, "/home/ann/x"));
		assertEquals("file:///home/j%F6rg/x", ANN.at(NO_TEXT, "file:///home/ann/x"));
		assertEquals("/home/anna", ANN.at(NO_TEXT, "/home/anna"));
		assertEquals("file:///home/ann", NO_TEXT.at(ANN, "file:///home/j%f6rg"));
	}

	@Test
	void leadsSymlinksByteForByte() throws Exception {
		assertEquals(Name.of("/home/j\u00f6rg/\u0001\\x"), ANN.linkAt(UMLAUT, Name.of("/home/ann/\u0001\\x")));
		Name latin = Name.ofBytes("/home/j\u00f6rg/x".getBytes(StandardCharsets.ISO_8859_1));
		assertEquals(latin, ANN.linkAt(NO_TEXT, Name.of("/home/ann/x")));
		assertEquals(Name.of("/home/ann/x"), NO_TEXT.linkAt(ANN, latin));
		assertEquals(Name.of("../ann/x"), ANN.linkAt(UMLAUT, Name.of("../ann/x")));
	}
}
