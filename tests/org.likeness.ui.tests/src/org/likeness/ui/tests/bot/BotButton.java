/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.tests.bot;

import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;

/** A button. */
public final class BotButton {

	private final LikenessBot bot;
	private final Control button;

	BotButton(LikenessBot bot, Control button) {
		this.bot = bot;
		this.button = button;
	}

	/** Clicks it with the mouse, once it is enabled. */
	public BotButton click() {
		bot.waitUntil("the button is enabled", button::isEnabled);
		bot.click(bot.area(button));
		return this;
	}

	public boolean isEnabled() {
		return bot.ask(button::isEnabled);
	}

	/** @return whether a check, radio or toggle button is selected */
	public boolean isSelected() {
		return bot.ask(((Button) button)::getSelection);
	}

	public String getText() {
		return bot.ask(((Button) button)::getText);
	}
}
