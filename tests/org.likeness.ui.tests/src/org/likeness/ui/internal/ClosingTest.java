/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;
import org.likeness.ui.tests.bot.BotShell;

/** Work of minutes is not ended because a window is closed, or only if a person says so. */
class ClosingTest extends InTheWindow {

	private static BotShell question() {
		BotShell question = bot.shell(Closing.TITLE).activate();
		String said = question.contents();
		assertTrue(said.contains("Make the clone of a test") && said.contains("Nothing of it stays behind."), said);
		return question;
	}

	private static CompletableFuture<Boolean> close() {
		CompletableFuture<Boolean> answer = new CompletableFuture<>();
		Display display = PlatformUI.getWorkbench().getDisplay();
		display.asyncExec(() -> {
			try {
				answer.complete(Closing.mayClose());
			} catch (RuntimeException | Error e) {
				answer.completeExceptionally(e);
			}
		});
		return answer;
	}

	@Test
	void quittingAsksAndEnterGoesOn() throws InterruptedException {
		EndlessWork work = new EndlessWork().begin();
		bot.pressShortcut(SWT.ALT, 'f');
		bot.pressShortcut(0, 'q');
		BotShell question = question();
		bot.screenshot("closing");
		bot.pressKey(0, SWT.CR);
		question.waitUntilClosed();
		assertEquals(Job.RUNNING, work.getState());
		bot.pressShortcut(SWT.ALT, 'f');
		bot.pressShortcut(0, 'q');
		question = question();
		bot.pressKey(0, SWT.ESC);
		question.waitUntilClosed();
		assertEquals(Job.RUNNING, work.getState());
		assertTrue(PlatformUI.isWorkbenchRunning());
	}

	@Test
	void closesWhenTheWorkHasEndedTidily() throws Exception {
		EndlessWork work = new EndlessWork().begin();
		CompletableFuture<Boolean> closes = close();
		question();
		bot.buttonWithId("closing.cancel").click();
		assertTrue(closes.get());
		assertTrue(work.isTidy());
		assertTrue(close().get(), "nothing is under way any more");
	}

	@Test
	void staysOpenWhenItWasTooLateToCancel() throws Exception {
		EndlessWork work = new EndlessWork().begin();
		CompletableFuture<Boolean> closes = close();
		question();
		work.decide();
		bot.buttonWithId("closing.cancel").click();
		assertFalse(closes.get(), "what came of it is to be seen");
	}

	@Test
	void aSignalWaitsForTheEndOfAllWork() throws InterruptedException {
		EndlessWork work = new EndlessWork().begin();
		Closing.endAll();
		assertTrue(work.isTidy());
	}
}
