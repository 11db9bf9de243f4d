/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.likeness.core.MachineException;
import org.likeness.ui.internal.clones.CloneList;
import org.likeness.ui.tests.bot.BotShell;
import org.likeness.ui.tests.bot.BotTable;
import org.likeness.ui.tests.bot.BotTree;

/** Looking at the versions that a history holds, and going back to them. */
class HistoryTest extends InTheWindow {

	private static final String DOTFILES = "Dotfiles";
	/** Where they stand in the table: the newest first. */
	private static final int SECOND = 0;
	private static final int FIRST = 1;
	private static final int FOUND = 2;

	private Path bashrc;

	@BeforeEach
	void makeAHistory() throws IOException, MachineException {
		useMachines(machine -> new ChangeableFolder(machine, systems.known().image(), false));
		bashrc = SmallHistory.make(systems);
		bot.run(() -> CloneList.get().put(systems.known(), () -> {
		}));
		bot.pressShortcut(SWT.CTRL | SWT.SHIFT, 'h');
	}

	/** Selects a step, and in it the item; the keys go to the item then. */
	private static BotTree.BotTreeItem item(int step) {
		BotTable steps = bot.tableWithId("history.steps");
		bot.waitUntil("all steps show", () -> steps.widget().getItemCount() == 3);
		steps.select(step);
		return bot.treeWithId("history.changes").expandNode(DOTFILES).getNode(TwoSystems.CHANGED_TEXT).select();
	}

	private static int editors() {
		return bot.ask(() -> page().getEditorReferences().length);
	}

	private static IWorkbenchPage page() {
		return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
	}

	@Test
	void opensTwoVersions() {
		item(FIRST).doubleClick();
		assertSides("EDITOR=nano", "EDITOR=vim");
		assertTrue(bot.ask(page()::isEditorAreaVisible));
		bot.screenshot("history-versions");
		bot.pressShortcut(SWT.CTRL, 'w');
		bot.waitUntil("it is closed", () -> editors() == 0);
		item(SECOND).openContextMenu();
		bot.screenshot("history-menu");
		bot.pressShortcut(0, 'v');
		assertSides("EDITOR=vim", "EDITOR=emacs");
	}

	@Test
	void comparesTwoStepsThatAreNotNeighbours() throws IOException {
		item(SECOND);
		BotTable steps = bot.tableWithId("history.steps");
		steps.select(FOUND);
		steps.alsoSelect(SECOND);
		bot.waitUntil("both are compared", () -> bot.labelWithId("history.heading").startsWith("What changed from "));
		BotTree.BotTreeItem item = bot.treeWithId("history.changes").getTreeItem(DOTFILES)
				.getNode(TwoSystems.CHANGED_TEXT).select();
		bot.screenshot("history-two-steps");
		assertFalse(tool("Make the selected items again what they were at the selected step"), "which one?");
		item.doubleClick();
		assertSides("EDITOR=nano", "EDITOR=emacs");
		bot.pressShortcut(SWT.CTRL, 'w');
		bot.waitUntil("it is closed", () -> editors() == 0);
		bot.treeWithId("history.changes").getTreeItem(DOTFILES).getNode(TwoSystems.CHANGED_TEXT).contextMenu('u');
		BotShell wizard = bot.shell("Undo Changes of clone").activate();
		assertTrue(wizard.contents().contains("what they were before these changes"), wizard.contents());
		agree(wizard, "Undo", "Undo Changes of clone");
		assertEquals("alias ll=\"ls -l\"\nexport EDITOR=nano\n", Files.readString(bashrc));
	}

	private static boolean tool(String tip) {
		return bot.toolbarButtonWithTooltip(tip).isEnabled();
	}

	@Test
	void comparesAVersionWithNow() throws IOException {
		item(FIRST).contextMenu('n');
		assertSides("EDITOR=vim", "EDITOR=ed");
		bot.screenshot("history-item-now");
		assertEquals(1, editors());
		Files.delete(bashrc);
		item(SECOND).contextMenu('n');
		bot.waitUntil("another one opens", () -> editors() == 2);
		assertSides("EDITOR=emacs", "");
		bot.screenshot("history-item-gone");
	}

	@Test
	void comparesAStepWithNow() {
		item(FIRST);
		bot.toolbarButtonWithTooltip("Show what changed from the selected step until now").click();
		bot.waitUntil("it is found", () -> bot.labelWithId("history.heading").endsWith(" until now"));
		BotTree changes = bot.treeWithId("history.changes");
		assertEquals(List.of(TwoSystems.CHANGED_TEXT), changes.getTreeItem(DOTFILES).getNodes());
		bot.screenshot("history-step-now");
		bot.run(CloneList.get()::refresh);
		changes.getTreeItem(DOTFILES).getNode(TwoSystems.CHANGED_TEXT).doubleClick();
		assertSides("EDITOR=vim", "EDITOR=ed");
	}

	/** An appliance can take long to answer what the clone is now. */
	@Test
	void lookingAtNowCanBeCancelled() {
		BotTree.BotTreeItem item = item(FIRST);
		CloneSession.of(systems.known()).close();
		waitForJobs("Closing " + systems.known().image());
		useMachines(SlowMachine::new);
		item.contextMenu('n');
		BotShell progress = bot.shell("Read " + TwoSystems.CHANGED_TEXT + " on both sides").activate();
		bot.screenshot("history-now-waiting");
		bot.button("Cancel").click();
		progress.waitUntilClosed();
		waitForJobs("Read " + TwoSystems.CHANGED_TEXT);
		assertEquals(0, editors());
	}

	private static void waitForJobs(String name) {
		bot.waitUntil("nothing is under way", () -> Arrays.stream(Job.getJobManager().find(null))
				.noneMatch(job -> job.getName().startsWith(name)));
	}

	/** To before the step, or to the step: the words say which, and so does the file. */
	@Test
	void saysWhichStateComesBack() throws IOException {
		item(FIRST).contextMenu('u');
		BotShell wizard = bot.shell("Undo Changes of clone").activate();
		bot.treeWithId("plan.tree").getTreeItem(DOTFILES);
		bot.screenshot("undo-plan");
		assertTrue(wizard.contents().contains("what they were before \u201cFirst\u201d changed them"),
				wizard.contents());
		agree(wizard, "Undo", "Undo Changes of clone");
		assertEquals("alias ll=\"ls -l\"\nexport EDITOR=nano\n", Files.readString(bashrc));

		BotTable steps = bot.tableWithId("history.steps");
		bot.waitUntil("what was found, and what was done, show", () -> steps.widget().getItemCount() == 5);
		assertEquals("Undo changes of \u201cFirst\u201d", bot.ask(() -> steps.widget().getItem(0).getText(2)));
		steps.select(FIRST + 2);
		bot.treeWithId("history.changes").expandNode(DOTFILES).getNode(TwoSystems.CHANGED_TEXT).contextMenu('r');
		wizard = bot.shell("Roll Back Items of clone").activate();
		bot.treeWithId("plan.tree").getTreeItem(DOTFILES);
		bot.screenshot("rollback-items-to-plan");
		assertTrue(wizard.contents().contains(", \u201cFirst\u201d"), wizard.contents());
		assertTrue(wizard.contents().contains("what they were at this step"), wizard.contents());
		agree(wizard, "Roll Back", "Roll Back Items of clone");
		assertEquals("alias ll=\"ls -l\"\nexport EDITOR=vim\n", Files.readString(bashrc));
		bot.waitUntil("the step shows", () -> steps.widget().getItemCount() == 6);
		bot.screenshot("rolled-back-items");
	}

	private static void agree(BotShell wizard, String button, String job) {
		bot.treeWithId("plan.tree").getTreeItem(DOTFILES);
		bot.button("Next >").click();
		bot.button(button).click();
		wizard.waitUntilClosed();
		waitForJobs(job);
	}
}
