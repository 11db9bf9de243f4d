/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;

import org.junit.jupiter.api.Test;

class ToolRunTest {

	/** More than a pipe holds: a tool whose answer nobody takes stops, and so does who feeds it. */
	private static final int NAMES = 50_000;

	/** On three processors four readers in the two threads of the common pool waited for each other for ever. */
	@Test
	void answersAreTakenWhateverTheCommonPoolIsBusyWith() {
		CountDownLatch over = new CountDownLatch(1);
		for (int i = 0; i < 2 * Math.max(1, ForkJoinPool.getCommonPoolParallelism()); i++) {
			ForkJoinPool.commonPool().execute(() -> waitFor(over));
		}
		try {
			assertTimeoutPreemptively(Duration.ofMinutes(5), () -> {
				List<String> first = new ArrayList<>();
				List<String> second = new ArrayList<>();
				try (ToolRun a = new ToolRun(List.of("printf", "%s\\n"), first::add);
						ToolRun b = new ToolRun(List.of("printf", "%s\\n"), second::add)) {
					for (int i = 0; i < NAMES; i++) {
						a.add("name " + i);
						b.add("name " + i);
					}
					a.finish();
					b.finish();
				}
				assertEquals(NAMES, first.size());
				assertEquals(first, second);
			});
		} finally {
			over.countDown();
		}
	}

	@Test
	void whatTheReceiverThrowsEndsTheRun() throws Exception {
		try (ToolRun run = new ToolRun(List.of("printf", "%s\\n"), line -> {
			throw new IllegalStateException("no");
		})) {
			run.add("name");
			assertThrows(IOException.class, run::finish);
		}
	}

	private static void waitFor(CountDownLatch latch) {
		try {
			latch.await();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
