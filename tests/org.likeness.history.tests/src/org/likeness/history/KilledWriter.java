/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history;

import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.TreeMap;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.likeness.core.MachinePath;
import org.likeness.core.RecordedStep;

/** Writes steps until it is killed: {@code KilledWriter FOLDER}. Prints a line as each is under way. */
final class KilledWriter {

	private KilledWriter() {
	}

	public static void main(String[] arguments) throws Exception {
		Clone clone = new Clone();
		try (CloneHistory history = CloneHistory.open(Path.of(arguments[0]))) {
			for (int step = 0;; step++) {
				System.out.println("step " + step);
				System.out.flush();
				// Now one pack, now loose objects; large contents in between.
				int files = step % 2 == 0 ? 400 : 10;
				for (int i = 0; i < files; i++) {
					String path = "/home/ann/" + i;
					clone.file(MachinePath.of(path), (path + step).repeat(100).getBytes(), step).keep(history, path);
				}
				byte[] large = new byte[2 << 20];
				large[0] = (byte) step;
				clone.file(MachinePath.of("/home/ann/large"), large, step).keep(history, "/home/ann/large");
				history.publish(history.prepare(
						new RecordedStep(RecordedStep.Kind.APPLIED, Instant.now(), "Step " + step,
								OptionalDouble.empty(), new TreeMap<>()),
						clone.state(), clone.state(), new NullProgressMonitor()));
			}
		}
	}
}
