/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;
import org.junit.jupiter.api.Test;
import org.likeness.core.MachineException;
import org.likeness.ui.internal.clones.CloneList;
import org.likeness.ui.internal.handlers.AppearanceHandler;
import org.likeness.ui.tests.bot.BotShell;
import org.likeness.ui.tests.bot.BotTree;

/** The window when it starts with the dark theme: runs in a workbench of its own. */
class DarkTest extends InTheWindow {

	@Test
	void isReadable() {
		assertTrue(bot.ask(AppearanceHandler::isDark));
		bot.screenshot("first-run-dark");
		BotTree tree = compare();
		tree.expandNode("Installed packages").getNode(TwoSystems.CHANGED_PACKAGE).select();
		assertLightOnDark(tree.widget());
		assertLightOnDark(bot.widgetWithId("clones.table"));
		bot.screenshot("comparison-dark");
		bot.pressKey(0, SWT.CR);
		assertSides("version: 5.2.15-2", "version: 5.2.15-1");
		bot.screenshot("side-by-side-dark");
	}

	@Test
	void isReadableWhereMuchIsUnknown() throws IOException {
		systems.makeStrange();
		BotTree tree = compare();
		tree.expandNode("Package sources");
		tree.expandNode("Desktop settings (dconf)");
		assertLightOnDark(tree.widget());
		bot.screenshot("unknown-dark");
	}

	@Test
	void isReadableInTheHistory() throws IOException, MachineException {
		useMachines(machine -> new ChangeableFolder(machine, systems.known().image(), false));
		SmallHistory.make(systems);
		bot.run(() -> CloneList.get().put(systems.known(), () -> {
		}));
		bot.pressShortcut(SWT.CTRL | SWT.SHIFT, 'h');
		BotTree changes = bot.treeWithId("history.changes");
		changes.expandNode("Dotfiles").getNode(TwoSystems.CHANGED_TEXT).select();
		assertLightOnDark(changes.widget());
		assertLightOnDark(bot.widgetWithId("history.steps"));
		bot.screenshot("history-dark");
		bot.pressShortcut(SWT.CTRL | SWT.SHIFT, 'b');
		BotShell wizard = bot.shell("Undo Changes of clone").activate();
		BotTree plan = bot.treeWithId("plan.tree");
		plan.getTreeItem("Dotfiles");
		assertLightOnDark(plan.widget());
		bot.screenshot("undo-dark");
		bot.button("Cancel").click();
		wizard.waitUntilClosed();
		changes.getTreeItem("Dotfiles").getNode(TwoSystems.CHANGED_TEXT).contextMenu('n');
		assertSides("EDITOR=emacs", "EDITOR=ed");
		bot.screenshot("history-now-dark");
	}

	private static void assertLightOnDark(Control control) {
		bot.waitUntil("it is light on dark", () -> luminance(control.getBackground().getRGB()) < 90
				&& luminance(control.getForeground().getRGB()) > 160);
	}

	private static double luminance(RGB colour) {
		return 0.2126 * colour.red + 0.7152 * colour.green + 0.0722 * colour.blue;
	}
}
