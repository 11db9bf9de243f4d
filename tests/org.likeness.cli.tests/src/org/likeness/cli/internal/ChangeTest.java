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
import org.likeness.core.CheckedFileSystem;
import org.likeness.core.MachineCheck;

/** Plan, apply, history, show, rollback and check, on a tree that stands for what is in an image. */
class ChangeTest {

	private static final String TREE = "cd clone; find home -printf '%p %y %m %T@ %l\\n' | sort; "
			+ "find home -type f | sort | xargs -r sha256sum";

	@TempDir
	Path folder;
	private Trees trees;
	private Cli cli;
	private TreeClone clone;

	@BeforeEach
	void makeTrees() throws Exception {
		trees = new Trees(folder);
		clone = new TreeClone(folder.resolve("clone"));
		cli = new Cli(folder.resolve("user")).machines((image, root) -> clone);
		trees.shell("qemu-img create -q -f qcow2 clone.qcow2 1M; "
				+ "echo alike > $L/alike; echo alike > $C/alike; echo a > $L/content; echo b > $C/content; echo a > $L/only; "
				+ "echo a > $C/new; printf 'color=red\\nbad=?\\nmachine-id=1\\nlate=1\\n' > $L/settings; "
				+ "printf 'color=blue\\nbad=1\\nmachine-id=2\\n' > $C/settings; chmod 600 $L/* $C/*");
	}

	private String image() {
		return folder.resolve("clone.qcow2").toString();
	}

	private Cli.Result run(String command, String... more) {
		List<String> arguments = new ArrayList<>(List.of(command, image(), "-q"));
		if (!List.of("history").contains(command)) {
			arguments.addAll(List.of("--laptop-root", trees.laptop()));
		}
		arguments.addAll(Arrays.asList(more));
		return cli.run(arguments.toArray(String[]::new));
	}

	private Cli.Result done(String command, String... more) {
		Cli.Result result = run(command, more);
		assertEquals(0, result.exitCode(), result.err());
		return result;
	}

	private Map<String, Object> json(String command, String... more) throws Exception {
		String[] arguments = Arrays.copyOf(more, more.length + 1);
		arguments[more.length] = "--json";
		return Json.object(done(command, arguments).out());
	}

	private List<Map<String, Object>> steps() throws Exception {
		return Json.list(json("history").get("steps"));
	}

	private String id(int step) throws Exception {
		return steps().get(step).get("shortId").toString();
	}

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
	void cancellingIsCode130AndChangesNothing() throws Exception {
		String before = trees.shell(TREE);
		cli.cancel().cancel();
		Cli.Result result = run("apply", "--all", "--yes");
		assertEquals(130, result.exitCode());
		assertTrue(result.err().endsWith("Cancelled. Nothing was changed.\n"), result.err());
		assertEquals(before, trees.shell(TREE));
	}

	@Test
	void aCloneWithoutHistorySaysSo() throws Exception {
		assertEquals("The clone has no history yet: nothing was applied to it.\n", done("history").out());
		assertEquals(List.of(), json("history").get("steps"));
		Cli.Result unknown = run("show", "abcd");
		assertEquals(3, unknown.exitCode());
		assertEquals(3, unknown.err().lines().count(), unknown.err());
		assertEquals(3, cli.run("history", folder.resolve("nosuch.qcow2").toString()).exitCode());
	}

	@Test
	void aStepIsShownWithWhatItChanged() throws Exception {
		done("apply", "--all", "--yes", "-m", "Take everything\n\nfor a test");
		String id = steps().get(0).get("id").toString();
		String out = done("show", id.substring(0, 10)).out();
		assertTrue(out.startsWith("Step      " + id + "\nDate      "), out);
		assertTrue(out.endsWith("""
				Kind      applied
				Likeness  80.0 %

				    Take everything

				    for a test

				Facet files  files
				  changed  color                                blue → red
				  changed  content                              contents, 2 B
				  removed  new                                  mode 600, 2 B
				  added    only                                 mode 600, 2 B

				"""), out);
		Map<String, Object> step = json("show", id);
		assertEquals("likeness/step/1", step.get("schema"));
		assertEquals("Take everything\n\nfor a test", step.get("message"));
		assertEquals(List.of("color changed", "content changed", "new removed", "only added"),
				Json.list(step.get("items")).stream().map(item -> item.get("key") + " " + item.get("state")).toList());
		assertEquals("blue", Json.map(Json.map(Json.list(step.get("items")).get(0).get("before")).get("attributes"))
				.get("value"));
		assertTrue(done("show", id(1)).out().contains("This is the first step"));
	}

	@Test
	void anItemOfAStepIsShownAsADiff() throws Exception {
		done("apply", "--all", "--yes");
		String id = id(0);
		assertEquals("content  changed\n--- before files:content\n+++ " + id
				+ " files:content\n@@ -1,3 +1,3 @@\n mode: 600\n \n-b\n+a\n",
				done("show", id, "--item", "content").out());
		Map<String, Object> item = json("show", id, "--item", "files:content");
		assertEquals("likeness/step-item/1", item.get("schema"));
		assertEquals("b\n", Json.map(item.get("beforeContents")).get("text"));
		assertEquals("a\n", Json.map(item.get("afterContents")).get("text"));
		String kept = done("show", id, "--item", "alike").out();
		assertTrue(kept.startsWith("alike  same\nmode: 600\n") && kept.contains("sha256: "), kept);
		assertEquals(2, run("show", id, "--item", "nosuch").exitCode());
	}

	@Test
	void rollingBackMakesEveryByteWhatItWas() throws Exception {
		String before = trees.shell(TREE);
		done("apply", "--all", "--yes");
		String applied = trees.shell(TREE);
		Cli.Result plan = done("rollback", id(1), "--plan");
		assertTrue(plan.out().contains("  remove   only ") && plan.out().contains("  add      new "), plan.out());
		assertEquals("likeness/plan/1", json("rollback", id(1), "--plan").get("schema"));
		assertEquals(applied, trees.shell(TREE));
		Map<String, Object> back = json("rollback", id(1), "--yes", "-m", "Never mind");
		assertEquals("likeness/apply/1", back.get("schema"));
		assertEquals("rolled-back", back.get("kind"));
		assertEquals(0.8, Json.map(back.get("likeness")).get("before"));
		assertEquals(1.0 / 6, Json.map(back.get("likeness")).get("after"));
		assertEquals(before, trees.shell(TREE));
		assertEquals(List.of("rolled-back", "applied", "found"),
				steps().stream().map(step -> step.get("kind")).toList());
		done("rollback", id(1), "--yes");
		assertEquals(applied, trees.shell(TREE));
		assertEquals(4, steps().size());
	}

	@Test
	void singleItemsAreRolledBack() throws Exception {
		done("apply", "--all", "--yes");
		done("rollback", id(1), "--item", "files:new", "--item", "files:color", "--yes");
		assertEquals("a\na\na\ncolor=blue\nbad=1\nmachine-id=2\n",
				trees.shell("cat $C/new $C/only $C/content $C/settings"));
		Cli.Result unknown = run("rollback", id(1), "--item", "nosuch", "--yes");
		assertEquals(2, unknown.exitCode());
		assertEquals(3, run("rollback", "0123456789", "--yes").exitCode());
		assertEquals(3, steps().size());
	}

	@Test
	void whatOthersChangedIsAStepOfItsOwn() throws Exception {
		done("apply", "--item", "only", "--yes");
		trees.shell("echo mine > $C/mine");
		Map<String, Object> applied = json("apply", "--item", "content", "--yes");
		assertEquals(List.of("applied", "found", "applied", "found"),
				steps().stream().map(step -> step.get("kind")).toList());
		assertEquals(steps().get(1).get("id"), applied.get("found"));
		assertTrue(done("show", id(1)).out().contains("  added    mine "));
	}

	@Test
	void aWholeCloneIsWhole() throws Exception {
		assertEquals("Image         whole\nHistory       none yet\n", done("check").out());
		done("apply", "--all", "--yes");
		trees.shell(
				"mkdir clone.qcow2.likeness/packages; touch clone.qcow2.likeness/lock clone.qcow2.likeness/packages.log");
		assertEquals("Image         whole\nHistory       2 steps, whole: each of them can be restored\n",
				done("check").out());
		Map<String, Object> checked = json("check");
		assertEquals("likeness/check/1", checked.get("schema"));
		assertEquals(false, checked.get("damaged"));
		assertEquals(2, checked.get("steps"));
	}

	@Test
	void whatIsWrongInsideIsTold() throws Exception {
		clone.checked(new MachineCheck(
				List.of(new CheckedFileSystem("/dev/sda1", "ext4", CheckedFileSystem.State.DAMAGED,
						"Inode 12 \u001b[2J"),
						new CheckedFileSystem("/dev/sda2", "vfat", CheckedFileSystem.State.WHOLE, ""),
						new CheckedFileSystem("/dev/sda3", "ntfs", CheckedFileSystem.State.UNCHECKED, "no tool")),
				true, List.of()));
		Cli.Result result = run("check");
		assertEquals(3, result.exitCode());
		assertEquals("""
				Image         whole
				File systems  /dev/sda1 (ext4) damaged: Inode 12 \\x1b[2J
				              /dev/sda2 (vfat) whole
				              /dev/sda3 (ntfs) not checked: no tool
				Remembered    what the clone is
				History       none yet
				""", result.out());
		Map<String, Object> checked = Json.object(run("check", "--json").out());
		assertEquals(true, checked.get("damaged"));
		assertEquals(List.of("damaged", "whole", "unchecked"),
				Json.list(checked.get("fileSystems")).stream().map(each -> each.get("state")).toList());
		clone.checked(new MachineCheck(List.of(), true, List.of("It tells something else.")));
		assertEquals(3, run("check").exitCode());
		assertTrue(run("check").out().contains("Remembered    wrong\n  It tells something else.\n"));
	}

	@Test
	void damageIsFoundAndWhatIsLeftIsTold() throws Exception {
		done("apply", "--all", "--yes");
		trees.shell("cd clone.qcow2.likeness/history.git; rm -f $(git rev-parse main:files/home/ann/files/only "
				+ "| sed 's,^..,objects/&/,'); touch ../overlay.qcow2; "
				+ "truncate -s 100 ../../clone.qcow2");
		String before = trees.shell("find clone.qcow2* | sort");
		Cli.Result result = run("check");
		assertEquals(3, result.exitCode());
		assertEquals("", result.err());
		assertTrue(result.out().startsWith("Image         damaged\n  "), result.out());
		assertTrue(result.out().contains("\nHistory       damaged\n  "), result.out());
		assertTrue(result.out().contains("What can still be restored:\n    " + id(0)), result.out());
		assertTrue(result.out().contains("\nChange        one was interrupted"), result.out());
		assertTrue(result.out().contains("overlay.qcow2"), result.out());
		assertEquals(before, trees.shell("find clone.qcow2* | sort"));
		Map<String, Object> checked = Json.object(run("check", "--json").out());
		assertEquals(true, checked.get("damaged"));
		assertEquals(List.of("overlay.qcow2"), checked.get("interrupted"));
		assertEquals(2, Json.list(checked.get("restorable")).size());
	}

	@Test
	void nothingInACloneOrItsHistorySteersTheTerminal() throws Exception {
		trees.shell("printf 'evil=\\e]0;title\\a\\e[31m\\n' >> $L/settings; touch $L/$'n\\e[2Jame'");
		done("apply", "--item", "only", "--yes", "-m", "A\u001b[2J message\u202e\n\nand\u009b more");
		for (Cli.Result result : List.of(done("plan", "--all"), done("plan", "--all", "--json"), done("history"),
				done("history", "--json"), done("show", id(0)), done("rollback", id(1), "--plan"),
				run("show", "\u001b[2J"), run("rollback", "\u001b[2J", "--yes"))) {
			for (int c : (result.out() + result.err()).codePoints().toArray()) {
				assertTrue(c == '\n' || !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT,
						"U+" + Integer.toHexString(c));
			}
		}
	}
}
