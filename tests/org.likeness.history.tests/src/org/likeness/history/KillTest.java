/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.core.runtime.FileLocator;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.Machine;
import org.likeness.core.RecordedStep;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** A writer that is killed at any moment leaves a history that is in order, and that goes on. */
class KillTest {

	private static final NullProgressMonitor NONE = new NullProgressMonitor();
	private static final int TIMES = Integer.getInteger("likeness.kills", 5);

	@TempDir
	private Path scratch;

	@Test
	void aKilledWriterLeavesTheHistoryInOrder() throws Exception {
		Path folder = scratch.resolve("clone.qcow2.likeness");
		Git git = new Git(folder);
		long seed = System.nanoTime();
		Random random = new Random(seed);
		int steps = 0;
		for (int i = 0; i < TIMES; i++) {
			kill(folder, 1 + random.nextInt(3), random.nextInt(400));
			if (!Files.exists(folder.resolve("history.git"))) {
				continue;
			}
			git.fsck();
			try (CloneHistory history = CloneHistory.open(folder)) {
				int now = history.steps().size();
				assertTrue(now >= steps, "seed " + seed);
				steps = now;
				assertEquals(List.of(), history.check(NONE), "seed " + seed);
			}
		}
		try (CloneHistory history = CloneHistory.open(folder)) {
			Clone clone = new Clone();
			clone.file("/home/ann/last", "1").keep(history, "/home/ann/last");
			history.publish(history.prepare(new RecordedStep(RecordedStep.Kind.APPLIED, Instant.now(), "Last",
					OptionalDouble.empty(), new TreeMap<>()), clone.state(), clone.state(), NONE));
			assertEquals("Last", history.steps().get(0).title());
			assertEquals("", git.run("ls -A lfs/tmp; ls | grep likeness- || true"));
			assertTrue(history.steps().size() > 2, "no step was ever written");
		}
		git.fsck();
	}

	private void kill(Path folder, int steps, int millis) throws Exception {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-cp", classPath(), KilledWriter.class.getName(), folder.toString())
				.redirectError(ProcessBuilder.Redirect.INHERIT);
		Process process = builder.start();
		try (BufferedReader out = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			for (int i = 0; i < steps; i++) {
				assertEquals("step " + i, out.readLine());
			}
			Thread.sleep(millis);
		} finally {
			process.destroyForcibly().waitFor();
		}
	}

	/** The classes of this test's bundles, wherever this framework has them from. */
	private static String classPath() throws Exception {
		Set<String> path = new LinkedHashSet<>();
		for (Class<?> type : List.of(KilledWriter.class, CloneHistory.class, Machine.class, IProgressMonitor.class,
				Repository.class, FrameworkUtil.class)) {
			add(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()), path);
		}
		Bundle self = FrameworkUtil.getBundle(KillTest.class);
		if (self != null) {
			for (Bundle bundle : self.getBundleContext().getBundles()) {
				if (bundle.getSymbolicName().matches("slf4j.*|.*JavaEWAH|.*commons-codec")) {
					add(FileLocator.getBundleFileLocation(bundle).orElseThrow().toPath(), path);
				}
			}
		} else {
			path.add(System.getProperty("java.class.path"));
		}
		return String.join(":", path);
	}

	private static void add(Path location, Set<String> path) {
		Path built = location.resolve("target/classes");
		path.add((Files.isDirectory(built) ? built : location).toString());
	}
}
