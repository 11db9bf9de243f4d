/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The git command, without anyone's settings: it is the oracle of what is written. */
final class Git {

	private final Path folder;

	/** @param folder of the clone */
	Git(Path folder) {
		this.folder = folder;
	}

	/** @return what {@code script}, run by bash in the repository, printed */
	String run(String script) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder("bash", "-euc", script)
				.directory(folder.resolve("history.git").toFile());
		builder.environment().put("LC_ALL", "C.UTF-8");
		builder.environment().put("HOME", "/nonexistent");
		builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
		// Whoever runs the tests may not own the folder in the eyes of git (a container, say).
		builder.environment().put("GIT_CONFIG_COUNT", "1");
		builder.environment().put("GIT_CONFIG_KEY_0", "safe.directory");
		builder.environment().put("GIT_CONFIG_VALUE_0", "*");
		Process process = builder.redirectErrorStream(true).start();
		String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertEquals(0, process.waitFor(), script + "\n" + out);
		return out;
	}

	/** Fails unless git finds the repository in order. */
	void fsck() throws IOException, InterruptedException {
		assertEquals("", run("git fsck --strict --full --no-dangling 2>&1 | grep -v '^Checking\\|^notice' || true"));
		run("git fsck --strict --full");
	}
}
