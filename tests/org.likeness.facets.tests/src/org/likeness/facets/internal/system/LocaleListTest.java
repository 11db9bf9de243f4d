/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.Map;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Debian's own locale-gen makes of a list decides; what it runs to make a locale only tells its arguments here. */
class LocaleListTest {

	private static final Path GENERATOR = Path.of("/usr/sbin/locale-gen");

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "", "de_DE.UTF-8 UTF-8\n", "# de_DE.UTF-8 UTF-8\n", "#de_DE UTF-8\nfr_FR.UTF-8 UTF-8\n",
			"  # x y\n", "  de_DE\tISO-8859-1 \t\n", "de_DE ISO-8859-1\nde_DE ISO-8859-15\n", "de_DE\n", "de_DE \n",
			"de_DE UTF-8 # mine\n", "de_DE UTF-8 x\n", "de_DE UTF-8", "de_DE UTF-8\nfr_FR UTF-8",
			"\n\n \nde_DE UTF-8\n",
			"de_DE UTF-8\r\n", "ca_ES@valencia UTF-8\n", "de_DE#x UTF-8\n", "de_DE.UTF-8  UTF-8\nen_US.UTF-8 UTF-8\n",
			"de\\ DE UTF-8\n", "\u00a0de_DE UTF-8\n", "de_DE\u00a0UTF-8\n", "de_DE\fUTF-8 x\n" })
	void listsWhatDebianGenerates(String text) throws Exception {
		Path list = Files.writeString(folder.resolve("locale.gen"), text);
		String program = Files.readString(GENERATOR).replace("LOCALEGEN=/etc/locale.gen", "LOCALEGEN=" + list)
				.replace("rm -rf /usr/lib/locale/locale-archive", ":");
		assertTrue(program.contains(list.toString()) && !program.contains("rm -rf"), "the program is another one");
		String told = "localedef() { shift 4; while [ $# -gt 1 ]; do set=$1; shift; [ \"$set\" = -A ] && break; last=$set; done\n"
				+ "while [ $# -gt 1 ]; do shift; done; printf '=%s=%s\\n' \"$1\" \"$last\"; }\n";
		Path script = Files.writeString(folder.resolve("script"), told + program);
		Process shell = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true).start();
		String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertEquals(0, shell.waitFor(), said);
		Map<String, String> expected = new TreeMap<>();
		for (String line : said.split("\n")) {
			int at = line.indexOf('=');
			if (at >= 0) {
				String[] words = line.substring(at).split("=", 3);
				expected.put(words[1], words[2]);
			}
		}
		LocaleList found = new LocaleList(text);
		Set<String> impossible = Set.of(" ", "\r");
		expected.values().removeIf(characterSet -> impossible.stream().anyMatch(characterSet::contains));
		assertEquals(expected, new TreeMap<>(found.characterSets()), said);
	}
}
