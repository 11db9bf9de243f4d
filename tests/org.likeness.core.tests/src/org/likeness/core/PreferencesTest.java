/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesTest {

	@TempDir
	Path folder;

	private final Rule caches = Rule.of("caches", "Made again.", Rule.Effect.IGNORE, ".cache");
	private final Rule kernel = Rule.of("kernel", "Its own.", Rule.Effect.KEEP, "linux-*");
	private final Facet facet = new FilesFacet("files", 3, caches, kernel);

	private Preferences reloaded(Preferences preferences) throws IOException {
		Path file = folder.resolve("deep/preferences.properties");
		preferences.save(file);
		return Preferences.load(file);
	}

	@Test
	void areTheFacetsOwnUntilSomethingIsSet() throws Exception {
		Preferences preferences = Preferences.load(folder.resolve("none"));
		assertEquals(3, preferences.weight(facet));
		assertEquals(List.of(caches, kernel), preferences.rules(facet));
		assertTrue(preferences.isOn(facet, caches));
	}

	@Test
	void outliveTheProgram() throws Exception {
		Preferences preferences = new Preferences();
		preferences.setWeight(facet, 7);
		preferences.setOn(facet, caches, false);
		preferences.setOwnIgnoreRule(facet, "my rule: #1 = \u00e9\\", List.of("*.{a,b}", "x y", " c", "d\\*\t", "#e"));
		Preferences again = reloaded(preferences);
		assertEquals(7, again.weight(facet));
		assertFalse(again.isOn(facet, caches));
		assertTrue(again.isOn(facet, kernel));
		assertEquals(Map.of("my rule: #1 = \u00e9\\", List.of("*.{a,b}", "x y", "c", "d\\*", "#e")),
				again.ownIgnoreRules(facet));
		List<Rule> rules = again.rules(facet);
		assertEquals(List.of("kernel", "my rule: #1 = \u00e9\\"), rules.stream().map(Rule::name).toList());
		assertTrue(rules.get(1).matches("z.b"));
		again.setOwnIgnoreRule(facet, "my rule: #1 = \u00e9\\", List.of());
		again.setOn(facet, caches, true);
		again.setWeight(facet, 3);
		assertEquals("", Files.readString(save(again)));
	}

	private Path save(Preferences preferences) throws IOException {
		Path file = folder.resolve("p");
		preferences.save(file);
		return file;
	}

	@Test
	void nonsenseIsPassedOver() throws Exception {
		Path file = Files.writeString(folder.resolve("p"),
				"weight.files = many\nweight.other=-4\nignore.files.mine = [, ok\noff.files=nothing\n");
		Preferences preferences = Preferences.load(file);
		assertEquals(3, preferences.weight(facet));
		assertEquals(0, preferences.weight(new FilesFacet("other", 1)));
		assertEquals(List.of("caches", "kernel", "mine"), preferences.rules(facet).stream().map(Rule::name).toList());
		assertTrue(preferences.rules(facet).get(2).matches("ok"));
		assertThrows(IllegalArgumentException.class, () -> preferences.setOwnIgnoreRule(facet, "x", List.of("[")));
	}

	@Test
	void aFileThatIsNoneIsNamed() throws Exception {
		Path file = Files.writeString(folder.resolve("p"), "x = \\u00zz\n");
		IOException failure = assertThrows(IOException.class, () -> Preferences.load(file));
		assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
	}
}
