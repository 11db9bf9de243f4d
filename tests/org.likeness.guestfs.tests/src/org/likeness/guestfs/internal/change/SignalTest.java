/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A terminal's signals go to all processes of its group: Ctrl-C, and the end of the window. */
class SignalTest {

	@TempDir
	Path folder;

	/** What is decided on is brought to its end: the image is not left away from its path. */
	@ParameterizedTest
	@ValueSource(strings = { "INT", "TERM", "HUP" })
	void whatIsBeingPublishedIsFinished(String signal) throws Exception {
		Path image = Images.create(folder, "qcow2");
		String old = PublicationTest.digest(image);
		Process process = start("change", image);
		try (BufferedReader output = process.inputReader()) {
			while (!Files.exists(folder.resolve("commits"))) {
				assertTrue(process.isAlive(), "it ended before");
				Thread.sleep(20);
			}
			Tools.run("kill", "-s", signal, "--", "-" + process.pid());
			while (output.readLine() != null) {
				continue;
			}
			assertTrue(process.waitFor() > 128, "the signal was not noticed");
		}
		TransactionFiles clone = TransactionFiles.of(image);
		PublicationTest.assertOnlyTheLockIsLeft(clone, signal);
		assertEquals(List.of(ChangeProbe.RECORD), Files.readAllLines(folder.resolve("log")));
		assertNotEquals(old, PublicationTest.digest(image));
	}

	@Test
	void whatIsNotDecidedOnIsNotDone() throws Exception {
		Path image = Images.create(folder, "qcow2");
		String old = PublicationTest.digest(image);
		Process process = start("hold", image);
		awaitLine(process.inputReader(), "held");
		Tools.run("kill", "-s", "INT", "--", "-" + process.pid());
		process.waitFor();
		TransactionFiles clone = TransactionFiles.of(image);
		assertTrue(new Recovery(clone, new DiskSteps(image)).call(record -> {
			throw new IllegalStateException("published");
		}).orElseThrow().contains("as it was before"));
		assertEquals(old, PublicationTest.digest(image));
		assertFalse(Files.exists(folder.resolve("log")));
	}

	/** Starts the probe as a terminal starts a command: with no signal ignored, in a group of its own; its qemu-img takes its time. */
	private Process start(String what, Path image) throws Exception {
		Path tools = Files.createDirectory(folder.resolve("bin"));
		Path slow = Files.writeString(tools.resolve("qemu-img"), "#!/bin/sh\nPATH=${PATH#*:}\n"
				+ "case $1 in commit) touch '" + folder.resolve("commits")
				+ "'; sleep 1;; esac\nexec qemu-img \"$@\"\n");
		Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwxr-xr-x"));
		List<String> command = new ArrayList<>(List.of("env", "--default-signal", "setsid"));
		command.addAll(List.of(Tools.probe(what, image.toString(), folder.resolve("log").toString(), "0")));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
		return builder.start();
	}

	private static void awaitLine(BufferedReader output, String expected) throws Exception {
		String line = output.readLine();
		while (line != null && !line.equals(expected)) {
			line = output.readLine();
		}
		assertNotNull(line, "it ended before");
	}
}
