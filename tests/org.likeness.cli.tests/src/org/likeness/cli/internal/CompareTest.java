/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {

	@TempDir
	Path folder;
	private Trees trees;
	private Cli cli;

	@BeforeEach
	void makeTrees() throws Exception {
		trees = new Trees(folder);
		cli = new Cli(folder.resolve("user"));
	}

	private Cli.Result compare(String... more) {
		List<String> arguments = new ArrayList<>(
				List.of("compare", trees.cloned(), "--laptop-root", trees.laptop(), "-q"));
		arguments.addAll(Arrays.asList(more));
		return cli.run(arguments.toArray(String[]::new));
	}

	private void someDifferences() throws Exception {
		trees.shell("echo a > $L/alike; echo a > $C/alike; echo a > $L/content; echo b > $C/content; echo a > $L/only; "
				+ "echo a > $C/new; echo x > $L/1.cache; echo x > $L/2.cache; "
				+ "printf 'color=red\\nbad=?\\nmachine-id=1\\nbroken\\n' > $L/settings; "
				+ "printf 'color=blue\\nbad=1\\nmachine-id=2\\n' > $C/settings; chmod 600 $L/* $C/*");
	}

	@Test
	void aFirstLookIsShortAndSaysWhatItLeavesOut() throws Exception {
		trees.shell("for i in $(seq 10 34); do echo a > $L/only-$i; done");
		String firstLook = compare().out();
		assertTrue(firstLook.contains("only-29") && !firstLook.contains("only-30"), firstLook);
		assertTrue(firstLook.contains("  … and 5 more  (--facet files lists them)\n"), firstLook);
		for (List<String> asked : List.of(List.of("--facet", "files"), List.of("--state", "missing"),
				List.of("--verbose"))) {
			String all = compare(asked.toArray(String[]::new)).out();
			assertTrue(all.contains("only-34") && !all.contains(" more  ("), all);
		}
	}

	@Test
	void printsWhatDiffersByFacet() throws Exception {
		someDifferences();
		Cli.Result result = compare();
		assertEquals("", result.err());
		assertEquals(0, result.exitCode());
		assertEquals("""
				Laptop  laptop at LAPTOP: Test OS laptop, user ann
				Clone   clone: Test OS clone, user ann

				Facet files  files
				  unread   bad                                  laptop: malformed
				  changed  color                                red → blue
				  changed  content                              contents, 2 B
				  changed  machine-id                           1 → 2  kept by rule identity
				  extra    new                                  mode 600, 2 B
				  missing  only                                 mode 600, 2 B
				  1 the same
				  laptop: left out 2 by rule caches
				  note  laptop: broken is no setting; passed over

				Facet other  other

				Likeness                     same changed missing   extra  unread    kept  weight
				files              20.0 %       1       2       1       1       1       1       1
				other                   –       0       0       0       0       0       0       1
				overall            20.0 %
				""".replace("LAPTOP", trees.laptop()), result.out());
	}

	@Test
	void listsTheStatesThatWereAskedFor() throws Exception {
		someDifferences();
		String same = compare("--state", "same,extra", "--facet", "files").out();
		assertTrue(same.contains("  same     alike "), same);
		assertTrue(same.contains("  extra    new "), same);
		assertFalse(same.contains("  missing  "), same);
		assertFalse(same.contains("Facet other"), same);
		assertTrue(compare("-v").out().contains("    caches          1.cache\n    caches          2.cache\n"));
	}

	@Test
	void tellsByTheExitCodeWhetherTheyDiffer() throws Exception {
		trees.shell("echo a > $L/x; echo a > $C/x; chmod 644 $L/x $C/x");
		assertEquals(0, compare("--exit-code").exitCode());
		trees.shell("echo b > $C/x");
		assertEquals(1, compare("--exit-code").exitCode());
		assertEquals(0, compare().exitCode());
		assertEquals(1, compare("--exit-code", "--show", "x").exitCode());
	}

	@Test
	void printsTheSameAsJson() throws Exception {
		someDifferences();
		Map<String, Object> document = Json
				.object(compare("--json", "--state", "same,changed,missing,extra,unread").out());
		assertEquals("likeness/compare/1", document.get("schema"));
		assertEquals(0.2, document.get("likeness"));
		assertEquals("Test OS clone", Json.map(Json.map(document.get("clone")).get("os")).get("name"));
		Map<String, Object> facet = Json.list(document.get("facets")).get(0);
		assertEquals(Map.of("same", 1, "changed", 2, "missing", 1, "extra", 1, "unread", 1, "kept", 1),
				facet.get("counts"));
		List<Map<String, Object>> items = Json.list(facet.get("items"));
		assertEquals("[alike same null, bad unread null, color changed null, content changed null, "
				+ "machine-id changed identity, new extra null, only missing null]",
				items.stream().map(item -> item.get("key") + " " + item.get("state") + " " + item.get("keptBy"))
						.toList()
						.toString());
		assertEquals("laptop: malformed", items.get(1).get("problem"));
		assertEquals(Map.of("value", "red"), Json.map(items.get(2).get("laptop")).get("attributes"));
		assertEquals(Map.of("path", "/home/ann/files/content", "size", 2),
				Json.map(items.get(3).get("clone")).get("file"));
		assertNull(items.get(5).get("laptop"));
		Map<String, Object> laptop = Json.map(facet.get("laptop"));
		assertEquals(List.of(Map.of("key", "1.cache", "rule", "caches"), Map.of("key", "2.cache", "rule", "caches")),
				laptop.get("leftOut"));
		assertEquals(List.of("broken is no setting; passed over"), laptop.get("remarks"));
		assertNull(Json.list(document.get("facets")).get(1).get("likeness"));
	}

	/** The oracle is diff(1) on what was put there. */
	@Test
	void showsBothSidesAsAUnifiedDiff() throws Exception {
		trees.shell(
				"seq 1 40 > $L/x; seq 1 40 | sed '3d; s/^20$/twenty\\tfour/' > $C/x; printf end >> $C/x; chmod 600 $L/x $C/x");
		String hunks = trees
				.shell("(printf 'mode: 600\\n\\n'; cat $L/x) > a; (printf 'mode: 600\\n\\n'; cat $C/x) > b; "
						+ "diff -u a b | tail -n +3");
		String expected = "x  changed\n--- laptop files:x\n+++ clone files:x\n" + hunks;
		assertEquals(expected, compare("--show", "files:x").out());
		assertEquals(expected, compare("--show", "x").out());
		Map<String, Object> document = Json.object(compare("--show", "x", "--json").out());
		assertEquals("likeness/item/1", document.get("schema"));
		assertEquals(trees.shell("sha256sum $C/x | cut -d' ' -f1").strip(),
				Json.map(document.get("cloneContents")).get("sha256"));
		assertEquals(trees.shell("cat $L/x"), Json.map(document.get("laptopContents")).get("text"));
		assertTrue(document.get("diff").toString().endsWith(hunks), document.get("diff").toString());
	}

	@Test
	void showsWhatIsTheSameOrOnOneSideOnly() throws Exception {
		trees.shell("printf 'one\\n' > $L/x; cp -p $L/x $C/x; printf '\\0\\1' > $L/binary; chmod 600 $L/* $C/*");
		assertEquals("x  same\nmode: 600\n\none\n", compare("--show", "x").out());
		String shown = compare("--show", "binary").out();
		assertTrue(
				shown.startsWith("binary  missing\n--- laptop files:binary\n+++ clone files:binary\n@@ -1,3 +0,0 @@\n"),
				shown);
		assertTrue(shown.contains("-sha256: " + trees.shell("sha256sum $L/binary | cut -d' ' -f1")), shown);
	}

	@Test
	void helpsWhereAnItemIsNotFound() throws Exception {
		trees.shell("touch $L/.bashrc $C/.bashrc laptop/home/ann/other/.bashrc");
		Cli.Result typo = compare("--show", ".bashrcc");
		assertEquals(2, typo.exitCode());
		assertTrue(typo.err().contains("Near to it: files:.bashrc, other:.bashrc"), typo.err());
		Cli.Result several = compare("--show", ".bashrc");
		assertEquals(2, several.exitCode());
		assertTrue(several.err().contains("files:.bashrc, other:.bashrc"), several.err());
		assertEquals(0, compare("--show", "other:.bashrc").exitCode());
	}

	@Test
	void nothingInATreeSteersTheTerminal() throws Exception {
		trees.shell(
				"printf 'evil=\\e]0;title\\a\\e[31m\\n' > $L/settings; touch $L/$'n\\e[2Jame' $L/$'bidi\\u202e' $L/$'c1\\u009b'; "
						+ "printf 'a\\e[2Jb\\rc\\n' > $L/text");
		for (Cli.Result result : List.of(compare(), compare("--show", "files:evil"), compare("--show", "text"),
				compare("--show", "nosuch\u001b[2J"), compare("--json"), compare("--facet", "\u001b[2J"),
				cli.run("inventory", "laptop", "--laptop-root", trees.laptop()))) {
			for (int c : (result.out() + result.err()).codePoints().toArray()) {
				assertTrue(c == '\n' || !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT,
						"U+" + Integer.toHexString(c));
			}
		}
	}

	@Test
	void coloursAreForTerminals() throws Exception {
		someDifferences();
		String[] arguments = { "compare", trees.cloned(), "--laptop-root", trees.laptop() };
		assertFalse(cli.run(false, arguments).out().contains("\u001b"));
		String coloured = cli.run(true, arguments).out();
		assertTrue(coloured.contains("\u001b[33mchanged\u001b[0m"), coloured);
		assertEquals(cli.run(false, arguments).out(), coloured.replaceAll("\u001b\\[[0-9]+m", ""));
	}

	@Test
	void preferencesCount() throws Exception {
		someDifferences();
		Files.createDirectories(cli.preferences().getParent());
		Files.writeString(cli.preferences(), "ignore.files.mine = only, new\nweight.files = 9\n");
		String out = compare().out();
		assertFalse(out.contains("missing  only"), out);
		assertTrue(out.contains("       9\n"), out);
		Files.writeString(cli.preferences(), "x = \\u00zz");
		Cli.Result wrong = compare();
		assertEquals(3, wrong.exitCode());
		assertTrue(wrong.err().contains(cli.preferences().toString()), wrong.err());
	}

	@Test
	void aFolderIsNoCloneToBeKnown() throws Exception {
		compare();
		assertEquals(List.of(), cli.clones().list());
	}

	@Test
	void theTreesAreLeftAsTheyWere() throws Exception {
		someDifferences();
		String before = trees.shell("find laptop clone -printf '%p %T@ %C@ %s %m\\n' | sort | sha256sum");
		compare("--json");
		assertEquals(before, trees.shell("find laptop clone -printf '%p %T@ %C@ %s %m\\n' | sort | sha256sum"));
	}
}
