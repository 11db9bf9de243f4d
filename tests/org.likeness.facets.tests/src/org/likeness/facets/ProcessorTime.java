/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

import org.junit.jupiter.api.function.Executable;

/** How much work something is, by the time of the processor: on a busy computer a clock tells of others' work too. */
final class ProcessorTime {

	private ProcessorTime() {
	}

	/** Runs {@code work} in this thread, which must take less than so many seconds of a processor. */
	static void assertWork(int seconds, Executable work) {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long begin = threads.getCurrentThreadCpuTime();
		try {
			work.execute();
		} catch (RuntimeException | Error e) {
			throw e;
		} catch (Throwable e) {
			throw new AssertionError(e);
		}
		long millis = (threads.getCurrentThreadCpuTime() - begin) / 1_000_000;
		assertTrue(millis < seconds * 1000L, millis + " ms");
	}
}
