/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.junit.jupiter.api.Test;
import org.likeness.ui.tests.bot.BotShell;
import org.likeness.ui.tests.bot.BotTree;

/** What could not be read, what makes no sense on the clone: neither looks like what is not there. */
class UnknownTest extends InTheWindow {

	private static final String SOURCES = "Package sources";
	private static final String SETTINGS = "Desktop settings (dconf)";

	private static final String REFUSED = ".config/blocked";

	@Test
	void tellsUnreadFromNotApplicable() throws IOException {
		systems.makeStrange();
		BotTree tree = compare();
		assertEquals("not applicable", tree.getTreeItem(SOURCES).cell(3));
		List<String> sources = tree.getTreeItem(SOURCES).expand().getNodes();
		assertTrue(sources.stream().anyMatch(text -> text.startsWith("Not applicable – ")), sources.toString());
		List<String> settings = tree.getTreeItem(SETTINGS).expand().getNodes();
		assertTrue(settings.stream().anyMatch(text -> text.startsWith("Could not be read – ")), settings.toString());
		assertEquals("unread", tree.getTreeItem(SETTINGS).cell(3));
		bot.screenshot("unknown");
	}

	@Test
	void saysWhatIsRefusedInThePlan() throws IOException {
		systems.makeStrange();
		BotTree tree = compareChangeable(false);
		BotTree.BotTreeItem dotfiles = tree.expandNode("Dotfiles");
		dotfiles.getNode(REFUSED).tick();
		dotfiles.getNode(TwoSystems.CHANGED_TEXT).tick();
		bot.pressKey(0, SWT.F6);
		BotShell wizard = bot.shell("Apply to clone").activate();
		BotTree.BotTreeItem refused = bot.treeWithId("plan.tree").getTreeItem("Dotfiles – stay as they are").expand();
		Tree plan = bot.widgetWithId("plan.tree");
		bot.run(() -> {
			Rectangle cell = plan.getItem(plan.getItemCount() - 1).getItem(0).getBounds(1);
			Event move = new Event();
			move.x = cell.x + cell.width / 2;
			move.y = cell.y + cell.height / 2;
			plan.notifyListeners(SWT.MouseMove, move);
		});
		String reason = bot.ask(plan::getToolTipText);
		assertTrue(reason.startsWith("can't be done: /home/ann/.config/blocked is a folder"), reason);
		bot.screenshot("unknown-plan");
		assertEquals(List.of(REFUSED), refused.getNodes());
		bot.button("Cancel").click();
		wizard.waitUntilClosed();
	}
}
