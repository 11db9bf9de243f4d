/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.likeness.core.Facet;

/** A roll back makes again what a step looked at, and leaves alone what it did not. */
class RollBackTest extends CloneCommandTest {

	private final List<Facet> facets = new ArrayList<>(List.of(new HomeFiles("files")));

	private String paths(Map<String, Object> plan) {
		return Json.list(plan.get("changes")).stream().filter(change -> !change.get("type").equals("directory"))
				.map(change -> change.get("action") + " " + change.get("path").toString().replace("/home/ann/", ""))
				.toList().toString();
	}

	private String notDone(Map<String, Object> plan) {
		return Json.list(plan.get("notDone")).stream().map(item -> item.get("key") + ": " + item.get("reason")).toList()
				.toString();
	}

	@Test
	void whatAFacetThatCameLaterLooksAtStaysAndIsSaid() throws Exception {
		cli.facets(() -> facets);
		done("apply", "--item", "only", "--yes");
		trees.shell("mkdir -p clone/home/ann/cups/ppd; echo secret > clone/home/ann/cups/printers.conf; "
				+ "echo x=1 > clone/home/ann/cups/settings");
		facets.add(new HomeFiles("cups"));
		Map<String, Object> plan = json("rollback", id(0), "--plan");
		assertEquals("[]", paths(plan));
		assertEquals(List.of(), plan.get("items"));
		assertTrue(notDone(plan).contains("/home/ann/cups: it was not looked at when this was recorded"),
				notDone(plan));
		done("rollback", id(1), "--yes");
		assertEquals("secret\n", trees.shell("cat clone/home/ann/cups/printers.conf"));
		assertFalse(trees.shell("ls $C").contains("only"));
	}

	@Test
	void whatARuleLeftOutThenStaysWhereItIsSwitchedOffNow() throws Exception {
		trees.shell("echo 1 > $C/x.cache; mkdir $C/d.cache; echo 1 > $C/d.cache/y");
		done("apply", "--item", "only", "--yes");
		trees.shell("echo 2 > $C/d.cache/z");
		java.nio.file.Files.writeString(cli.preferences(), "files.rule.caches=off\n");
		Map<String, Object> plan = json("rollback", id(0), "--plan");
		assertEquals("[]", paths(plan));
	}

	@Test
	void whoeverRunsItTheUserOfTheStepIsMeant() throws Exception {
		trees.shell("for m in laptop clone; do mkdir -p $m/root/files; "
				+ "echo 'root:x:0:0:root:/root:/bin/bash' >> $m/etc/passwd; done; "
				+ "mkdir clone/root/files/deep; echo mine > clone/root/files/deep/own");
		done("apply", "--item", "only", "--yes");
		String[] roots = { "--home", "/root" };
		Map<String, Object> plan = json("rollback", id(1), "--plan", roots[0], roots[1]);
		assertTrue(paths(plan).contains("remove files/only"), paths(plan));
		assertFalse(paths(plan).contains("/root"), paths(plan));
		assertEquals("ann", Json.map(Json.map(plan.get("clone")).get("user")).get("name"));
		done("rollback", id(1), "--yes", roots[0], roots[1]);
		assertEquals("mine\n", trees.shell("cat clone/root/files/deep/own"));
		assertFalse(trees.shell("ls $C").contains("only"));
	}

	@Test
	void permissionsAndTimesComeBackThoughContentsWereNotKept() throws Exception {
		trees.shell("chmod 644 $C/alike; touch -d '2020-01-02 03:04:05.123456789' $C/alike");
		done("apply", "--item", "only", "--yes");
		trees.shell("chmod 600 $C/alike");
		assertEquals("[attributes files/alike]", paths(json("rollback", id(0), "--plan")));
		trees.shell("chmod 644 $C/alike; touch $C/alike");
		assertEquals("[attributes files/alike]", paths(json("rollback", id(0), "--plan")));
		trees.shell("chmod 600 $C/alike");
		done("rollback", id(0), "--yes");
		assertEquals("644 2020-01-02 03:04:05.123456789\n",
				trees.shell("stat -c '%a %y' $C/alike | sed 's/ [+-][0-9]*$//'"));
		trees.shell("echo other > $C/alike");
		Map<String, Object> plan = json("rollback", id(0), "--plan");
		assertEquals("[]", paths(plan));
		assertTrue(notDone(plan).contains("its contents were not kept"), notDone(plan));
	}

	@Test
	void whatARuleKeepsStaysInAWholeRollBack() throws Exception {
		trees.shell("echo one > $C/machine-file");
		done("apply", "--item", "only", "--yes");
		trees.shell("echo two > $C/machine-file");
		done("apply", "--item", "content", "--yes");
		Map<String, Object> plan = json("rollback", id(3), "--plan");
		assertFalse(paths(plan).contains("machine-file"), paths(plan));
		Optional<Map<String, Object>> kept = Json.list(plan.get("notDone")).stream()
				.filter(item -> "machine-file".equals(item.get("key"))).findFirst();
		assertEquals("identity", kept.orElseThrow().get("rule"));
		done("rollback", id(3), "--yes");
		assertEquals("two\n", trees.shell("cat $C/machine-file"));
		assertFalse(trees.shell("ls $C").contains("only"));
	}

	/** A file holds it together with other settings, so these are rolled back one by one. */
	@Test
	void aSettingThatARuleKeepsStaysBesideOthers() throws Exception {
		done("apply", "--item", "only", "--yes");
		trees.shell("printf 'color=green\\nbad=1\\nmachine-id=9\\n' > $C/settings");
		done("rollback", id(0), "--yes");
		assertEquals("color=blue\nbad=1\nmachine-id=9\n", trees.shell("cat $C/settings"));
	}
}
