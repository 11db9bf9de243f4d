/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.tests.bot;

import org.eclipse.swt.widgets.Shell;

/** A window or a dialog. */
public final class BotShell {

	private final LikenessBot bot;
	private final Shell shell;

	BotShell(LikenessBot bot, Shell shell) {
		this.bot = bot;
		this.shell = shell;
	}

	/** Brings it to the front. */
	public BotShell activate() {
		bot.run(shell::forceActive);
		bot.waitUntil("the window is active", () -> shell.getDisplay().getActiveShell() == shell);
		return this;
	}

	public boolean isOpen() {
		return bot.ask(() -> !LikenessBot.isGone(shell));
	}

	/** Waits until it is closed. */
	public void waitUntilClosed() {
		bot.waitUntil("the window is closed", () -> LikenessBot.isGone(shell));
	}

	/** @return all that its labels and message fields say */
	public String contents() {
		return bot.ask(() -> Contents.of(shell));
	}
}
