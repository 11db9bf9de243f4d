/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs the system's own tools: they make the odd files, and they are the oracle. */
final class Shell {

	private Shell() {
	}

	/** @return what {@code script}, run by bash in {@code folder}, printed: a character for each byte */
	static String run(Path folder, String script) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder("bash", "-euc", script).directory(folder.toFile());
		builder.environment().put("LC_ALL", "C");
		Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
		String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		assertEquals(0, process.waitFor(), script);
		return out;
	}
}
