/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.Machine;
import org.osgi.framework.FrameworkUtil;

/** Runs {@link SurveyProbe} in a JVM of its own, whose classes lie where any user may read them. */
final class OtherProcess {

	private final Path classes;

	/** @param scratch an empty folder for copies of the classes */
	OtherProcess(Path scratch) throws IOException, URISyntaxException, InterruptedException {
		this.classes = scratch;
		int count = 0;
		for (Class<?> type : List.of(SurveyProbe.class, FolderMachine.class, Machine.class, IProgressMonitor.class,
				FrameworkUtil.class)) {
			Path location = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
			Path built = location.resolve("target/classes");
			Path from = Files.isDirectory(built) ? built : location;
			Shell.run(scratch, "cp -rL '" + from + "' " + (count++) + (Files.isDirectory(from) ? "" : ".jar"));
		}
		Shell.run(scratch, "chmod -R a+rX .");
	}

	/**
	 * @param prefix words before the command: another user's, say
	 * @return what the probe printed of {@code folder}, a character for each byte
	 */
	String survey(Path folder, Map<String, String> environment, String... prefix) throws IOException,
			InterruptedException {
		List<String> command = new ArrayList<>(List.of(prefix));
		try (Stream<Path> entries = Files.list(classes)) {
			command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
					entries.map(Path::toString).collect(Collectors.joining(":")), SurveyProbe.class.getName(),
					folder.toString()));
		}
		ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
		builder.environment().putAll(environment);
		Process process = builder.start();
		String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		assertEquals(0, process.waitFor());
		return out;
	}
}
