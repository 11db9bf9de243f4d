/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;
import org.likeness.core.KnownClones;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.e2e.tests.OddGuests;
import org.likeness.e2e.tests.Shell;
import org.likeness.e2e.tests.StarterGuest;
import org.likeness.ui.internal.clones.CloneList;
import org.likeness.ui.tests.bot.BotShell;
import org.likeness.ui.tests.bot.BotTable;
import org.likeness.ui.tests.bot.BotTree;

/** Walks through the window with images of real systems: a starter clone that Likeness made, and one that holds two. */
class RealImageTest extends InTheWindow {

	/** An emulated appliance takes minutes on a busy machine. */
	private static final Duration APPLIANCE = Duration.ofMinutes(8);
	private static final String PACKAGES = "Installed packages";
	private static final String DOTFILES = "Dotfiles";

	@Test
	void comparesAppliesAndRollsBack() throws Exception {
		Path image = StarterGuest.get().overlay(folder);
		compares(image);
		BotTree tree = applies(image);
		rollsBack(image, tree);
	}

	/** With all that the window shows of it; then it is closed. */
	private void compares(Path image) throws IOException {
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

	/** Ticks, plans, applies; git, qemu-img and guestfish say what came of it. */
	private BotTree applies(Path image) throws IOException, InterruptedException {
		String name = image.getFileName().toString();
		bot.pressKey(0, SWT.F5);
		bot.waitUntil("the comparison shows", APPLIANCE, () -> bot.isVisible("comparison.tree"));
		BotTree tree = bot.treeWithId("comparison.tree");
		String before = bot.labelWithId("comparison.likeness");
		String dotfilesBefore = tree.getTreeItem(DOTFILES).cell(3);
		BotTree.BotTreeItem dotfiles = tree.expandNode(DOTFILES);
		List<String> ticked = List.of(TwoSystems.CHANGED_TEXT, TwoSystems.CHANGED_BINARY, TwoSystems.MISSING);
		ticked.forEach(file -> dotfiles.getNode(file).tick());
		bot.waitUntil("all are chosen", () -> bot.labelWithId("comparison.chosen").equals("3 chosen"));
		bot.pressKey(0, SWT.F6);
		assertEquals(ticked, plan("Apply to " + name, "real-10-plan"));
		run("Apply to " + name, "Apply", "My dotfiles", "real-11-applying");
		bot.waitUntil("the tree shows the new state", () -> !tree.allTexts().contains(TwoSystems.CHANGED_TEXT));
		bot.waitUntil("the likeness has risen",
				() -> !bot.labelWithId("comparison.likeness").equals(before)
						&& !tree.getTreeItem(DOTFILES).cell(3).equals(dotfilesBefore));
		bot.screenshot("real-12-applied");

		Path home = systems.laptop().resolve("home/ann");
		String said = new Shell(folder).run("""
				qemu-img check -q "$1"
				git -C "$1.likeness/history.git" fsck --strict >&2
				LIBGUESTFS_BACKEND_SETTINGS=$2 guestfish --ro -a "$1" <<-END
				run
				mount-ro /dev/sda1 /
				tar-out /home/ann applied.tar
				END
				mkdir applied
				tar -C applied --numeric-owner -xf applied.tar
				git -C "$1.likeness/history.git" log --reverse --format=%s
				""", image, StarterGuest.backendSettings());
		assertEquals("My dotfiles", said.lines().skip(1).findFirst().orElse(""), said);
		for (String file : ticked) {
			assertEquals(-1, Files.mismatch(home.resolve(file), folder.resolve("applied").resolve(file)), file);
		}
		return tree;
	}

	/** From the history, after a look at the item as it is now. */
	private void rollsBack(Path image, BotTree tree) throws IOException, InterruptedException {
		String name = image.getFileName().toString();
		bot.pressShortcut(SWT.CTRL | SWT.SHIFT, 'h');
		BotTable steps = bot.tableWithId("history.steps");
		bot.waitUntil("both steps show", () -> steps.widget().getItemCount() == 2);
		BotTree.BotTreeItem bashrc = bot.treeWithId("history.changes").expandNode(DOTFILES)
				.getNode(TwoSystems.CHANGED_TEXT).select();
		bot.screenshot("real-13-history");
		bashrc.contextMenu('n');
		bot.waitUntil("the item opens beside what it is now", APPLIANCE, () -> editors() == 2);
		assertSides("export EDITOR=vim", "export EDITOR=vim");
		bot.screenshot("real-14-now");
		bot.pressShortcut(SWT.CTRL, 'w');
		bot.waitUntil("the view is closed", () -> editors() == 1);

		bot.pressShortcut(SWT.CTRL | SWT.SHIFT, 'h');
		steps.select(1);
		bot.pressShortcut(SWT.CTRL | SWT.SHIFT, 'r');
		plan("Roll Back " + name, "real-15-rollback-plan");
		run("Roll Back " + name, "Roll Back", "As it was", "real-16-rolling-back");
		bot.waitUntil("the tree shows the old state again", () -> tree.allTexts().contains(TwoSystems.MISSING));
		bot.waitUntil("the history shows it", () -> steps.widget().getItemCount() == 3);
		bot.screenshot("real-17-rolled-back");
		assertEquals(List.of("My dotfiles", "As it was"), new Shell(folder).run("""
				qemu-img check -q "$1"
				cd "$1.likeness/history.git"
				git fsck --strict >&2
				git diff --exit-code HEAD~2 HEAD >&2
				git log --reverse --format=%s
				""", image).lines().skip(1).toList());
	}

	/** Waits for the plan in the wizard of that title, and goes on; returns the dotfiles that it is about. */
	private static List<String> plan(String title, String screenshot) {
		bot.shell(title).activate();
		bot.waitUntil("the plan shows", APPLIANCE, () -> bot.isVisible("plan.tree"));
		List<String> items = bot.treeWithId("plan.tree").getTreeItem(DOTFILES).getNodes();
		bot.screenshot(screenshot);
		bot.button("Next >").click();
		return items;
	}

	/** Agrees to the plan, and waits until it is done. */
	private static void run(String title, String button, String message, String screenshot) {
		BotShell wizard = bot.shell(title);
		bot.textWithId("change.message").typeText(message);
		bot.button(button).click();
		wizard.waitUntilClosed();
		bot.shell(title);
		bot.screenshot(screenshot);
		bot.waitUntil("it is done", APPLIANCE, () -> Arrays.stream(Job.getJobManager().find(null))
				.noneMatch(job -> job.getName().equals(title)));
		bot.waitUntil("the progress, and no problem, is shown", () -> !bot.isOpen(title));
	}

	@Test
	void asksWhichOfTwoSystemsIsMeant() throws Exception {
		Path image = Files.copy(OddGuests.get("two.qcow2"), folder.resolve("two.qcow2"));
		byte[] before = Files.readAllBytes(image);
		bot.click(bot.area(bot.widgetWithId("firstrun.open")));
		BotShell wizard = bot.shell("Open Image").activate();
		bot.textWithId("open.image").typeText(image.toString());
		bot.button("Finish").click();
		wizard.waitUntilClosed();
		bot.waitUntil("it asks which one", APPLIANCE, () -> bot.isVisible("system./dev/sda1"));
		BotShell question = bot.shell("Open Image").activate();
		assertTrue(question.contents().contains("two.qcow2 holds 2 operating systems."), question.contents());
		assertTrue(bot.buttonWithId("system./dev/sda1").isSelected());
		assertEquals("Debian GNU/Linux 12 (one) on /dev/sda1", bot.buttonWithId("system./dev/sda1").getText());
		assertEquals("Debian GNU/Linux 12 (two) on /dev/sda2", bot.buttonWithId("system./dev/sda2").getText());
		bot.buttonWithId("system./dev/sda2").click();
		assertTrue(bot.buttonWithId("system./dev/sda2").isSelected());
		assertFalse(bot.buttonWithId("system./dev/sda1").isSelected());
		bot.screenshot("real-8-which-system");
		bot.button("Finish").click();
		question.waitUntilClosed();
		bot.waitUntil("the comparison shows", APPLIANCE,
				() -> bot.isVisible("comparison.tree") || bot.isOpen("Compare"));
		bot.treeWithId("comparison.tree").getTreeItem(PACKAGES);
		assertEquals(1, editors(), "the one that asked is closed");
		BotTable clones = bot.tableWithId("clones.table");
		bot.waitUntil("the chosen system is the known one",
				() -> clones.column(1).equals(List.of("Debian GNU/Linux 12 (two)"))
						&& clones.column(3).get(0).endsWith("%"));
		assertEquals(List.of("/dev/sda2"), KnownClones.ofUser().list().stream().map(KnownClone::root).toList());
		bot.screenshot("real-9-chosen");

		clones.select("two.qcow2");
		bot.toolbarButtonWithTooltip("Compare the laptop with the selected clone").click();
		bot.waitUntil("it is compared again without a question", APPLIANCE,
				() -> CloneList.get().entries().get(0).history().size() == 2 || bot.isOpen("Open Image"));
		assertFalse(bot.isOpen("Open Image"));
		assertArrayEquals(before, Files.readAllBytes(image), "the image was only read");
	}

	private static int editors() {
		return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage().getEditorReferences().length;
	}
}
