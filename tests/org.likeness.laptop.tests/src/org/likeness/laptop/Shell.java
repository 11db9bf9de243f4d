/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the system's own tools: they make the odd files, and they are the oracle. */
final class Shell {

	private Shell() {
	}

	/** @return what {@code script}, run by bash in {@code folder}, printed: a character for each byte */
	static String run(Path folder, String script) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder("bash", "-euc", script).directory(folder.toFile());
		builder.environment().put("LC_ALL", "C");
		Path said = Files.createTempFile("shell", null);
		try {
			Process process = builder.redirectError(said.toFile()).start();
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
}
