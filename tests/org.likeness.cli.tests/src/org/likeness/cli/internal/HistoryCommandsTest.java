/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** History, show and rollback, on a tree that stands for what is in an image. */
class HistoryCommandsTest extends CloneCommandTest {

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
