/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of the command line, in a process of its own. */
final class Run {

	/** An emulated appliance on a busy computer takes a minute or two. */
	private static final int PATIENCE_MINUTES = 10;

	private final ProcessBuilder builder;
	private final Path out;
	private final Path err;
	private Process process;

	Run(Path folder, List<String> command) {
		builder = new ProcessBuilder(command).directory(folder.toFile());
		out = folder.resolve("out");
		err = folder.resolve("err");
	}

	/** Sets a variable of the environment. */
	Run with(String variable, Object value) {
		builder.environment().put(variable, value.toString());
		return this;
	}

	/** Puts another command before it, which runs it: {@code setpriv}, {@code sh -c 'ulimit …; exec "$@"'}. */
	Run by(String... command) {
		builder.command().addAll(0, List.of(command));
		return this;
	}

	/** Adds a flag of the JVM. */
	Run flag(String flag) {
		builder.command().add(builder.command().indexOf("-Xmx256m"), flag);
		return this;
	}

	/** Starts it. */
	Run start() throws IOException {
		for (String variable : List.of("HOME", "LIBGUESTFS_TMPDIR")) {
			Files.createDirectories(Path.of(builder.environment().get(variable)));
		}
		process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
		process.getOutputStream().close();
		return this;
	}

	/** @return the process, once started */
	Process process() {
		return process;
	}

	/** @return the exit code, once it has ended; starts it if that was not done */
	int status() throws IOException, InterruptedException {
		if (process == null) {
			start();
		}
		if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
			process.destroyForcibly();
			throw new AssertionError("still running: " + builder.command() + "\n" + errors());
		}
		return process.exitValue();
	}

	/** @return what it has printed so far */
	String output() throws IOException {
		return Files.readString(out);
	}

	/** @return what it has printed to standard error so far */
	String errors() throws IOException {
		return Files.readString(err);
	}

	/** @return the document that it prints; it must end well */
	Map<String, Object> json() throws IOException, InterruptedException {
		assertEquals(0, status(), this::describe);
		return Json.parse(output());
	}

	/** @return the one message of a run that could not do its work: three lines, the last ones, of four parts */
	String failure() throws IOException, InterruptedException {
		assertEquals(3, status(), this::describe);
		assertEquals("", output());
		String errors = errors();
		assertTrue(!errors.contains("\tat ") && !errors.contains("Exception"), this::describe);
		List<String> lines = errors.lines().toList();
		assertTrue(lines.size() >= 3, this::describe);
		return String.join("\n", lines);
	}

	private String describe() {
		try {
			return builder.command().subList(builder.command().size() - 6, builder.command().size()) + "\n" + output()
					+ errors();
		} catch (IOException e) {
			return e.toString();
		}
	}
}
