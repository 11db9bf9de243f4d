/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;
import org.likeness.e2e.tests.StarterGuest;
import org.likeness.ui.tests.bot.BotShell;
import org.likeness.ui.tests.bot.BotTree;

/** A walk through the window with the image of a real system: a starter clone that Likeness made. */
class RealImageTest extends InTheWindow {

	/** An emulated appliance takes minutes on a busy machine. */
	private static final Duration APPLIANCE = Duration.ofMinutes(8);
	private static final String PACKAGES = "Installed packages";
	private static final String DOTFILES = "Dotfiles";

	@Test
	void comparesWithARealImage() throws Exception {
		Path image = StarterGuest.get().overlay(folder);
		byte[] before = Files.readAllBytes(image);
		useMachines(UnaryOperator.identity());

		bot.click(bot.area(bot.widgetWithId("firstrun.open")));
		BotShell wizard = bot.shell("Open Image").activate();
		bot.textWithId("open.image").typeText(image.toString());
		bot.waitUntil("the wizard knows the format", () -> wizard.contents().contains("A qcow2 image of a disk of"));
		bot.screenshot("real-1-open-image");
		bot.button("Finish").click();
		wizard.waitUntilClosed();
		bot.waitUntil("it says what it does", () -> bot.isVisible("comparison.work.text"));
		bot.screenshot("real-2-comparing");
		bot.waitUntil("the comparison shows", APPLIANCE,
				() -> bot.isVisible("comparison.tree") || bot.isOpen("Compare"));
		BotTree tree = bot.treeWithId("comparison.tree");
		assertTrue(tree.expandNode(PACKAGES).getNodes().size() > 100, "a real system has many packages");
		Table clones = bot.widgetWithId("clones.table");
		bot.waitUntil("the clone is in the table with its likeness",
				() -> clones.getItemCount() == 1 && clones.getItem(0).getText(3).endsWith("%"));
		assertTrue(bot.ask(() -> clones.getItem(0).getText(1)).startsWith("Debian GNU/Linux"));
		bot.screenshot("real-3-compared");

		bot.buttonWithId("comparison.filter.extra").click();
		bot.waitUntil("extra packages are hidden", () -> !tree.getTreeItem(PACKAGES).getNodes().contains("apt"));
		assertTrue(tree.getTreeItem(PACKAGES).getNodes().contains("bash"), "the changed package still shows");
		bot.screenshot("real-4-filtered");
		bot.buttonWithId("comparison.filter.extra").click();
		bot.waitUntil("extra packages show", () -> tree.getTreeItem(PACKAGES).getNodes().contains("apt"));

		bot.pressShortcut(SWT.CTRL, 'f');
		bot.type("bash");
		bot.waitUntil("only what has to do with bash shows", () -> !tree.allTexts().contains("apt"));
		List<String> found = tree.getTreeItem(PACKAGES).expand().getNodes();
		assertTrue(found.contains("bash") && found.stream().allMatch(name -> name.contains("bash")), found.toString());
		BotTree.BotTreeItem bashrc = tree.expandNode(DOTFILES).getNode(TwoSystems.CHANGED_TEXT);
		assertEquals("changed", bashrc.cell(3));
		bot.screenshot("real-5-searched");

		bashrc.doubleClick();
		bot.waitUntil("the side-by-side view opens", APPLIANCE, () -> editors() == 2);
		// The first words of Debian's own .bashrc, which nobody but the clone has.
		assertSides("export EDITOR=vim", "# ~/.bashrc: executed by bash(1) for non-login shells.");
		bot.screenshot("real-6-side-by-side");
		bot.pressShortcut(SWT.CTRL, 'w');
		bot.waitUntil("the view is closed", () -> editors() == 1);
		assertEquals(TwoSystems.CHANGED_TEXT, tree.selection());
		bot.pressShortcut(SWT.CTRL, 'w');
		bot.waitUntil("the comparison is closed", () -> editors() == 0);
		bot.screenshot("real-7-closed");
		assertFalse(bot.isOpen("Compare"));
		assertArrayEquals(before, Files.readAllBytes(image), "the image was only read");
	}

	private static int editors() {
		return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage().getEditorReferences().length;
	}
}
