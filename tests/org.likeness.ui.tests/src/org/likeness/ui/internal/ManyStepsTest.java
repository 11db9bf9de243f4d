/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;
import org.likeness.core.Account;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.OperatingSystem;
import org.likeness.core.RecordedState;
import org.likeness.core.RecordedStep;
import org.likeness.core.Survey;
import org.likeness.core.SystemDescription;
import org.likeness.history.CloneHistory;

/** A long history in the window. */
class ManyStepsTest extends InTheWindow {

	private static final int STEPS = 500;
	private static final int PAUSE = 500;

	private void recordSteps() throws MachineException {
		SystemDescription system = new SystemDescription(new OperatingSystem("debian", "12", "Debian 12", "bookworm"),
				"clone", List.of(new Account("ann", 1000, 1000, "Ann", MachinePath.of("/home/ann"), "/bin/bash")));
		RecordedState state = new RecordedState(system, List.of(), new Survey.Builder().build(), Map.of(), Map.of(),
				Map.of(), Set.of());
		try (CloneHistory history = CloneHistory.open(CloneHistory.folderOf(systems.known().image()))) {
			for (int i = 1; i <= STEPS; i++) {
				RecordedStep step = new RecordedStep(
						i % 5 == 0 ? RecordedStep.Kind.ROLLED_BACK : RecordedStep.Kind.APPLIED,
						Instant.ofEpochSecond(1_700_000_000L + i * 3600L), "Step " + i,
						OptionalDouble.of(i / (double) STEPS), new TreeMap<>(Map.of("dotfiles", i)));
				history.publish(history.prepare(step, state, state, new NullProgressMonitor()));
			}
		}
	}

	@Test
	void showsFiveHundredStepsWithoutAPause() throws MachineException {
		recordSteps();
		compare();
		try (Heartbeat heartbeat = new Heartbeat(PlatformUI.getWorkbench().getDisplay())) {
			long asked = System.nanoTime();
			bot.pressShortcut(SWT.CTRL | SWT.SHIFT, 'h');
			Table table = bot.widgetWithId("history.steps");
			bot.waitUntil("all steps show", () -> table.getItemCount() >= STEPS);
			System.out.printf("%d steps showed after %d ms%n", STEPS, (System.nanoTime() - asked) / 1_000_000);
			assertEquals("Step 500", bot.ask(() -> table.getItem(0).getText(2)));
			bot.waitUntil("it was looked for changes",
					() -> bot.labelWithId("history.heading").startsWith("What changed in this step"));
			bot.screenshot("history-500");
			assertTrue(bot.ask(table::isFocusControl), "the keys go to the steps");
			bot.pressKey(0, SWT.END);
			bot.waitUntil("the oldest is selected", () -> table.getSelectionIndex() == table.getItemCount() - 1);
			bot.waitUntil("it has none before",
					() -> bot.labelWithId("history.heading").startsWith("This is the first"));
			bot.pressKey(SWT.SHIFT, SWT.HOME);
			bot.waitUntil("the first and the last are compared",
					() -> bot.labelWithId("history.heading").startsWith("What changed from "));
			System.out.println("Longest stretch of the UI thread with 500 steps: " + heartbeat.longest() + " ms");
			assertTrue(heartbeat.longest() < PAUSE, "the window stood still for " + heartbeat.longest() + " ms");
		}
	}
}
