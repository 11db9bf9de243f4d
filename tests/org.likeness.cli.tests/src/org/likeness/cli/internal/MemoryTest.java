/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.jgit.diff.RawText;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.Machine;
import org.likeness.guestfs.ImageMachine;
import org.likeness.history.CloneHistory;
import org.likeness.laptop.Laptop;
import org.osgi.framework.FrameworkUtil;

import com.fasterxml.jackson.core.JsonFactory;

import picocli.CommandLine;

/** How much memory a comparison takes, seen by giving it no more: in a JVM of its own, as on three processors. */
class MemoryTest {

	private static final int FOLDERS = 20;
	private static final int FILES_IN_EACH = 1000;

	@TempDir
	static Path scratch;
	private static Trees trees;

	/** All files have contents, of the same sizes on both sides, and three differ. */
	@BeforeAll
	static void makeTrees() throws Exception {
		trees = new Trees(scratch);
		trees.shell("for i in $(seq " + FOLDERS + "); do mkdir $L/folder$i; (cd $L/folder$i; seq " + FILES_IN_EACH
				+ " | split -l 1 -a 4 -d - 'a file of some length '); done; rmdir $C; cp -a $L $C;"
				+ "for i in 3 5 8; do echo x > \"$C/folder$i/a file of some length 0001\"; done");
	}

	/** @return where the classes of all bundles are that a command needs */
	private static String classPath() throws URISyntaxException {
		Set<String> places = new LinkedHashSet<>();
		for (Class<?> type : List.of(MemoryTest.class, LikenessCommand.class, Machine.class, Laptop.class,
				ImageMachine.class, CloneHistory.class, CommandLine.class, JsonFactory.class, IProgressMonitor.class,
				OperationCanceledException.class, FrameworkUtil.class, RawText.class)) {
			Path location = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
			Path built = location.resolve("target/classes");
			places.add((Files.isDirectory(built) ? built : location).toString());
			Path tests = location.resolve("target/test-classes");
			if (Files.isDirectory(tests)) {
				places.add(tests.toString());
			}
		}
		return String.join(":", places);
	}

	private Cli.Result compare(String heap) throws IOException, InterruptedException, URISyntaxException {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
				"-Xmx" + heap, "-XX:+UseSerialGC", "-XX:NewRatio=4", "-XX:TieredStopAtLevel=1",
				"-XX:ActiveProcessorCount=3", "-cp", classPath(), MemoryProbe.class.getName(),
				scratch.resolve("kept").toString(), "compare", "--quiet", trees.cloned(), "--laptop-root",
				trees.laptop()));
		ProcessBuilder builder = new ProcessBuilder(command).redirectError(scratch.resolve("err").toFile());
		builder.environment().put("XDG_CACHE_HOME", scratch.resolve("cache").toString());
		Process process = builder.start();
		String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return new Cli.Result(process.waitFor(), out, Files.readString(scratch.resolve("err")));
	}

	/** The same bound for each file as 512 MB are for a million on each side, and what an empty comparison takes. */
	@Test
	void aComparisonTakesHalfAKilobyteForAFileOnEachSide() throws Exception {
		Cli.Result result = compare("19m");
		assertEquals("", result.err());
		assertEquals(0, result.exitCode());
		String line = result.out().lines().filter(each -> each.startsWith("files ")).findFirst().orElseThrow();
		assertEquals(List.of("files", "99.9", "%", "19997", "3", "0", "0", "0", "0", "1"),
				Stream.of(line.split(" +")).collect(Collectors.toList()));
	}

	@Test
	void whereMemoryEndsItIsSaidInFourParts() throws Exception {
		Cli.Result result = compare("8m");
		List<String> lines = result.err().lines().toList();
		assertEquals(3, lines.size(), result.err());
		assertTrue(lines.get(0).matches("There is more than fits into the memory that Likeness may take \\(\\d+ MB\\): "
				+ trees.cloned()), result.err());
		assertEquals("The laptop and the clone are as they were.", lines.get(1));
		assertTrue(lines.get(2).contains("--facet") && lines.get(2).contains("LIKENESS_MEMORY=1g"), result.err());
		assertEquals(3, result.exitCode());
		assertEquals("", result.out());
	}
}
