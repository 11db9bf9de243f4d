/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.FileEntry;
import org.likeness.core.MachinePath;
import org.likeness.core.RecordedState;
import org.likeness.core.RecordedStep;
import org.likeness.core.SurveyRequest;

/** A history costs what changes, not what there is. Times are printed, not judged: machines differ. */
class GrowthTest {

	private static final NullProgressMonitor NONE = new NullProgressMonitor();

	@TempDir
	private Path scratch;

	private static RecordedStep step(int number) {
		return new RecordedStep(RecordedStep.Kind.APPLIED, Instant.ofEpochSecond(1_700_000_000L + number),
				"Step " + number, OptionalDouble.of(number / 1000.0), new TreeMap<>(Map.of("dotfiles", 1)));
	}

	private static void tell(String what, long begin) {
		System.out.printf("history: %-55s %6d ms%n", what, (System.nanoTime() - begin) / 1_000_000);
	}

	private static long size(Git git) throws Exception {
		return Long.parseLong(git.run("find . -type f -printf '%s\\n' | awk '{s+=$1} END {print s}'").strip());
	}

	@Test
	void aHundredStepsCostWhatTheyChange() throws Exception {
		Path folder = scratch.resolve("clone.qcow2.likeness");
		Git git = new Git(folder);
		Clone clone = new Clone();
		for (int i = 0; i < 10_000; i++) {
			clone.folder("/home/ann/" + i % 100);
			clone.file(MachinePath.of("/home/ann/" + i % 100 + "/" + i), new byte[100], 1_700_000_000_000_000_000L + i);
			clone.fingerprint("/home/ann/" + i % 100 + "/" + i);
		}
		try (CloneHistory history = CloneHistory.open(folder)) {
			long begin = System.nanoTime();
			history.publish(history.prepare(step(0), clone.state(), clone.state(), NONE));
			tell("first step of 10,000 files", begin);
			long first = size(git);
			begin = System.nanoTime();
			for (int i = 1; i <= 100; i++) {
				String path = "/home/ann/" + i % 100 + "/" + i;
				clone.keep(history, path);
				RecordedState before = clone.state();
				clone.file(MachinePath.of(path), ("changed " + i).getBytes(), i).keep(history, path);
				history.publish(history.prepare(step(i), before, clone.state(), NONE));
			}
			tell("100 steps that change one file each", begin);
			long grown = (size(git) - first) / 100;
			System.out.printf("history: first step %d KiB, each other step %d KiB%n", first >> 10, grown >> 10);
			// Two commits a step; in each the list of one folder of 100 files, the trees above it, and one content.
			assertTrue(grown < 24 << 10, grown + " bytes a step");
			begin = System.nanoTime();
			assertEquals(List.of(), history.check(NONE));
			tell("check of 201 commits", begin);
		}
		git.fsck();
	}

	@Test
	void fiveHundredStepsAreListed() throws Exception {
		Path folder = scratch.resolve("clone.qcow2.likeness");
		Clone clone = new Clone();
		for (int i = 0; i < 20; i++) {
			clone.file("/home/ann/" + i, "x").fingerprint("/home/ann/" + i);
		}
		String first = null;
		try (CloneHistory history = CloneHistory.open(folder)) {
			long begin = System.nanoTime();
			for (int i = 0; i < 500; i++) {
				RecordedState before = clone.state();
				clone.file(MachinePath.of("/home/ann/" + i % 10), new byte[3], i).fingerprint("/home/ann/" + i % 10);
				String record = history.prepare(step(i), before, clone.state(), NONE);
				history.publish(record);
				first = first == null ? record : first;
			}
			tell("500 steps recorded", begin);
			clone.keep(history, "/home/ann/19");
			history.publish(history.prepare(step(500), clone.state(), clone.state(), NONE));
		}
		for (int i = 0; i < 2; i++) {
			long begin = System.nanoTime();
			try (CloneHistory history = CloneHistory.open(folder)) {
				List<HistoryStep> steps = history.steps();
				tell("500 steps listed", begin);
				assertEquals(503, steps.size());
				assertEquals(step(500), steps.get(0).step());
				assertEquals(step(0), steps.get(501).step());
				begin = System.nanoTime();
				try (RecordedMachine machine = history.at(first)) {
					MachinePath late = MachinePath.of("/home/ann/19");
					assertEquals(List.of(), machine.withoutContents(List.of(late)));
					tell("contents of the first step found in the last", begin);
				}
			}
		}
		new Git(folder).fsck();
	}

	@Test
	void manyFilesAreKeptInOnePack() throws Exception {
		Path folder = scratch.resolve("clone.qcow2.likeness");
		Git git = new Git(folder);
		Clone clone = new Clone();
		try (CloneHistory history = CloneHistory.open(folder)) {
			long begin = System.nanoTime();
			for (int i = 0; i < 5_000; i++) {
				clone.file(MachinePath.of("/home/ann/" + i), ("contents " + i).repeat(200).getBytes(), i);
				clone.keep(history, "/home/ann/" + i);
			}
			tell("5,000 files kept", begin);
			begin = System.nanoTime();
			String record = history.prepare(step(1), clone.state(), clone.state(), NONE);
			tell("their step prepared", begin);
			history.publish(record);
			try (RecordedMachine machine = history.at(record)) {
				begin = System.nanoTime();
				List<FileEntry> entries = machine.survey(SurveyRequest.of(Clone.WANTS), NONE).entries();
				int[] count = new int[1];
				machine.read(entries.stream().filter(FileEntry::isFile).map(FileEntry::path).toList(),
						(path, size, in) -> {
							count[0]++;
							assertEquals(new String(clone.content(path)), new String(in.readAllBytes()));
						}, NONE);
				tell("5,000 files read back", begin);
				assertEquals(5_000, count[0]);
			}
		}
		assertEquals("1\n0\n",
				git.run("find objects -name '*.pack' | wc -l; find objects/?? -type f 2>/dev/null | wc -l"));
		git.fsck();
	}
}
