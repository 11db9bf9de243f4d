/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.Test;

/** All that a program says arrives, and nothing that it leaves keeps us waiting. */
class CommandTest {

	private final List<String> said = new ArrayList<>();

	private int run(String script) throws Exception {
		return new Command(List.of("sh", "-c", script)).run(new NullProgressMonitor(), said::add);
	}

	@Test
	void theEndIsHeardAlsoIfAChildHoldsTheOutputOpen() throws Exception {
		assertEquals(3, run("sleep 600 & echo $!; seq 50000; printf 'the end'; exit 3"));
		ProcessHandle.of(Long.parseLong(said.get(0))).ifPresent(ProcessHandle::destroyForcibly);
		assertEquals(50002, said.size());
		assertEquals("the end", said.get(50001));
	}

	@Test
	void linesAreAsTheProgramWroteThem() throws Exception {
		assertEquals(0, run("printf 'a\\n\\nb\\n'; echo c >&2"));
		assertEquals(List.of("a", "", "b", "c"), said);
		said.clear();
		assertEquals(0, run(":"));
		assertEquals(List.of(), said);
		assertEquals(127, new Command(List.of("no-such-program")).run(new NullProgressMonitor(), said::add));
	}

	@Test
	void aProgramThatIsKilledEnds() throws Exception {
		assertEquals(137, run("echo x; kill -KILL $$"));
		assertEquals(137, run("sleep 600 & kill -KILL $PPID; sleep 1"));
	}

	@Test
	void cancellingKillsAllThatItStarted() throws Exception {
		NullProgressMonitor monitor = new NullProgressMonitor();
		assertThrows(OperationCanceledException.class,
				() -> new Command(List.of("sh", "-c", "sleep 600 & echo $!; wait")).run(monitor, line -> {
					said.add(line);
					monitor.setCanceled(true);
				}));
		long child = Long.parseLong(said.get(0));
		ImageChainTest.waitFor(() -> ProcessHandle.of(child).map(each -> !each.isAlive()).orElse(true));
	}
}
