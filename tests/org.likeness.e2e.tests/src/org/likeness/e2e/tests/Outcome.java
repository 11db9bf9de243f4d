/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What came of a program that a test asked.
 *
 * @param status its exit status
 * @param output what it printed, to either stream
 */
record Outcome(int status, String output) {

	static Outcome of(String... command) throws IOException, InterruptedException {
		return of(Map.of(), command);
	}

	/** @param environment what to set beside the environment of the test */
	static Outcome of(Map<String, String> environment, String... command) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectInput(Path.of("/dev/null").toFile());
		builder.environment().putAll(environment);
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return new Outcome(process.waitFor(), output);
	}
}
