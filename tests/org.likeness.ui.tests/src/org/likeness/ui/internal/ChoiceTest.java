/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.swt.SWT;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;
import org.likeness.core.Facet;
import org.likeness.ui.tests.bot.BotTree;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Ticking items of a comparison. */
class ChoiceTest extends InTheWindow {

	private static final String PACKAGES = "Installed packages";
	private static final String DOTFILES = "Dotfiles";
	private static final int PAUSE = 500;

	private static void waitForCount(String text) {
		bot.waitUntil("it says " + text, () -> bot.labelWithId("comparison.chosen").equals(text));
	}

	@Test
	void ticksItemsAndFacets() {
		BotTree tree = compare();
		waitForCount("Nothing chosen");
		assertFalse(bot.toolbarButtonWithTooltip("Choose no item any more").isEnabled());
		BotTree.BotTreeItem dotfiles = tree.expandNode(DOTFILES);
		BotTree.BotTreeItem bash = dotfiles.getNode(TwoSystems.CHANGED_TEXT);
		bash.tick();
		waitForCount("1 chosen");
		assertTrue(bash.isTicked());
		assertTrue(dotfiles.isTicked() && dotfiles.isGrayed(), "some of the facet are chosen");
		bot.screenshot("ticked-one");
		bash.select();
		bot.pressShortcut(0, ' ');
		waitForCount("Nothing chosen");
		assertFalse(bash.isTicked() || dotfiles.isTicked());

		dotfiles.tick();
		bot.waitUntil("all of the facet are chosen", () -> !dotfiles.isGrayed() && dotfiles.isTicked());
		int all = dotfiles.getNodes().stream().filter(text -> text.startsWith(".")).toList().size();
		waitForCount(all + " chosen");
		bash.tick();
		waitForCount(all - 1 + " chosen");
		assertTrue(dotfiles.isGrayed());

		BotTree.BotTreeItem kernel = tree.expandNode(PACKAGES).getNode("linux-image-amd64");
		kernel.tick();
		assertFalse(kernel.isTicked(), "a kept item can't be chosen");
		waitForCount(all - 1 + " chosen");
		bot.toolbarButtonWithTooltip("Choose no item any more").click();
		waitForCount("Nothing chosen");
	}

	@Test
	void choosesWhatASearchShows() {
		BotTree tree = compare();
		tree.expandNode(DOTFILES).getNode(TwoSystems.CHANGED_TEXT).select();
		bot.pressShortcut(SWT.CTRL, 'f');
		bot.type("settings.ini");
		bot.waitUntil("only those show", () -> tree.texts().equals(java.util.List.of(tree.texts().get(0)))
				&& tree.texts().get(0).startsWith(DOTFILES));
		int shown = tree.getTreeItem(DOTFILES).getNodes().size();
		bot.toolbarButtonWithTooltip("Choose all items that are shown and differ").click();
		waitForCount(shown + " chosen");
		bot.screenshot("chosen-search");
		bot.textWithId("comparison.search").typeText("");
		bot.waitUntil("all show again", () -> tree.allTexts().size() > shown + 4);
		assertTrue(tree.getTreeItem(DOTFILES).isGrayed());
		assertFalse(tree.expandNode(DOTFILES).getNode(TwoSystems.CHANGED_TEXT).isTicked());
		tree.getTreeItem(DOTFILES).select();
		bot.pressShortcut(SWT.CTRL | SWT.SHIFT, 'n');
		waitForCount("Nothing chosen");
	}

	@Test
	void ticksFiftyThousandItemsWithoutAPause() {
		ServiceRegistration<Facet> registration = FrameworkUtil.getBundle(getClass()).getBundleContext()
				.registerService(Facet.class, new ManyItems(150_000), null);
		try (Heartbeat heartbeat = new Heartbeat(PlatformUI.getWorkbench().getDisplay())) {
			BotTree tree = compare();
			BotTree.BotTreeItem many = tree.getTreeItem("A great many  (50,000 of 150,000)");
			many.expand();
			many.tick();
			waitForCount("50,000 chosen");
			assertTrue(many.isTicked() && !many.isGrayed());
			many.getNode("key-000003").tick();
			waitForCount("49,999 chosen");
			assertTrue(many.isGrayed());
			assertEquals("key-000006", many.getNode("key-000006").cell(0));
			System.out.println("Longest stretch of the UI thread with 50,000 ticks: " + heartbeat.longest() + " ms");
			assertTrue(heartbeat.longest() < PAUSE, "the window stood still for " + heartbeat.longest() + " ms");
		} finally {
			registration.unregister();
		}
	}
}
