/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.Machine;
import org.osgi.framework.FrameworkUtil;

/** Other programs, among them this JVM once more. */
public final class Tools {

	/** How a program ended. */
	public record Outcome(int status, String output) {
	}

	private Tools() {
	}

	public static Outcome outcome(String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		process.getOutputStream().close();
		String said = new String(process.getInputStream().readAllBytes());
		return new Outcome(process.waitFor(), said);
	}

	/** @return what it printed */
	public static String run(String... command) throws IOException, InterruptedException {
		Outcome outcome = outcome(command);
		if (outcome.status() != 0) {
			throw new IOException(String.join(" ", command) + ": " + outcome.output());
		}
		return outcome.output();
	}

	/** @return the command that runs {@link ChangeProbe} in a JVM of its own */
	static String[] probe(String... arguments) throws URISyntaxException {
		return program(ChangeProbe.class, arguments);
	}

	/** @return the command that runs a class of these tests in a JVM of its own */
	public static String[] program(Class<?> main, String... arguments) throws URISyntaxException {
		Set<String> classes = new LinkedHashSet<>();
		for (Class<?> type : List.of(main, DiskSteps.class, Machine.class, IProgressMonitor.class,
				FrameworkUtil.class, com.fasterxml.jackson.core.JsonFactory.class)) {
			Path location = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
			Path built = location.resolve("target/classes");
			classes.add((Files.isDirectory(built) ? built : location).toString());
			Path tests = location.resolve("target/test-classes");
			if (Files.isDirectory(tests)) {
				classes.add(tests.toString());
			}
		}
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
						"-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
						classes.stream().collect(Collectors.joining(":")), main.getName()));
		command.addAll(List.of(arguments));
		return command.toArray(String[]::new);
	}
}
