/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.likeness.core.Facet;
import org.likeness.core.KnownClones;
import org.likeness.guestfs.ImageMachine;

/** Runs commands in this process, with folders of the test's own in the place of the user's. */
final class Cli {

	/** What a command did. */
	record Result(int exitCode, String out, String err) {
	}

	private final Path home;
	private final Map<String, String> variables = new HashMap<>();
	private final CancelSwitch cancel = new CancelSwitch();
	private CloneMachines machines = ImageMachine::cached;
	private String answer;
	private Supplier<List<Facet>> facets = () -> List.of(new HomeFiles("files"), new HomeFiles("other"));

	/** @param home where the known clones, the preferences and the logs are kept */
	Cli(Path home) {
		this.home = home;
	}

	Cli facets(Supplier<List<Facet>> supplier) {
		facets = supplier;
		return this;
	}

	/** Takes other machines for images. */
	Cli machines(CloneMachines other) {
		machines = other;
		return this;
	}

	/** Tells the commands that a person is there, who types this; {@code null} for nobody. */
	Cli answer(String typed) {
		answer = typed;
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
		InputStream stdin = new ByteArrayInputStream((answer == null ? "" : answer).getBytes(StandardCharsets.UTF_8));
		CliEnvironment environment = new CliEnvironment(stdin, answer != null, out,
				new Output(out, StandardCharsets.UTF_8, terminal), new Output(err, StandardCharsets.UTF_8, terminal),
				terminal, facets, preferences(), clones(), machines, home.resolve("data"), logs(), variables, cancel);
		int exitCode = LikenessCommand.create(environment).execute(arguments);
		return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
	}
}
