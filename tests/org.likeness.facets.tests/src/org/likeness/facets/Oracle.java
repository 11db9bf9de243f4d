/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs a program of this machine whose answer is right by definition. */
final class Oracle {

	private Oracle() {
	}

	/** @return what the program prints; it must succeed */
	static String run(String... command) throws IOException, InterruptedException {
		return run(Map.of(), "", command);
	}

	static String run(Map<String, String> environment, String input, String... command)
			throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
		builder.environment().put("LC_ALL", "C.UTF-8");
		builder.environment().putAll(environment);
		Process process = builder.start();
		process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertEquals(0, process.waitFor(), () -> Arrays.toString(command) + ": " + output);
		return output;
	}

	/** @return the lines that the program prints, in order */
	static String lines(String... command) throws IOException, InterruptedException {
		return run(command).lines().sorted().collect(Collectors.joining("\n"));
	}
}
