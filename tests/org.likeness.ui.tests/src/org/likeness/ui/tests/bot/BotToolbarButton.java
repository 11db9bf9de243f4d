/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.tests.bot;

import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.ToolItem;

/** A button in a tool bar. */
public final class BotToolbarButton {

	private final LikenessBot bot;
	private final ToolItem item;

	BotToolbarButton(LikenessBot bot, ToolItem item) {
		this.bot = bot;
		this.item = item;
	}

	/** Clicks it with the mouse. */
	public void click() {
		bot.click(bot.settled(() -> {
			Rectangle bounds = item.getBounds();
			Point origin = item.getParent().toDisplay(bounds.x, bounds.y);
			return new Rectangle(origin.x, origin.y, bounds.width, bounds.height);
		}));
	}

	public boolean isEnabled() {
		return bot.ask(item::isEnabled);
	}
}
