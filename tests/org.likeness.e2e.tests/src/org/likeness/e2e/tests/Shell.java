/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the system's own tools in a folder: they make the test data, and they are the oracles. */
public final class Shell {

	private final Path folder;

	/** @param folder where scripts run */
	public Shell(Path folder) {
		this.folder = folder;
	}

	/**
	 * @param arguments what the script finds in {@code $1}, {@code $2}…
	 * @return what {@code script}, run by bash, printed: a character for each byte
	 */
	public String run(String script, Object... arguments) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script, "bash")
				.directory(folder.toFile());
		for (Object argument : arguments) {
			builder.command().add(argument.toString());
		}
		builder.environment().put("LC_ALL", "C");
		builder.environment().put("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin");
		Path said = Files.createTempFile("shell", null);
		try {
			Process process = builder.redirectError(said.toFile()).start();
			process.getOutputStream().close();
			String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
			int status = process.waitFor();
			if (status != 0) {
				fail("status " + status + " of " + script + "\n" + Files.readString(said, StandardCharsets.ISO_8859_1));
			}
			return out;
		} finally {
			Files.delete(said);
		}
	}

	/** @return the lines that {@code script} printed */
	List<String> lines(String script, Object... arguments) throws IOException, InterruptedException {
		return run(script, arguments).lines().toList();
	}
}
