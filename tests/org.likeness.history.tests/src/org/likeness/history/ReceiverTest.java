/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.RecordedState;
import org.likeness.core.RecordedStep;

/** Who takes contents from a step, and whose they are. */
class ReceiverTest {

	private static final NullProgressMonitor NONE = new NullProgressMonitor();

	@TempDir
	private Path scratch;

	@Test
	void aFullDiskOfWhoTakesContentsIsNoDamageOfTheHistory() throws Exception {
		Clone clone = new Clone();
		clone.file("/home/ann/a", "1");
		try (CloneHistory history = CloneHistory.open(scratch.resolve("clone.likeness"))) {
			clone.keep(history, "/home/ann/a");
			RecordedState before = clone.state();
			clone.file("/home/ann/a", "2").keep(history, "/home/ann/a");
			history.publish(history.prepare(new RecordedStep(RecordedStep.Kind.APPLIED, Instant.EPOCH, "x",
					OptionalDouble.empty(), new TreeMap<>()), before, clone.state(), NONE));
			try (RecordedMachine machine = history.at(history.steps().get(0).id())) {
				MachineException full = assertThrows(MachineException.class,
						() -> machine.read(List.of(MachinePath.of("/home/ann/a")), (path, size, content) -> {
							content.readAllBytes();
							throw new IOException("No space left on device");
						}, NONE));
				assertEquals("The contents could not be taken (No space left on device)", full.what());
				assertEquals("ann", machine.onlyUser().orElseThrow().name());
			}
		}
	}
}
