/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Table;
import org.junit.jupiter.api.Test;
import org.likeness.core.CompareCommand;
import org.likeness.core.Digest;
import org.likeness.core.FileSystem;
import org.likeness.core.Likeness;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.PackageChange;
import org.likeness.core.PackageFile;
import org.likeness.core.PackagePlan;
import org.likeness.core.PackageRequest;
import org.likeness.core.PackageResolver;
import org.likeness.core.PackageWish;
import org.likeness.history.CloneHistory;
import org.likeness.history.HistoryStep;
import org.likeness.laptop.Laptop;
import org.likeness.ui.internal.history.HistoryView;
import org.likeness.ui.internal.history.LikenessView;
import org.likeness.ui.tests.bot.BotShell;
import org.likeness.ui.tests.bot.BotTree;

/** From ticks to a plan, to a changed clone, to its history, and back again. */
class ApplyTest extends InTheWindow {

	private static final String PACKAGES = "Installed packages";
	private static final String DOTFILES = "Dotfiles";

	private Path inClone(String file) {
		return systems.known().image().resolve("home/ann").resolve(file);
	}

	private Path inLaptop(String file) {
		return systems.laptop().resolve("home/ann").resolve(file);
	}

	private List<HistoryStep> steps() {
		try (CloneHistory history = CloneHistory.open(CloneHistory.folderOf(systems.known().image()))) {
			return history.steps();
		} catch (MachineException e) {
			throw new AssertionError(e);
		}
	}

	/** @return what the facet's likeness is by now, as the engine finds it */
	private String likenessOf(String facet) {
		try (Laptop laptop = Machines.get().openLaptop(); Machine clone = Machines.get().openClone(systems.known())) {
			return Likeness.percent(new CompareCommand(laptop.machine(), clone).setFacets(Facets.all())
					.setLaptopUser(laptop.user()).call(new NullProgressMonitor()).facet(facet).orElseThrow().likeness()
					.score());
		} catch (MachineException e) {
			throw new AssertionError(e);
		}
	}

	private static void waitForJobs(String title) {
		bot.waitUntil("nothing is under way", () -> java.util.Arrays.stream(Job.getJobManager().find(null))
				.noneMatch(job -> job.getName().contains(title)));
	}

	/** The lines are thin, so they may be mixed with what is below them. */
	private static boolean isGreen(RGB colour) {
		return colour.green > colour.red + 30 && colour.green > colour.blue + 20;
	}

	/** Ticks the changed text, the binary, the missing file and a package; opens the wizard with its keys. */
	private BotShell openWizard(boolean slow) {
		return openWizard(compareChangeable(slow));
	}

	private static BotShell openWizard(BotTree tree) {
		BotTree.BotTreeItem dotfiles = tree.expandNode(DOTFILES);
		for (String file : List.of(TwoSystems.CHANGED_TEXT, TwoSystems.CHANGED_BINARY, TwoSystems.MISSING)) {
			dotfiles.getNode(file).tick();
		}
		tree.expandNode(PACKAGES).getNode(TwoSystems.CHANGED_PACKAGE).tick();
		bot.waitUntil("all are chosen", () -> bot.labelWithId("comparison.chosen").equals("4 chosen"));
		bot.screenshot("apply-1-chosen");
		bot.pressKey(0, SWT.F6);
		return bot.shell("Apply to clone").activate();
	}

	private void apply(String message) {
		BotShell wizard = openWizard(false);
		BotTree plan = bot.treeWithId("plan.tree");
		plan.getTreeItem(DOTFILES);
		assertEquals(List.of(TwoSystems.CHANGED_TEXT, TwoSystems.CHANGED_BINARY, TwoSystems.MISSING),
				plan.getTreeItem(DOTFILES).getNodes());
		assertEquals("add", plan.getTreeItem(DOTFILES).getNode(TwoSystems.MISSING).cell(1));
		assertEquals("change", plan.getTreeItem(DOTFILES).getNode(TwoSystems.CHANGED_TEXT).cell(1));
		bot.screenshot("apply-2-plan");
		assertFalse(bot.button("Apply").isEnabled(), "the summary comes first");
		bot.button("Next >").click();
		bot.textWithId("change.message").typeText(message);
		bot.screenshot("apply-3-message");
		bot.button("Apply").click();
		wizard.waitUntilClosed();
		waitForJobs("Apply to clone");
	}

	@Test
	void appliesAndRollsBack() throws IOException {
		String before = Files.readString(inClone(TwoSystems.CHANGED_TEXT));
		apply("my shell");
		assertEquals(-1, Files.mismatch(inLaptop(TwoSystems.CHANGED_TEXT), inClone(TwoSystems.CHANGED_TEXT)));
		assertEquals(-1, Files.mismatch(inLaptop(TwoSystems.MISSING), inClone(TwoSystems.MISSING)));
		BotTree tree = bot.treeWithId("comparison.tree");
		bot.waitUntil("the tree shows the new state", () -> !tree.allTexts().contains(TwoSystems.CHANGED_TEXT));
		List<HistoryStep> steps = steps();
		assertEquals("my shell", steps.get(0).title());
		String likeness = Likeness.percent(steps.get(0).step().likeness());
		bot.waitUntil("the header shows the new likeness",
				() -> bot.labelWithId("comparison.likeness").equals(likeness));
		assertEquals(tree.widget(), bot.widgetWithId("comparison.tree"), "the tree is the same one");
		BotTree.BotTreeItem dotfiles = tree.getTreeItem(DOTFILES);
		assertEquals(likenessOf("dotfiles"), dotfiles.cell(3), "the facet's bar stands beside its likeness");
		assertTrue(dotfiles.getNodes().size() > 1, "what was open still is");
		Table clones = bot.widgetWithId("clones.table");
		bot.waitUntil("the clones too", () -> clones.getItem(0).getText(3).equals(likeness));
		bot.screenshot("apply-4-applied");

		bot.pressShortcut(SWT.CTRL | SWT.SHIFT, 'h');
		Table table = bot.widgetWithId("history.steps");
		bot.waitUntil("the history shows", () -> table.getItemCount() == steps.size());
		assertEquals("my shell", bot.ask(() -> table.getItem(0).getText(2)));
		assertEquals(likeness, bot.ask(() -> table.getItem(0).getText(3)));
		BotTree changes = bot.treeWithId("history.changes");
		BotTree.BotTreeItem changed = changes.getTreeItem(DOTFILES);
		assertEquals("added", changed.getNode(TwoSystems.MISSING).cell(1));
		assertEquals("changed", changed.getNode(TwoSystems.CHANGED_TEXT).cell(1));
		bot.screenshot("history");
		changed.getNode(TwoSystems.CHANGED_TEXT).doubleClick();
		assertSides("export EDITOR=nano", "export EDITOR=vim");
		bot.screenshot("history-side-by-side");

		changes.getTreeItem(DOTFILES).getNode(TwoSystems.CHANGED_TEXT).select();
		bot.toolbarButtonWithTooltip("Make the selected items again what they were before these changes").click();
		BotShell wizard = bot.shell("Undo Changes of clone").activate();
		assertEquals(List.of(TwoSystems.CHANGED_TEXT), bot.treeWithId("plan.tree").getTreeItem(DOTFILES).getNodes());
		bot.screenshot("undo-changes-plan");
		bot.button("Next >").click();
		bot.screenshot("undo-changes-message");
		bot.button("Undo").click();
		wizard.waitUntilClosed();
		waitForJobs("Undo Changes of clone");
		assertEquals(before, Files.readString(inClone(TwoSystems.CHANGED_TEXT)));
		assertTrue(Files.exists(inClone(TwoSystems.MISSING)), "what was not selected stays");

		bot.waitUntil("the history shows the step", () -> table.getItemCount() == steps.size() + 1);
		bot.click(bot.ask(() -> {
			org.eclipse.swt.graphics.Rectangle row = table.getItem(steps.size()).getBounds(0);
			return table.getDisplay().map(table, null, row);
		}));
		bot.pressShortcut(SWT.CTRL | SWT.SHIFT, 'r');
		wizard = bot.shell("Roll Back clone").activate();
		bot.treeWithId("plan.tree").getTreeItem(DOTFILES).getNode(TwoSystems.MISSING);
		bot.screenshot("rollback-all-plan");
		bot.button("Next >").click();
		bot.button("Roll Back").click();
		wizard.waitUntilClosed();
		waitForJobs("Roll Back clone");
		assertEquals(before, Files.readString(inClone(TwoSystems.CHANGED_TEXT)));
		assertFalse(Files.exists(inClone(TwoSystems.MISSING)), "the clone is what it was");
		bot.waitUntil("the tree shows the old state again", () -> tree.allTexts().contains(TwoSystems.MISSING));
		bot.waitUntil("the history shows both", () -> table.getItemCount() == steps.size() + 2);
		bot.screenshot("rolled-back");
		showView(LikenessView.ID);
		Control chart = bot.widgetWithId("likeness.chart");
		bot.waitUntil("the chart marks the steps", () -> colours(chart).stream().anyMatch(ApplyTest::isGreen));
		bot.screenshot("chart-steps");
	}

	private static FileSystem fileSystem(String folder, long free) {
		return new FileSystem(List.of(MachinePath.of(folder)), 4096, 8L << 30, free);
	}

	@Test
	void tellsStepsSizesAndRoom() {
		useMachines(machine -> new ChangeableFolder(machine, systems.known().image(), false)
				.with(new Resolver()).fileSystem(fileSystem("/", 3L << 30))
				.fileSystem(fileSystem("/home", 1L << 20)));
		openWizard(compare());
		BotTree plan = bot.treeWithId("plan.tree");
		BotTree.BotTreeItem steps = plan.getTreeItem("In this order");
		bot.screenshot("apply-room");
		assertEquals(List.of("1  Fetch 2 packages", "2  Write 3 files and folders", "3  Install 3 packages"),
				steps.getNodes());
		assertEquals("8.3 MiB", steps.getNode("1  Fetch 2 packages").cell(1));
		assertEquals("37 MiB unpacked", steps.getNode("3  Install 3 packages").cell(1));
		BotTree.BotTreeItem room = plan.getTreeItem("Free space in the clone");
		assertEquals(List.of("/", "/home"), room.getNodes());
		assertEquals("1 MiB now, 1020 KiB afterwards", room.getNode("/home").cell(1));
		assertEquals("change: gets 9.1-1 instead, 1.5 MiB to fetch, 4 MiB installed",
				plan.getTreeItem(PACKAGES).getNode(TwoSystems.CHANGED_PACKAGE).cell(1));
		assertEquals("add 9.1-1, 6.8 MiB to fetch, 32 MiB installed",
				plan.getTreeItem("Packages that others need").getNode("vim-runtime").cell(1));
		assertTrue(bot.button("Next >").isEnabled());
		bot.button("Cancel").click();
	}

	@Test
	void refusesWhatHasNoRoom() {
		useMachines(machine -> new ChangeableFolder(machine, systems.known().image(), false)
				.with(new Resolver()).fileSystem(fileSystem("/", 1L << 20)));
		BotShell wizard = openWizard(compare());
		BotTree.BotTreeItem room = bot.treeWithId("plan.tree").getTreeItem("Free space in the clone");
		assertEquals("1 MiB, but 37.0 MiB are needed", room.getNode("/").cell(1));
		assertTrue(wizard.contents().contains("There is no room for this in the clone."), wizard.contents());
		bot.screenshot("apply-no-room");
		assertFalse(bot.button("Next >").isEnabled());
		bot.button("Cancel").click();
	}

	@Test
	void stopsWhereTheCloneHasMoved() throws IOException {
		BotShell wizard = openWizard(false);
		bot.treeWithId("plan.tree").getTreeItem(DOTFILES);
		Files.writeString(inClone(TwoSystems.CHANGED_TEXT), "# changed by somebody else\n");
		bot.button("Next >").click();
		bot.button("Apply").click();
		wizard.waitUntilClosed();
		BotShell problem = bot.shell("Apply to clone");
		String said = problem.contents();
		bot.screenshot("apply-moved");
		assertTrue(said.contains("not any more what the plan showed"), said);
		assertTrue(said.contains("Nothing was changed."), said);
		bot.buttonWithId("problem.ok").click();
		assertEquals("# changed by somebody else\n", Files.readString(inClone(TwoSystems.CHANGED_TEXT)));
		assertEquals(List.of(), steps());
	}

	@Test
	void changesNothingWhenCancelled() throws IOException {
		String before = Files.readString(inClone(TwoSystems.CHANGED_TEXT));
		BotShell wizard = openWizard(true);
		bot.treeWithId("plan.tree").getTreeItem(DOTFILES);
		bot.button("Next >").click();
		bot.button("Apply").click();
		wizard.waitUntilClosed();
		bot.waitUntil("its progress shows", () -> java.util.Arrays.stream(Display.getCurrent().getShells())
				.anyMatch(shell -> shell.isVisible() && shell.getParent() != null));
		bot.screenshot("applying");
		bot.button("Cancel").click();
		waitForJobs("Apply to clone");
		assertEquals(before, Files.readString(inClone(TwoSystems.CHANGED_TEXT)));
		assertEquals(List.of(), steps());
		assertEquals("4 chosen", bot.labelWithId("comparison.chosen"), "what was chosen still is");
	}

	@Test
	void saysThatAFolderIsOnlyRead() {
		BotTree tree = compare();
		tree.expandNode(DOTFILES).getNode(TwoSystems.CHANGED_TEXT).tick();
		bot.toolbarButtonWithTooltip("Take the chosen items of the laptop over into the clone").click();
		BotShell wizard = bot.shell("Apply to clone").activate();
		bot.treeWithId("plan.tree").getTreeItem(DOTFILES);
		bot.button("Next >").click();
		bot.button("Apply").click();
		wizard.waitUntilClosed();
		BotShell problem = bot.shell("Apply to clone");
		assertTrue(problem.contents().contains("The clone can only be read"), problem.contents());
		bot.buttonWithId("problem.ok").click();
	}

	/** Says of what is chosen that it gets another version, and that it needs two packages that nobody chose. */
	private static final class Resolver implements PackageResolver {

		@Override
		public PackagePlan resolve(PackageRequest request, IProgressMonitor monitor) {
			List<PackageChange> changes = new ArrayList<>();
			Map<PackageWish, String> instead = new HashMap<>();
			for (PackageWish wish : request.wishes()) {
				changes.add(new PackageChange(wish.wanted().name(), "amd64",
						wish.now() == null ? null : wish.now().version(), "9.1-1",
						file("chosen.deb", 1_600_000, false), null, 4 << 20, 0, wish));
				instead.put(wish, "9.1-1");
			}
			changes.add(
					new PackageChange("vim-common", "all", "9.0-1", "9.1-1", file("common.deb", 140_000, true), null,
							1 << 20, 0, null));
			changes.add(
					new PackageChange("vim-runtime", "all", null, "9.1-1", file("runtime.deb", 7_100_000, false), null,
							32 << 20, 0, null));
			return new PackagePlan(changes, List.of(), instead, Map.of());
		}

		private static PackageFile file(String name, long size, boolean fetched) {
			return new PackageFile(name, size, Digest.of(new byte[Digest.LENGTH]), fetched);
		}

		@Override
		public void fetch(PackagePlan plan, IProgressMonitor monitor) {
			throw new AssertionError("it is only planned");
		}
	}

	@Test
	void listsThePackagesThatOthersNeed() {
		useMachines(machine -> new ChangeableFolder(machine, systems.known().image(), false).with(new Resolver()));
		BotTree tree = compare();
		tree.expandNode(PACKAGES).getNode("vim").tick();
		bot.waitUntil("it is chosen", () -> bot.labelWithId("comparison.chosen").equals("1 chosen"));
		bot.pressKey(0, SWT.F6);
		BotShell wizard = bot.shell("Apply to clone").activate();
		BotTree plan = bot.treeWithId("plan.tree");
		BotTree.BotTreeItem needed = plan.getTreeItem("Packages that others need");
		assertEquals("2 packages", needed.cell(1));
		assertEquals(List.of("vim-common", "vim-runtime"), needed.getNodes());
		assertEquals(List.of("change 9.0-1 → 9.1-1, 1 MiB installed", "add 9.1-1, 6.8 MiB to fetch, 32 MiB installed"),
				needed.getNodeCells(1));
		assertEquals("add: gets 9.1-1 instead, 1.5 MiB to fetch, 4 MiB installed",
				plan.getTreeItem(PACKAGES).getNode("vim").cell(1));
		String summary = bot.labelWithId("plan.summary");
		assertEquals("1 item: 1 to add.  3 packages to install (8.3 MiB to fetch, 37 MiB unpacked), none to remove.",
				summary);
		bot.screenshot("apply-packages");
		bot.button("Cancel").click();
		wizard.waitUntilClosed();
		assertEquals(List.of(), steps());
	}

	@Test
	void showsAnEmptyHistory() {
		compareChangeable(false);
		showView(HistoryView.ID);
		bot.waitUntil("it says so", () -> bot.labelWithId("history.message").startsWith("clone has no history yet"));
		bot.screenshot("history-empty");
	}
}
