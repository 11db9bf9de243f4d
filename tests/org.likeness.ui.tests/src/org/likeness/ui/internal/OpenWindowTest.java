/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs no window: what it does when it is raised is given. */
class OpenWindowTest {

	@TempDir
	Path state;

	private final AtomicInteger raised = new AtomicInteger();

	@Test
	void isRaisedByWhoStartsASecondOne() throws IOException {
		assertFalse(OpenWindow.raise(state), "there is none yet");
		try (OpenWindow window = OpenWindow.announce(state, raised::incrementAndGet)) {
			assertTrue(OpenWindow.raise(state));
			assertTrue(OpenWindow.raise(state));
			assertEquals(2, raised.get());
		}
		assertFalse(OpenWindow.raise(state), "it is closed");
	}

	@Test
	void doesNotWaitForOneThatHangs() throws Exception {
		CountDownLatch hangs = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		try (OpenWindow window = OpenWindow.announce(state, () -> {
			hangs.countDown();
			try {
				end.await();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		})) {
			assertFalse(OpenWindow.raise(state, Duration.ofMillis(100)));
			hangs.await();
			end.countDown();
			assertTrue(OpenWindow.raise(state), "it goes on");
		}
	}

	@Test
	void takesThePlaceOfOneThatWasKilled() throws IOException {
		Files.createFile(state.resolve("raise"));
		assertFalse(OpenWindow.raise(state));
		try (OpenWindow window = OpenWindow.announce(state, raised::incrementAndGet)) {
			assertTrue(OpenWindow.raise(state));
		}
	}

	@Test
	void saysSoWhereThePathIsTooLongForASocket() throws IOException {
		Path far = Files.createDirectories(state.resolve("x".repeat(120)));
		assertThrows(IOException.class, () -> OpenWindow.announce(far, raised::incrementAndGet));
		assertFalse(OpenWindow.raise(far));
	}
}
