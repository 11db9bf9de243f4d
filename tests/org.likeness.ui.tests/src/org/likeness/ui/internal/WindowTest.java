/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;
import org.likeness.core.CompareCommand;
import org.likeness.core.Comparison;
import org.likeness.core.Facet;
import org.likeness.core.KnownClones;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.Likeness;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.Preferences;
import org.likeness.core.State;
import org.likeness.laptop.Laptop;
import org.likeness.ui.internal.clones.CloneList;
import org.likeness.ui.internal.comparison.Comparisons;
import org.likeness.ui.internal.history.LikenessView;
import org.likeness.ui.tests.bot.BotShell;
import org.likeness.ui.tests.bot.BotTree;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** What a person does in the window, with the mouse and the keyboard, on two small systems in folders. */
class WindowTest extends InTheWindow {

	private static final String PACKAGES = "Installed packages";
	private static final String DOTFILES = "Dotfiles";
	/** Some people's reaction time; what is longer is felt as a pause. */
	private static final int PAUSE = 500;

	/** What the engine says without any window. */
	private Comparison comparedByEngine() throws MachineException {
		try (Laptop laptop = Machines.get().openLaptop(); Machine clone = Machines.get().openClone(systems.known())) {
			return new CompareCommand(laptop.machine(), clone).setFacets(Facets.all()).setLaptopUser(laptop.user())
					.call(new NullProgressMonitor());
		}
	}

	private static List<String> keys(Comparison comparison, String facet, State... states) {
		Set<State> wanted = Set.of(states);
		return comparison.facet(facet).orElseThrow().items().stream()
				.filter(item -> item.keptBy() == null && wanted.contains(item.state())).map(item -> item.key())
				.toList();
	}

	@Test
	void firstRunLeadsToAComparison() {
		bot.widgetWithId("firstrun.page");
		bot.screenshot("first-run");
		bot.click(bot.area(bot.<Control>widgetWithId("firstrun.open")));
		BotShell wizard = bot.shell("Open Image").activate();
		bot.textWithId("open.image").typeText("/nowhere");
		bot.waitUntil("the wizard says what is wrong", () -> wizard.contents().contains("There is no such file."));
		assertFalse(bot.button("Finish").isEnabled());
		bot.screenshot("open-image-wrong");
		bot.textWithLabel("Image:").typeText(systems.known().image().toString());
		bot.button("Finish").click();
		wizard.waitUntilClosed();
		bot.treeWithId("comparison.tree").getTreeItem(PACKAGES);
		Table clones = bot.widgetWithId("clones.table");
		bot.waitUntil("the clone is in the table with its likeness",
				() -> clones.getItemCount() == 1 && clones.getItem(0).getText(3).endsWith("%"));
		assertEquals("Debian GNU/Linux 12 (bookworm)", bot.ask(() -> clones.getItem(0).getText(1)));
	}

	@Test
	void theLastComparisonLeavesNoEmptyPlaceBehind() {
		bot.run(() -> CloneList.get().put(systems.known(), () -> {
		}));
		Table clones = bot.widgetWithId("clones.table");
		bot.waitUntil("the clone is in the table", () -> clones.getItemCount() == 1);
		int high = bot.ask(() -> clones.getSize().y);
		compare().getTreeItem(PACKAGES);
		IWorkbenchPage page = PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
		assertTrue(bot.ask(page::isEditorAreaVisible));
		assertTrue(bot.ask(() -> clones.getSize().y) < high);
		bot.closeTab("clone");
		bot.waitUntil("the views have all the room", () -> !page.isEditorAreaVisible() && clones.getSize().y == high);
		bot.screenshot("last-one-closed");
		compare().getTreeItem(PACKAGES);
		assertTrue(bot.ask(page::isEditorAreaVisible));
	}

	@Test
	void whatFailsInTheWindowFailsTheTest() {
		assertThrows(AssertionError.class, () -> bot.run(() -> fail("on the UI thread")));
		assertThrows(AssertionError.class, () -> bot.waitUntil("never", () -> fail("on the UI thread")));
		assertThrows(IllegalStateException.class, () -> bot.ask(() -> {
			throw new IllegalStateException("on the UI thread");
		}));
	}

	@Test
	void asksWhichOfTwoSystemsIsMeant() throws IOException {
		useMachinesOf((clone, machine) -> clone.root().isEmpty() ? new TwoOnOneImage(machine) : machine);
		bot.click(bot.area(bot.<Control>widgetWithId("firstrun.open")));
		BotShell wizard = bot.shell("Open Image").activate();
		bot.textWithId("open.image").typeText(systems.known().image().toString());
		bot.button("Finish").click();
		wizard.waitUntilClosed();
		bot.buttonWithId("system./dev/sda1");
		BotShell question = bot.shell("Open Image").activate();
		assertTrue(question.contents().contains("clone holds 2 operating systems."), question.contents());
		bot.button("Cancel").click();
		question.waitUntilClosed();
		assertEquals("There are several operating systems on the image", bot.labelWithId("comparison.work.title"));
		bot.screenshot("no-system-chosen");

		bot.buttonWithId("comparison.work.button").click();
		bot.buttonWithId("system./dev/sda2");
		question = bot.shell("Open Image").activate();
		assertTrue(bot.buttonWithId("system./dev/sda1").isSelected());
		bot.buttonWithId("system./dev/sda2").click();
		assertTrue(bot.buttonWithId("system./dev/sda2").isSelected());
		assertFalse(bot.buttonWithId("system./dev/sda1").isSelected());
		bot.screenshot("which-system");
		bot.button("Finish").click();
		question.waitUntilClosed();
		bot.treeWithId("comparison.tree").getTreeItem(PACKAGES);
		assertEquals(1, bot.ask(() -> PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage()
				.getEditorReferences().length), "the editor that asked is closed");
		assertEquals(List.of("/dev/sda2"), KnownClones.ofUser().list().stream().map(KnownClone::root).toList());
	}

	@Test
	void showsWhatTheEngineFound() throws MachineException {
		BotTree tree = compare();
		Comparison expected = comparedByEngine();
		List<String> packages = tree.getTreeItem(PACKAGES).expand().getNodes();
		assertEquals(keys(expected, "apt-packages", State.CHANGED, State.MISSING, State.EXTRA),
				packages.stream().filter(key -> !key.startsWith("linux-")).toList());
		assertEquals("changed", tree.expandNode(PACKAGES).getNode(TwoSystems.CHANGED_PACKAGE).cell(3));
		assertEquals("5.2.15-2", tree.expandNode(PACKAGES).getNode(TwoSystems.CHANGED_PACKAGE).cell(1));
		assertEquals("5.2.15-1", tree.expandNode(PACKAGES).getNode(TwoSystems.CHANGED_PACKAGE).cell(2));
		assertEquals("extra", tree.expandNode(PACKAGES).getNode(TwoSystems.EXTRA_PACKAGE).cell(3));
		assertEquals("kept by rule kernel", tree.expandNode(PACKAGES).getNode("linux-image-amd64").cell(3));
		assertEquals("missing", tree.expandNode(DOTFILES).getNode(TwoSystems.MISSING).cell(3));
		assertTrue(
				tree.expandNode(DOTFILES).getNodes().stream().anyMatch(text -> text.startsWith("Left out by rules")));
		assertEquals(Likeness.percent(expected.likeness()), bot.labelWithId("comparison.likeness"));
		assertEquals(Likeness.percent(expected.facet("dotfiles").orElseThrow().likeness().score()),
				tree.getTreeItem(DOTFILES).cell(3));
		assertEquals(Likeness.FORMULA, bot.labelWithId("comparison.formulaText"));
		bot.screenshot("comparison");
	}

	@Test
	void filtersByStateWithMouseAndKeys() throws MachineException {
		BotTree tree = compare();
		tree.expandNode(DOTFILES);
		assertFalse(tree.allTexts().contains(".profile"));
		bot.buttonWithId("comparison.filter.same").click();
		bot.waitUntil("same items show", () -> tree.allTexts().contains(".profile"));
		for (int i = 2; i <= 6; i++) {
			bot.pressShortcut(SWT.ALT, (char) ('0' + i));
		}
		List<String> same = keys(comparedByEngine(), "dotfiles", State.SAME);
		bot.waitUntil("nothing but same items show", () -> tree.getTreeItem(DOTFILES).getNodes().stream()
				.filter(text -> !text.startsWith("Left out")).toList().equals(same));
		bot.screenshot("filter-same");
	}

	@Test
	void searchesAsOneTypes() {
		BotTree tree = compare();
		tree.expandNode(DOTFILES).getNode(TwoSystems.CHANGED_TEXT).select();
		bot.pressShortcut(SWT.CTRL, 'f');
		bot.type("bashr");
		bot.waitUntil("only that item shows", () -> tree.allTexts().size() == 2);
		assertEquals(TwoSystems.CHANGED_TEXT, tree.allTexts().get(1));
		assertEquals(TwoSystems.CHANGED_TEXT, tree.selection());
		bot.screenshot("search");
		bot.textWithId("comparison.search").typeText("");
		bot.waitUntil("all show again", () -> tree.allTexts().size() > 10);
		assertEquals(TwoSystems.CHANGED_TEXT, tree.selection());
	}

	@Test
	void opensTextSideBySide() {
		BotTree tree = compare();
		tree.expandNode(DOTFILES).getNode(TwoSystems.CHANGED_TEXT).doubleClick();
		assertSides("export EDITOR=vim", "export EDITOR=nano");
		bot.screenshot("side-by-side-text");
	}

	@Test
	void opensASettingSideBySideWithEnter() {
		BotTree tree = compare();
		tree.expandNode(PACKAGES).getNode(TwoSystems.CHANGED_PACKAGE).select();
		bot.pressKey(0, SWT.CR);
		assertSides("version: 5.2.15-2", "version: 5.2.15-1");
		bot.screenshot("side-by-side-setting");
	}

	@Test
	void opensABinaryBySizeAndDigest() {
		BotTree tree = compare();
		tree.expandNode(DOTFILES).getNode(TwoSystems.CHANGED_BINARY).select();
		bot.pressKey(0, SWT.F3);
		assertSides("size: 900 bytes", "sha256: ");
		bot.screenshot("side-by-side-binary");
	}

	@Test
	void cancelsARunningComparison() {
		useMachines(SlowMachine::new);
		bot.run(() -> Comparisons.open(systems.known()));
		bot.waitUntil("it says what it does", () -> bot.labelWithId("comparison.work.text").contains("slowly"));
		bot.screenshot("comparing");
		bot.buttonWithId("comparison.work.button").click();
		bot.waitUntil("it is cancelled",
				() -> bot.labelWithId("comparison.work.title").equals("The comparison was cancelled"));
		bot.screenshot("cancelled");
	}

	@Test
	void leavesQuickAccessItsKeys() {
		compare().getTreeItem(PACKAGES).select();
		bot.pressShortcut(SWT.CTRL, '3');
		bot.waitUntil("the platform's search for commands opens", () -> java.util.Arrays
				.stream(org.eclipse.swt.widgets.Display.getCurrent().getShells())
				.anyMatch(shell -> shell.isVisible() && shell.getParent() != null));
		bot.screenshot("quick-access");
		bot.pressKey(0, SWT.ESC);
	}

	@Test
	void saysWhatIsWrongWithABadImage() throws IOException {
		Path image = folder.resolve("notes.qcow2");
		Files.writeString(image, "This is a shopping list.\n");
		KnownClone bad = new KnownClone(image, "", "");
		bot.run(() -> Comparisons.open(bad));
		BotShell dialog = bot.shell("Compare");
		String said = dialog.contents();
		bot.screenshot("bad-image");
		assertTrue(said.contains(image.toString()), said);
		assertTrue(said.contains("Nothing was changed"), said);
		assertFalse(said.contains("Exception"), said);
		bot.buttonWithId("problem.ok").click();
		dialog.waitUntilClosed();
		assertEquals("Compare Again", bot.buttonWithId("comparison.work.button").getText());
	}

	@Test
	void drawsAChartAfterTwoComparisons() {
		BotTree tree = compare();
		tree.getTreeItem(PACKAGES).select();
		bot.waitUntil("one comparison is known", () -> comparisons() == 1);
		bot.pressKey(0, SWT.F5);
		bot.waitUntil("two comparisons are known", () -> comparisons() == 2);
		showView(LikenessView.ID);
		Control chart = bot.widgetWithId("likeness.chart");
		bot.waitUntil("the chart has the colours of its lines", () -> colours(chart).contains(new RGB(0xE6, 0x9F, 0)));
		bot.screenshot("chart");
	}

	private static int comparisons() {
		List<CloneList.Entry> entries = CloneList.get().entries();
		return entries.isEmpty() ? 0 : entries.get(0).history().size();
	}

	private static BotShell openPreferences() {
		bot.pressShortcut(SWT.ALT, 'w');
		bot.pressShortcut(0, 'f');
		return bot.shell("Preferences").activate();
	}

	@Test
	void tellsThatPreferencesHaveChangedSince() throws IOException {
		BotTree tree = compare();
		String before = bot.labelWithId("comparison.likeness");
		assertEquals("weight 3", tree.getTreeItem(PACKAGES).cell(4));
		assertFalse(bot.isVisible("comparison.outdated"));
		BotShell dialog = openPreferences();
		new BotTreeOf(bot).in("Preferences").expandNode("Likeness").getNode("Facet Weights").select();
		bot.textWithId("weight.apt-packages").typeText("7");
		bot.button("Apply and Close").click();
		dialog.waitUntilClosed();
		Control link = bot.widgetWithId("comparison.outdated.compare");
		assertEquals("weight 3", tree.getTreeItem(PACKAGES).cell(4), "it is still the comparison of before");
		bot.screenshot("comparison-outdated");
		bot.click(bot.area(link));
		bot.waitUntil("it is compared again",
				() -> bot.isVisible("comparison.tree") && tree.getTreeItem(PACKAGES).cell(4).equals("weight 7"));
		bot.waitUntil("the line is gone", () -> !bot.isVisible("comparison.outdated"));
		bot.waitUntil("the likeness is another", () -> bot.isVisible("comparison.likeness")
				&& !bot.labelWithId("comparison.likeness").equals(before));

		// Another program takes the weight back while a dialog has the keys.
		dialog = openPreferences();
		Files.delete(Preferences.defaultFile());
		bot.button("Cancel").click();
		dialog.waitUntilClosed();
		bot.waitUntil("it says so again", () -> bot.isVisible("comparison.outdated"));
		tree.getTreeItem(PACKAGES).select();
		bot.pressKey(0, SWT.F5);
		bot.waitUntil("it is compared again", () -> bot.isVisible("comparison.likeness")
				&& bot.labelWithId("comparison.likeness").equals(before) && !bot.isVisible("comparison.outdated"));
		assertEquals("weight 3", tree.getTreeItem(PACKAGES).cell(4));
	}

	@Test
	void keepsWeightsForTheCommandLineToo() throws IOException {
		BotShell dialog = openPreferences();
		BotTree pages = new BotTreeOf(bot).in("Preferences");
		pages.expandNode("Likeness").getNode("Facet Weights").select();
		bot.textWithId("weight.apt-packages").typeText("7");
		bot.screenshot("preferences-weights");
		pages.expandNode("Likeness").getNode("Rules").select();
		bot.treeWithId("rules.tree").getTreeItem(DOTFILES);
		bot.screenshot("preferences-rules");
		bot.button("Apply and Close").click();
		dialog.waitUntilClosed();
		Facet packages = Facets.all().stream().filter(facet -> facet.id().equals("apt-packages")).findFirst()
				.orElseThrow();
		bot.waitUntil("the weight is saved", () -> {
			try {
				return Preferences.load(Preferences.defaultFile()).weight(packages) == 7;
			} catch (IOException e) {
				return false;
			}
		});
	}

	@Test
	void keepsItsColoursUntilItStartsAgain() {
		BotTree tree = compare();
		RGB background = bot.ask(() -> tree.widget().getBackground().getRGB());
		bot.pressShortcut(SWT.ALT, 'w');
		bot.pressShortcut(0, 'a');
		bot.pressShortcut(0, 'd');
		BotShell question = bot.shell("Appearance").activate();
		assertTrue(question.contents().contains("Likeness will be dark when it starts the next time."),
				question.contents());
		bot.screenshot("appearance-chosen");
		bot.button("Later").click();
		question.waitUntilClosed();
		assertEquals("org.eclipse.e4.ui.css.theme.e4_dark", themeOfNextStart());
		assertEquals(background, bot.ask(() -> tree.widget().getBackground().getRGB()));
		bot.pressShortcut(SWT.ALT, 'w');
		bot.pressShortcut(0, 'a');
		bot.pressShortcut(0, 'l');
		bot.waitUntil("light is chosen", () -> themeOfNextStart().equals("org.eclipse.e4.ui.css.theme.e4_default"));
		assertFalse(bot.isOpen("Appearance"), "it is light already");
	}

	private static String themeOfNextStart() {
		return InstanceScope.INSTANCE.getNode("org.eclipse.e4.ui.css.swt.theme").get("themeid", "");
	}

	@Test
	void staysResponsiveWithFiftyThousandItems() {
		ServiceRegistration<Facet> registration = FrameworkUtil.getBundle(getClass()).getBundleContext()
				.registerService(Facet.class, new ManyItems(50_000), null);
		try (Heartbeat heartbeat = new Heartbeat(PlatformUI.getWorkbench().getDisplay())) {
			BotTree tree = compare();
			tree.getTreeItem("A great many  (16,667 of 50,000)").expand();
			bot.screenshot("many-items");
			bot.buttonWithId("comparison.filter.same").click();
			tree.getTreeItem("A great many  (50,000)");
			bot.pressShortcut(SWT.CTRL, 'f');
			bot.type("key-0499");
			tree.getTreeItem("A great many  (100 of 50,000)");
			bot.textWithId("comparison.search").typeText("");
			tree.getTreeItem("A great many  (50,000)");
			System.out.println("Longest stretch of the UI thread with 50,000 items: " + heartbeat.longest() + " ms");
			assertTrue(heartbeat.longest() < PAUSE, "the window stood still for " + heartbeat.longest() + " ms");
		} finally {
			registration.unregister();
		}
	}

	@Test
	void leavesNoJobBehindWhenClosed() throws InterruptedException {
		useMachines(SlowMachine::new);
		bot.run(() -> Comparisons.open(systems.known()));
		bot.waitUntil("it says what it does", () -> bot.labelWithId("comparison.work.text").contains("slowly"));
		bot.pressShortcut(SWT.CTRL, 'w');
		bot.waitUntil("no comparison runs", () -> java.util.Arrays.stream(Job.getJobManager().find(null))
				.noneMatch(job -> job.getName().startsWith("Compare the laptop")));
	}
}
