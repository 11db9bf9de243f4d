/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import org.eclipse.swt.widgets.Tree;
import org.likeness.ui.tests.bot.BotTree;
import org.likeness.ui.tests.bot.LikenessBot;

/** Finds the trees of the platform's own dialogs, which carry no ids. */
final class BotTreeOf {

	private final LikenessBot bot;

	BotTreeOf(LikenessBot bot) {
		this.bot = bot;
	}

	/** @return the leftmost tree in sight in the dialog of that title */
	BotTree in(String title) {
		bot.shell(title);
		Tree tree = bot.widgets(Tree.class, 1).stream()
				.filter(candidate -> bot.ask(() -> candidate.getShell().getText().equals(title))).findFirst()
				.orElseThrow();
		bot.run(() -> tree.setData(LikenessBot.KEY, "dialog.tree"));
		return bot.treeWithId("dialog.tree");
	}
}
