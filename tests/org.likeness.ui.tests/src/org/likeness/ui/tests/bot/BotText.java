/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.tests.bot;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;

/** A text field or a spinner. */
public final class BotText {

	private final LikenessBot bot;
	private final Control text;

	BotText(LikenessBot bot, Control text) {
		this.bot = bot;
		this.text = text;
	}

	/** Clicks into it, clears it, and types {@code value} with the keys. */
	public BotText typeText(String value) {
		bot.waitUntil("the field is enabled", text::isEnabled);
		Rectangle area = bot.area(text);
		bot.click(new Rectangle(area.x, area.y, Math.min(area.width, 40), area.height));
		bot.pressShortcut(SWT.CTRL, 'a');
		bot.pressKey(0, SWT.DEL);
		bot.type(value);
		return this;
	}

	public String getText() {
		return bot.ask(() -> text instanceof Spinner spinner ? spinner.getText() : ((Text) text).getText());
	}
}
