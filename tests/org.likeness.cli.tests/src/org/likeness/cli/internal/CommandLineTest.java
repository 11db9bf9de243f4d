/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.Likeness;

class CommandLineTest {

	@TempDir
	Path folder;

	private Cli cli() {
		return new Cli(folder.resolve("user"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "demo", "new", "clones", "inventory", "compare", "plan", "apply", "history", "show",
			"rollback", "check", "completion" })
	void everyCommandHasHelp(String command) {
		Cli.Result result = cli().run(command, "--help");
		assertEquals(0, result.exitCode());
		assertTrue(result.out().startsWith("Usage: likeness " + command), result.out());
		assertEquals("", result.err());
		assertTrue(cli().run("--help").out().contains("  " + command + " "));
	}

	@ParameterizedTest
	@CsvSource({ "''", "compare", "demo", "clones" })
	void theFormulaStandsWhereTheScoreIs(String command) {
		String help = command.isEmpty() ? cli().run("--help").out() : cli().run(command, "--help").out();
		assertTrue(help.replaceAll("\\s+", " ").contains(Likeness.FORMULA), help);
	}

	@ParameterizedTest
	@CsvSource({ "nosuch", "compare", "compare --nosuch x", "compare x --state nosuch", "compare x --facet nosuch",
			"inventory", "inventory a b", "new", "new x --size many", "new x --desktop kde", "clones x", "plan x",
			"plan",
			"plan x --facet nosuch", "plan x --all --item a", "apply x", "apply x --all", "apply x --all --json",
			"history", "history x y", "show x", "rollback x", "rollback x abcd", "check" })
	void wrongUseIsCode2(String line) {
		Cli.Result result = cli().run(line.split(" "));
		assertEquals(2, result.exitCode(), result.err());
		assertEquals("", result.out());
		assertTrue(result.err().contains("--help"), result.err());
		assertFalse(result.err().contains("Exception"), result.err());
	}

	@Test
	void anUnknownFacetIsAnsweredWithTheList() {
		assertTrue(cli().run("compare", "x", "--facet", "file").err().contains("files, other"));
	}

	@Test
	void whatCannotBeDoneIsCode3WithFourParts() throws Exception {
		Trees trees = new Trees(folder);
		Files.createDirectory(folder.resolve("empty"));
		for (String image : List.of("empty", "nosuch.qcow2")) {
			Cli.Result result = cli().run("compare", folder.resolve(image).toString(), "--laptop-root", trees.laptop(),
					"-q");
			assertEquals(3, result.exitCode());
			assertEquals("", result.out());
			List<String> lines = result.err().lines().toList();
			assertEquals(3, lines.size(), result.err());
			assertTrue(lines.get(0).endsWith(": " + folder.resolve(image)), result.err());
			assertEquals("Nothing was changed.", lines.get(1));
		}
		assertEquals(3,
				cli().run("inventory", "laptop", "--laptop-root", folder.resolve("empty").toString()).exitCode());
		assertEquals(3,
				cli().run("inventory", "laptop", "--laptop-root", trees.laptop(), "--home", "/nosuch").exitCode());
	}

	@Test
	void anUnexpectedErrorGoesToALog() throws Exception {
		Trees trees = new Trees(folder);
		Cli cli = cli().facets(() -> {
			throw new IllegalStateException("a bug\u001b[2J");
		});
		Cli.Result result = cli.run("compare", trees.cloned(), "--laptop-root", trees.laptop());
		assertEquals(3, result.exitCode());
		assertTrue(result.err().contains("a bug\\x1b[2J"), result.err());
		assertFalse(result.err().contains("\tat ") || result.err().contains("CommandLineTest"), result.err());
		try (Stream<Path> logs = Files.list(cli.logs())) {
			Path log = logs.findFirst().orElseThrow();
			assertTrue(result.err().contains(log.toString()), result.err());
			assertTrue(Files.readString(log).contains("CommandLineTest"));
		}
	}

	@Test
	void aCancelledCommandIsCode130() throws Exception {
		Trees trees = new Trees(folder);
		Cli cli = cli();
		cli.cancel().cancel();
		Cli.Result result = cli.run("compare", trees.cloned(), "--laptop-root", trees.laptop());
		assertEquals(130, result.exitCode());
		assertEquals("", result.out());
		assertTrue(result.err().contains("Cancelled. Nothing was changed."), result.err());
	}

	@Test
	void progressIsPlainLinesWithoutATerminal() throws Exception {
		Trees trees = new Trees(folder);
		String[] arguments = { "compare", trees.cloned(), "--laptop-root", trees.laptop() };
		Cli.Result plain = cli().run(arguments);
		assertTrue(plain.err().startsWith("Comparing laptop at " + trees.laptop() + " with clone\n"), plain.err());
		assertFalse(plain.err().contains("\r"));
		Cli.Result terminal = cli().run(true, arguments);
		assertTrue(terminal.err().endsWith("\r\u001b[K"), terminal.err());
	}

	@Test
	void theCompletionScriptIsOneForBash() throws Exception {
		Path script = Files.writeString(folder.resolve("script"), cli().run("completion").out());
		assertEquals(0, new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start().waitFor());
		assertEquals(List.of("compare", "completion"), complete(script, "comp"));
		assertEquals(List.of("files", "other"), complete(script, "compare --facet ''"));
		assertEquals(List.of("same"), complete(script, "compare --state sa"));
		assertEquals(List.of("rollback"), complete(script, "roll"));
		assertEquals(List.of("files", "other"), complete(script, "apply --facet ''"));
	}

	/** @return what bash would offer for the last of the words */
	private static List<String> complete(Path script, String words) throws Exception {
		Process process = new ProcessBuilder("bash", "-c", "compopt() { :; }; source '" + script
				+ "'; COMP_WORDS=(likeness " + words + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_likeness; "
				+ "echo \"${COMPREPLY[@]}\"").start();
		String completed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return Stream.of(completed.strip().split(" ")).sorted().toList();
	}

	@Test
	void inventoriesAreListed() throws Exception {
		Trees trees = new Trees(folder);
		trees.shell("echo abc > $L/x; chmod 640 $L/x; printf 'a=1\\nb=?\\n' > $C/settings; touch $C/y.cache");
		Cli.Result laptop = cli().run("inventory", "laptop", "--laptop-root", trees.laptop(), "--facet", "files", "-q");
		assertEquals("laptop at " + trees.laptop() + ": Test OS laptop, user ann\n\n"
				+ "files               Facet files                     1 items\n"
				+ "  x                                         mode 640, 4 B\n", laptop.out());
		Cli.Result clone = cli().run("inventory", trees.cloned(), "--laptop-root", trees.laptop(), "--json", "-q");
		Map<String, Object> document = Json.object(clone.out());
		assertEquals("likeness/inventory/1", document.get("schema"));
		Map<String, Object> facet = Json.list(document.get("facets")).get(0);
		assertEquals("malformed", Json.list(facet.get("items")).get(1).get("problem"));
		assertEquals("caches", Json.list(facet.get("leftOut")).get(0).get("rule"));
	}

	@Test
	void knownClonesAreListedThoughTheirImagesAreGone() throws Exception {
		Cli cli = cli();
		assertTrue(cli.run("clones").out().startsWith("No clones are known yet."));
		assertEquals(List.of(), Json.object(cli.run("clones", "--json").out()).get("clones"));
		cli.clones().put(new KnownClone(folder.resolve("gone.qcow2"), "Debian\u001b[2J 12", "/dev/sda2"));
		Cli.Result result = cli.run("clones");
		assertEquals(0, result.exitCode());
		assertEquals(folder.resolve("gone.qcow2") + "\n  system      Debian\\x1b[2J 12 on /dev/sda2\n"
				+ "  image       the image is gone\n  likeness    – (never compared in full)\n", result.out());
		Map<String, Object> clone = Json.list(Json.object(cli.run("clones", "--json").out()).get("clones")).get(0);
		assertEquals("the image is gone", clone.get("problem"));
		assertEquals(List.of(), clone.get("measured"));
	}

	@ParameterizedTest
	@CsvSource({ "8G,8589934592", "512M,536870912", "1024,1024", "2GiB,2147483648", "3gb,3221225472",
			"1T,1099511627776" })
	void sizesHaveUnits(String text, long bytes) {
		assertEquals(bytes, Sizes.parse(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "G", "0", "-1G", "1.5G", "9999999999G", "8X", "B" })
	void whatIsNoSizeIsRefused(String text) {
		assertThrows(IllegalArgumentException.class, () -> Sizes.parse(text));
	}

	@ParameterizedTest
	@CsvSource({ "0,0 B", "1023,1023 B", "1024,1.0 KiB", "1536,1.5 KiB", "1048575,1.0 MiB", "8589934592,8.0 GiB" })
	void sizesAreShownForPeople(long bytes, String text) {
		assertEquals(text, Sizes.text(bytes));
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain/path.qcow2", "with space", "quote's", "$(reboot)", "`x`;&", "" })
	void aWordForTheShellIsOneWord(String text) throws Exception {
		String word = ShellWord.of(text);
		Process process = new ProcessBuilder("bash", "-c", "printf '%s|' " + word).start();
		assertEquals(text + "|", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
	}

	@Test
	void whatTheLocaleLacksIsEscaped() {
		java.nio.charset.CharsetEncoder ascii = StandardCharsets.US_ASCII.newEncoder();
		assertEquals("caf\\u{e9} -> \\u{1f600}", SafeText.of("caf\u00e9 \u2192 \ud83d\ude00", ascii, false));
		assertEquals("a\\tb", SafeText.of("a\tb", ascii, false));
		assertEquals("a\tb\\x1b", SafeText.of("a\tb\u001b", ascii, true));
	}
}
