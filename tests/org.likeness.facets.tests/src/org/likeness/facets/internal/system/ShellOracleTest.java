/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell itself decides what a file of assignments says. */
class ShellOracleTest {

	private static final List<String> NAMES = List.of("A", "B", "LANG");
	private static final String TELL = """
			unset A B LANG; HOME=/h
			. "$1"
			printf 'A=%s\\0B=%s\\0LANG=%s\\0' "${A-unset}" "${B-unset}" "${LANG-unset}"
			""";

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "A=1\n", "A=1", "A='1 2'\n", "A=\"1 2\"\n", "A=1 B=2\n", "A=1; B=2\n", "A=1;B=2;\n",
			"  A=1  \n", "\tA=1\t# x\n", "A=1 # x\n", "A=1#x\n", "A=\"1\" # x\n", "A='#'\n", "# A=1\n", "#A=1\nB=2\n",
			"export A=1\n", "export  A=1 B=2\n", "export A\nA=2\n", "A=1\nexport A\n", "export A=1; B=2\n",
			"export \"A=1\"\n", "A=1\nA=2\n", "A=1\nA=\n", "A=\n", "A=''\n", "A=\"\"\n", "A=a\\ b\n", "A=a\\\nb\n",
			"A=\"a\\\nb\"\n", "A='a\\\nb'\n", "A=\"a\\b\"\n", "A=\"\\$x \\` \\\\ \\n\"\n", "A='\"'\n", "A=\"'\"\n",
			"A=a\"b c\"'d e'f\n", "A='x\nB=2\n'\n", "A=\"x\nB=2\"\nLANG=C\n", "A=$\n", "A=\"$\"\n", "A=$x\n", "A=a$B\n",
			"A=${B:-2}\n", "A=$(echo 1)\n", "A=`echo 1`\nB=1\n", "A='$x'\n", "A=\\$x\n", "A=~\n", "A=~/x\n", "A=a:~\n",
			"A=a~\n",
			"A='~'\n", "A=1 true\n", "A=1\nA=2 true\n", "A=1 B=2 true\n", "true A=1\n", "A=1 && B=2\n",
			"A=1 | true\nB=1\n",
			"A=1 & B=2\n", "A=1>/dev/null\n", "A=(1)\n", "A-B=1\n", "1A=2\nB=1\n", "=1\nB=1\n", "A =1\nB=1\n",
			"A= 1\nB=1\n",
			"A==1\n", "A=1=2\n", "A+=1\nB=1\n", "A=\"x\n", "A='x\nB=1\n", "A=1\r\n", "unset A\n", "A=1\nunset A\n",
			"A={a,b}\n",
			"A=*\n", "A=[x]\n", "A=!x\n", "A=a;\n", ";A=1\n", "\n\nA=1\n", "\\\nA=1\n", "A=\\\n1\n", "readonly A=1\n",
			"if true; then A=1; fi\n", "A=\u00e9\n", "A=1\u00a0\n", "export\nA=1\n", "exportA=1\nA=2\n", "A=1;; B=2\n",
			"A\\=1\nB=2\n",
			"'A'=1\nB=2\n", "A=\"a\"\"b\"''c\n", "A=\\\n", "A=a\\" })
	void saysWhatTheShellSays(String text) throws Exception {
		assertAgrees(text);
	}

	@Test
	void saysWhatTheShellSaysOfRandomFiles() throws Exception {
		String[] parts = { "\nA=", "\nB=", "\nLANG=", "\nexport A=", " B=", "1", "x", "C", " ", "\n", ";", "''",
				"\"'\"", "\"", "\\", "#",
				"$B", "~", ":" };
		Random random = new Random(4);
		int understood = 0;
		for (int i = 0; i < 300; i++) {
			StringBuilder text = new StringBuilder();
			for (int count = 3 + random.nextInt(12); count > 0; count--) {
				text.append(parts[random.nextInt(parts.length)]);
			}
			understood += assertAgrees(text.toString()) ? 1 : 0;
		}
		assertTrue(understood > 40, understood + " of 300");
	}

	/** What is not said to be malformed or computed is right; what a shell stops at is malformed. */
	private boolean assertAgrees(String text) throws IOException, InterruptedException {
		ShellAssignments assignments = new ShellAssignments(text);
		Path file = Files.writeString(folder.resolve("file"), text);
		Process shell = new ProcessBuilder("sh", "-c", TELL, "sh", file.toString()).redirectErrorStream(false)
				.redirectError(folder.resolve("errors").toFile()).start();
		String told = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		boolean understood = shell.waitFor() == 0 && assignments.malformed().isEmpty();
		if (understood) {
			Map<String, String> expected = new TreeMap<>();
			for (String each : told.split("\0")) {
				String name = each.substring(0, each.indexOf('='));
				if (NAMES.contains(name) && !each.endsWith("=unset") && !assignments.computed().contains(name)) {
					expected.put(name, each.substring(name.length() + 1));
				}
			}
			Map<String, String> found = new TreeMap<>(assignments.values());
			found.keySet().retainAll(NAMES);
			assertEquals(expected.toString(), found.toString(), text);
		}
		return understood;
	}
}
