/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits of single settings leave all else as it is. */
class EditTest {

	private static final String FILE = """
			# KEYBOARD CONFIGURATION FILE

			XKBMODEL="pc105"
			XKBLAYOUT=us
			XKBLAYOUT=gb
			export XKBVARIANT=''

			BACKSPACE="guess"
			""";

	@Test
	void replacesTheAssignmentThatCounts() {
		AssignmentEdit edit = new AssignmentEdit(FILE);
		assertTrue(edit.set("XKBLAYOUT", "de"));
		assertTrue(edit.set("XKBMODEL", "thinkpad"));
		assertTrue(edit.set("XKBOPTIONS", "compose:caps,grp:alt_shift_toggle"));
		assertEquals(FILE.replace("gb", "de").replace("pc105", "thinkpad")
				+ "XKBOPTIONS=compose:caps,grp:alt_shift_toggle\n", edit.text());
	}

	@Test
	void removesEachAssignment() {
		AssignmentEdit edit = new AssignmentEdit(FILE);
		assertTrue(edit.set("XKBLAYOUT", null));
		assertEquals(FILE.replace("XKBLAYOUT=us\nXKBLAYOUT=gb\n", ""), edit.text());
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", "it's", "a\"b", "$HOME", "`id`", "back\\slash", "#", "" })
	void quotesWhatAShellWouldTakeApart(String value) {
		AssignmentEdit edit = new AssignmentEdit(FILE);
		assertTrue(edit.set("XKBLAYOUT", value));
		assertEquals(value, new ShellAssignments(edit.text()).values().get("XKBLAYOUT"));
		assertEquals("guess", new ShellAssignments(edit.text()).values().get("BACKSPACE"));
	}

	@Test
	void saysWhereOtherValuesWouldChange() {
		assertFalse(new AssignmentEdit("LANG=C LC_ALL=C\n").set("LANG", "de"));
		assertFalse(new AssignmentEdit("LANG=C\n").set("LANG", "two\nlines=1"));
	}

	@Test
	void setsKeysInTheirGroup() {
		KeyFileEdit edit = new KeyFileEdit("""
				# mine
				[Added Associations]
				text/html=a.desktop;

				[Default Applications]
				text/plain = vi.desktop
				image/png=b.desktop

				[Other]
				text/plain=no
				""");
		edit.set("Default Applications", "text/plain", "mousepad.desktop;");
		edit.set("Default Applications", "text/html", "firefox.desktop;");
		edit.set("Added Associations", "text/html", null);
		edit.set("New", "k", "v");
		assertEquals("""
				# mine
				[Added Associations]

				[Default Applications]
				text/plain=mousepad.desktop;
				image/png=b.desktop
				text/html=firefox.desktop;

				[Other]
				text/plain=no

				[New]
				k=v
				""", edit.text());
	}

	@Test
	void startsAFile() {
		KeyFileEdit keys = new KeyFileEdit("");
		keys.set("G", "k", "v");
		assertEquals("[G]\nk=v\n", keys.text());
		AssignmentEdit assignments = new AssignmentEdit("");
		assertTrue(assignments.set("LANG", "C.UTF-8"));
		assertEquals("LANG=C.UTF-8\n", assignments.text());
	}

	@Test
	void listsLocalesAsDebiansOwnToolsDo() {
		String list = "# A list\n\n# de_DE.UTF-8 UTF-8\n #  en_GB   ISO-8859-1\nen_GB.UTF-8 UTF-8\nfr_FR ISO-8859-1 # mine\n";
		LocaleListEdit edit = new LocaleListEdit(list);
		assertTrue(edit.set("de_DE.UTF-8", "UTF-8"));
		assertTrue(edit.set("en_GB", "ISO-8859-1"));
		assertTrue(edit.set("en_GB.UTF-8", null));
		assertTrue(edit.set("fr_FR", "ISO-8859-15"));
		assertTrue(edit.set("ca_ES@valencia", "UTF-8"));
		assertEquals("# A list\n\nde_DE.UTF-8 UTF-8\nen_GB ISO-8859-1\n# en_GB.UTF-8 UTF-8\n# fr_FR ISO-8859-1 # mine\n"
				+ "fr_FR ISO-8859-15\nca_ES@valencia UTF-8\n", edit.text());
		assertFalse(edit.set("two words", "UTF-8"));
		assertFalse(edit.set("de", "UTF-8\nevil"));
	}
}
