/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.likeness.core.Facet;
import org.likeness.core.KnownClones;

/** Runs commands in this process, with folders of the test's own in the place of the user's. */
final class Cli {

	/** What a command did. */
	record Result(int exitCode, String out, String err) {
	}

	private final Path home;
	private final Map<String, String> variables = new HashMap<>();
	private final CancelSwitch cancel = new CancelSwitch();
	private Supplier<List<Facet>> facets = () -> List.of(new HomeFiles("files"), new HomeFiles("other"));

	/** @param home where the known clones, the preferences and the logs are kept */
	Cli(Path home) {
		this.home = home;
	}

	Cli facets(Supplier<List<Facet>> supplier) {
		facets = supplier;
		return this;
	}

	CancelSwitch cancel() {
		return cancel;
	}

	KnownClones clones() {
		return new KnownClones(home.resolve("clones"));
	}

	Path preferences() {
		return home.resolve("preferences.properties");
	}

	Path logs() {
		return home.resolve("log");
	}

	Result run(String... arguments) {
		return run(false, arguments);
	}

	/** @param terminal whether it is told that there is a terminal with colours */
	Result run(boolean terminal, String... arguments) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ByteArrayOutputStream err = new ByteArrayOutputStream();
		CliEnvironment environment = new CliEnvironment(out, new Output(out, StandardCharsets.UTF_8, terminal),
				new Output(err, StandardCharsets.UTF_8, terminal), terminal, facets, preferences(), clones(),
				home.resolve("data"), logs(), variables, cancel);
		int exitCode = LikenessCommand.create(environment).execute(arguments);
		return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
	}
}
