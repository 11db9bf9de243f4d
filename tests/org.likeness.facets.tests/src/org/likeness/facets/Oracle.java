/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs a program of this machine whose answer is right by definition. */
final class Oracle {

	/** As dpkg calls that of this machine. */
	static final String ARCHITECTURE = architecture();

	/** What a program printed, and its exit code. */
	record Answer(int exitCode, String output, String error) {
	}

	private Oracle() {
	}

	private static String architecture() {
		try {
			return run("dpkg", "--print-architecture").strip();
		} catch (IOException | InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	/** @return what the program prints; it must succeed */
	static String run(String... command) throws IOException, InterruptedException {
		return run(Map.of(), "", command);
	}

	static String run(Map<String, String> environment, String input, String... command)
			throws IOException, InterruptedException {
		Answer answer = ask(environment, input, command);
		assertEquals(0, answer.exitCode(), () -> Arrays.toString(command) + ": " + answer.error());
		return answer.output();
	}

	/** @return what the program says, whether it succeeds or not */
	static Answer ask(Map<String, String> environment, String input, String... command)
			throws IOException, InterruptedException {
		Path errors = Files.createTempFile("oracle", ".txt");
		ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
		builder.environment().put("LC_ALL", "C.UTF-8");
		builder.environment().putAll(environment);
		Process process = builder.start();
		process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		int exitCode = process.waitFor();
		String said = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8);
		Files.delete(errors);
		return new Answer(exitCode, output, said);
	}

	/** @return the lines that the program prints, in order */
	static String lines(String... command) throws IOException, InterruptedException {
		return run(command).lines().sorted().collect(Collectors.joining("\n"));
	}
}
