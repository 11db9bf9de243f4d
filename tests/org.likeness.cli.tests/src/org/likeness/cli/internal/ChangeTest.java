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

import org.junit.jupiter.api.Test;

/** Plan and apply, on a tree that stands for what is in an image. */
class ChangeTest extends CloneCommandTest {

	@Test
	void aPlanTellsWhatWouldBeDoneAndDoesNothing() throws Exception {
		String before = trees.shell(TREE);
		Cli.Result result = done("plan", "--all");
		assertEquals("", result.err());
		assertEquals("""
				Facet files  files
				  change   color                                blue → red
				  change   content                              contents, 2 B
				  remove   new                                  mode 600, 2 B
				  add      only                                 mode 600, 2 B

				Stays as it is
				  files:bad                                     can't be done: laptop: malformed
				  files:machine-id                              kept by rule identity
				  files:late                                    can't be done: settings come and go with their program

				4 items: 1 to add, 2 to change, 1 to remove

				In this order, all of it or nothing
				  1  remove 1 file
				  2  write 3 files (33 B)
				""", result.out());
		assertEquals(before, trees.shell(TREE));
		assertFalse(Files.exists(Path.of(image() + ".likeness")));
		assertTrue(cli.run("clones").out().contains("16.6 %"), cli.run("clones").out());
	}

	/** What is known of clones is a comfort: a disk that is full, or may not be written, takes no result away. */
	@Test
	void whatCannotBeRememberedIsShown() throws Exception {
		Cli.Result known = done("compare");
		trees.shell("rm -r user/clones; mkdir -p user; echo x > user/clones");
		for (int i = 0; i < 2; i++) {
			Cli.Result result = done("compare");
			assertEquals(known.out(), result.out());
			assertTrue(result.err().contains("could not be added to the known clones"), result.err());
			trees.shell("[ -d user/clones ] || rm user/clones");
			done("compare");
			trees.shell("for f in user/clones/*/likeness.tsv; do ln -sf /dev/full $f; done");
		}
		done("apply", "--item", "only", "--yes");
		assertEquals(2, steps().size());
	}

	@Test
	void aPlanIsDocumentedJson() throws Exception {
		Map<String, Object> plan = json("plan", "--item", "files:only", "--item", "files:machine-id");
		assertEquals("likeness/plan/1", plan.get("schema"));
		assertEquals("Test OS laptop", Json.map(Json.map(plan.get("source")).get("os")).get("name"));
		assertEquals("Test OS clone", Json.map(Json.map(plan.get("clone")).get("os")).get("name"));
		Map<String, Object> item = Json.list(plan.get("items")).get(0);
		assertEquals(List.of("facet", "key", "action", "instead"), List.copyOf(item.keySet()));
		assertEquals(Arrays.asList("files", "only", "add", null), new ArrayList<>(item.values()));
		assertEquals(List.of(Map.of("step", "write", "count", 1, "bytes", 2)), plan.get("steps"));
		assertEquals(List.of(), plan.get("fileSystems"));
		assertEquals(List.of(
				Map.of("facet", "files", "key", "machine-id", "rule", "identity", "reason", "kept by a rule")),
				plan.get("notDone"));
		assertEquals(List.of(
				Map.of("path", "/home/ann/files/only", "type", "file", "action", "write", "bytes", 2)),
				plan.get("changes"));
		assertEquals(2, plan.get("bytes"));
	}

	@Test
	void aFolderCanBePlannedForButNotChanged() throws Exception {
		String[] choice = { trees.cloned(), "--laptop-root", trees.laptop(), "-q", "--all" };
		Cli.Result plan = cli.run(concat("plan", choice));
		assertEquals(0, plan.exitCode(), plan.err());
		assertTrue(plan.out().contains("4 items: "), plan.out());
		for (String command : List.of("apply", "history", "check", "show", "rollback")) {
			Cli.Result result = switch (command) {
			case "apply" -> cli.run(concat("apply", concat("--yes", choice)));
			case "history", "check" -> cli.run(command, trees.cloned());
			case "show" -> cli.run("show", trees.cloned(), "abcd", "--laptop-root", trees.laptop());
			default -> cli.run("rollback", trees.cloned(), "abcd", "--yes", "--laptop-root", trees.laptop());
			};
			assertEquals(3, result.exitCode(), command);
			List<String> lines = result.err().lines().toList();
			assertEquals(3, lines.size(), result.err());
			assertTrue(lines.get(0).endsWith("has no history: " + trees.cloned()), result.err());
			assertEquals("Nothing was changed.", lines.get(1));
		}
	}

	private static String[] concat(String first, String... more) {
		List<String> all = new ArrayList<>(List.of(first));
		all.addAll(Arrays.asList(more));
		return all.toArray(String[]::new);
	}

	@Test
	void anUnknownItemIsAnsweredWithWhatMayHaveBeenMeant() throws Exception {
		trees.shell("touch laptop/home/ann/other/only");
		for (String command : List.of("plan", "apply")) {
			Cli.Result typo = run(command,
					concat("--item", command.equals("apply") ? new String[] { "files:onlyy", "--yes" }
							: new String[] { "files:onlyy" }));
			assertEquals(2, typo.exitCode(), typo.err());
			assertTrue(typo.err().contains("There is no item files:onlyy") && typo.err().contains("files:only"),
					typo.err());
		}
		Cli.Result several = run("plan", "--item", "only");
		assertEquals(2, several.exitCode());
		assertTrue(several.err().contains("files:only, other:only"), several.err());
		assertTrue(done("plan", "--item", "only", "--facet", "other").out().contains("1 item: 1 to add\n"));
		assertFalse(Files.exists(Path.of(image() + ".likeness")));
	}

	@Test
	void whatIsTheSameAlreadyIsNothingToDo() throws Exception {
		assertEquals("There is nothing to do.\n", done("plan", "--item", "alike").out());
		Map<String, Object> applied = json("apply", "--item", "alike", "--yes");
		assertNull(applied.get("step"));
		assertEquals(List.of(), steps());
	}

	@Test
	void applyingRaisesTheLikenessAndIsRecorded() throws Exception {
		Cli.Result result = done("apply", "--facet", "files", "--yes", "--message", "Take my files");
		assertEquals("b\n",
				trees.shell("git -C clone.qcow2.likeness/history.git show main~:files/home/ann/files/content"));
		assertEquals(trees.shell("cat $L/content $L/only"), trees.shell("cat $C/content $C/only; ! ls $C/new 2>&-"));
		assertEquals("color=red\nbad=1\nmachine-id=2\n", trees.shell("cat $C/settings"));
		String id = trees.shell("git -C clone.qcow2.likeness/history.git rev-parse main").strip();
		String found = trees.shell("git -C clone.qcow2.likeness/history.git rev-parse main~").strip();
		assertEquals("""
				Facet files  files                      4 items: 1 to add, 2 to change, 1 to remove
				Stays as it is
				  files:bad                                     can't be done: laptop: malformed
				  files:machine-id                              kept by rule identity
				  files:late                                    can't be done: settings come and go with their program

				4 items: 1 to add, 2 to change, 1 to remove

				In this order, all of it or nothing
				  1  remove 1 file
				  2  write 3 files (33 B)

				Step FOUND tells what the clone was, which the history did not have: State before the first step
				Likeness  16.6 % → 80.0 %
				Step      ID  Take my files
				""".replace("FOUND", found.substring(0, 10)).replace("ID", id.substring(0, 10)), result.out());
		List<Map<String, Object>> steps = steps();
		assertEquals(List.of("applied", "found"), steps.stream().map(step -> step.get("kind")).toList());
		assertEquals(id, steps.get(0).get("id"));
		assertEquals(found, steps.get(0).get("parent"));
		assertEquals(Map.of("files", 4), steps.get(0).get("counts"));
		assertEquals(0.8, steps.get(0).get("likeness"));
		String text = done("history").out();
		assertTrue(text.lines().findFirst().get().matches(id.substring(0, 10)
				+ "  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  applied       80.0 %  Take my files  \\(files 4\\)"), text);
		assertTrue(cli.run("clones").out().contains("80.0 %"));
		trees.shell("git -C clone.qcow2.likeness/history.git fsck --strict");
	}

	@Test
	void applyingIsDocumentedJson() throws Exception {
		clone.interrupted("A change was interrupted.");
		Files.createDirectories(Path.of(image() + ".likeness"));
		Cli.Result result = done("apply", "--item", "files:only", "--yes", "--json");
		assertEquals("A change was interrupted.\n", result.err());
		Map<String, Object> applied = Json.object(result.out());
		assertEquals("likeness/apply/1", applied.get("schema"));
		assertEquals("applied", applied.get("kind"));
		assertEquals("A change was interrupted.", applied.get("recovered"));
		assertEquals(steps().get(0).get("id"), applied.get("step"));
		assertEquals(steps().get(1).get("id"), applied.get("found"));
		assertEquals(2.0 / 6, Json.map(applied.get("likeness")).get("after"));
		assertEquals(1, Json.list(applied.get("items")).size());
	}

	@Test
	void withoutATerminalNothingIsDoneUnasked() throws Exception {
		String before = trees.shell(TREE);
		Cli.Result result = run("apply", "--all");
		assertEquals(2, result.exitCode());
		assertTrue(result.err().contains("add --yes"), result.err());
		assertEquals(before, trees.shell(TREE));
	}

	@Test
	void onATerminalThePersonIsAsked() throws Exception {
		String before = trees.shell(TREE);
		for (String no : List.of("n\n", "\n", "", "yesterday\n")) {
			Cli.Result result = cli.answer(no).run("apply", image(), "--all", "--laptop-root", trees.laptop(), "-q");
			assertEquals(130, result.exitCode());
			assertTrue(result.out().contains("4 items: "), result.out());
			assertEquals("Change clone.img? [y/N] Cancelled. Nothing was changed.\n", result.err());
			assertEquals(before, trees.shell(TREE));
		}
		cli.answer("y\n");
		done("apply", "--all");
		assertEquals(2, steps().size());
	}

	@Test
	void whatFailsLeavesTheCloneAndSaysSo() throws Exception {
		String before = trees.shell(TREE);
		clone.failing("The disk is full");
		Cli.Result result = run("apply", "--all", "--yes");
		assertEquals(3, result.exitCode());
		assertEquals("The disk is full: " + trees.cloned() + "\nThe clone is as it was.\nFree some space.\n",
				result.err());
		assertEquals(before, trees.shell(TREE));
		assertEquals(List.of(), steps());
	}

	@Test
	void theEndOfTheMemoryLeavesTheCloneAndSaysSo() throws Exception {
		String before = trees.shell(TREE);
		clone.endingMemory();
		Cli.Result result = run("apply", "--all", "--yes");
		assertEquals(3, result.exitCode());
		List<String> lines = result.err().lines().toList();
		assertEquals(3, lines.size(), result.err());
		assertTrue(lines.get(0).startsWith("There is more than fits into the memory"), result.err());
		assertTrue(lines.get(0).endsWith("MB): " + image()), result.err());
		assertEquals("The clone is in its old or in its new state, whole: the next command on it says which.",
				lines.get(1));
		assertTrue(lines.get(2).contains("LIKENESS_MEMORY"), result.err());
		assertEquals(before, trees.shell(TREE));
		assertEquals(List.of(), steps());
	}

	@Test
	void cancellingIsCode130AndChangesNothing() throws Exception {
		String before = trees.shell(TREE);
		cli.cancel().cancel();
		Cli.Result result = run("apply", "--all", "--yes");
		assertEquals(130, result.exitCode());
		assertTrue(result.err().endsWith("Cancelled. Nothing was changed.\n"), result.err());
		assertEquals(before, trees.shell(TREE));
	}
}
