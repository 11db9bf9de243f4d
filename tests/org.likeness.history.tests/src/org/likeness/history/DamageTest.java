/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.RecordedStep;

/** Whatever is done to the repository behind our back is found, and never given back as if it were right. */
class DamageTest {

	private static final MachinePath SMALL = MachinePath.of("/home/ann/small");
	private static final MachinePath LARGE = MachinePath.of("/home/ann/large");

	@TempDir
	private Path scratch;
	private CloneHistory history;
	private Git git;
	private String record;

	@BeforeEach
	void record() throws Exception {
		Path folder = scratch.resolve("clone.qcow2.likeness");
		git = new Git(folder);
		history = CloneHistory.open(folder);
		Clone clone = new Clone().file("/home/ann/small", "small contents")
				.file(LARGE, new byte[2 << 20], 1).keep(history, "/home/ann/small").keep(history, "/home/ann/large");
		record = history.prepare(new RecordedStep(RecordedStep.Kind.APPLIED, Instant.EPOCH, "x",
				OptionalDouble.empty(), new TreeMap<>()), clone.state(), clone.state(), new NullProgressMonitor());
		history.publish(record);
		history.close();
	}

	@AfterEach
	void close() {
		history.close();
	}

	private List<String> checkAfter(String damage) throws Exception {
		git.run("path() { id=$(git rev-parse \"$1\"); echo objects/${id:0:2}/${id:2}; }\n" + damage);
		history = CloneHistory.open(scratch.resolve("clone.qcow2.likeness"));
		return history.check(new NullProgressMonitor());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '@', value = {
			"rm -f $(path main:files/home/ann/small) @ is missing; it is needed for commit",
			"rm -f $(path main:metadata/home/ann/%entries) @ is missing; it is needed for commit",
			"rm -f $(path main:metadata/home) @ is missing; it is needed for commit",
			"rm -f $(path main~1) @ is missing; it is needed for commit",
			"f=$(path main:files/home/ann/small); chmod u+w $f; echo garbage > $f @ is damaged",
			"f=$(path main:files/home/ann/small); chmod u+w $f; truncate -s 12 $f @ is damaged",
			"cp -f $(path main:machine.txt) $(path main:files/home/ann/small) @ its bytes are not those of its id",
			"cp -f $(path main:machine.txt) $(path main:wants.txt) @ its bytes are not those of its id",
			"rm -r lfs @ of /home/ann/large are gone",
			"f=$(find lfs -type f); chmod u+w $f; printf x | dd of=$f conv=notrunc bs=1 seek=9 status=none @ are damaged",
			"f=$(find lfs -type f); truncate -s 5 $f @ are damaged" })
	void isFound(String damage, String found) throws Exception {
		List<String> problems = checkAfter(damage.strip());
		assertTrue(problems.stream().anyMatch(problem -> problem.contains(found.strip())), problems.toString());
	}

	@Test
	void changesByHandAreFound() throws Exception {
		List<String> problems = checkAfter(
				"""
						export GIT_INDEX_FILE=$PWD/index.tmp
						git read-tree main
						git update-index --add --cacheinfo 100644,$(echo other | git hash-object -w --stdin),files/home/ann/small
						tree=$(git write-tree)
						rm index.tmp
						export GIT_AUTHOR_NAME=Zoe GIT_AUTHOR_EMAIL=z@example.org
						export GIT_COMMITTER_NAME=Zoe GIT_COMMITTER_EMAIL=z@example.org
						git update-ref refs/heads/main $(git commit-tree -p main -m edited $tree)
						""");
		assertEquals(List.of("The contents that are kept of /home/ann/small are not those that were recorded"),
				problems);
		try (RecordedMachine machine = history.at(history.steps().get(0).id())) {
			assertThrows(MachineException.class, () -> machine.read(List.of(SMALL),
					(path, size, in) -> in.readAllBytes(), new NullProgressMonitor()));
		}
	}

	@Test
	void goneContentsAreTold() throws Exception {
		checkAfter("rm -r lfs; rm -f $(path main:files/home/ann/small)");
		try (RecordedMachine machine = history.at(record)) {
			assertEquals(List.of(LARGE, SMALL), machine.withoutContents(List.of(LARGE, SMALL)));
			machine.read(List.of(LARGE, SMALL), (path, size, in) -> assertEquals("", path.toString()),
					new NullProgressMonitor());
		}
	}

	@Test
	void aMissingStepIsTold() throws Exception {
		checkAfter("rm -f $(path main)");
		MachineException failure = assertThrows(MachineException.class, () -> history.steps());
		assertEquals(3, failure.explanation().lines().count());
	}
}
