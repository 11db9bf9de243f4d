/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A laptop and a clone, trees both, and commands for them: what the tests of those need. */
abstract class CloneCommandTest {

	static final String TREE = "cd clone; find home -printf '%p %y %m %T@ %l\\n' | sort; "
			+ "find home -type f | sort | xargs -r sha256sum";

	@TempDir
	Path folder;
	Trees trees;
	Cli cli;
	TreeClone clone;

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

	final String image() {
		return folder.resolve("clone.qcow2").toString();
	}

	final Cli.Result run(String command, String... more) {
		List<String> arguments = new ArrayList<>(List.of(command, image(), "-q"));
		if (!List.of("history").contains(command)) {
			arguments.addAll(List.of("--laptop-root", trees.laptop()));
		}
		arguments.addAll(Arrays.asList(more));
		return cli.run(arguments.toArray(String[]::new));
	}

	final Cli.Result done(String command, String... more) {
		Cli.Result result = run(command, more);
		assertEquals(0, result.exitCode(), result.err());
		return result;
	}

	final Map<String, Object> json(String command, String... more) throws Exception {
		String[] arguments = Arrays.copyOf(more, more.length + 1);
		arguments[more.length] = "--json";
		return Json.object(done(command, arguments).out());
	}

	final List<Map<String, Object>> steps() throws Exception {
		return Json.list(json("history").get("steps"));
	}

	final String id(int step) throws Exception {
		return steps().get(step).get("shortId").toString();
	}
}
