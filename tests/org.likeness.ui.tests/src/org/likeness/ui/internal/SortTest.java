/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;
import org.likeness.core.CompareCommand;
import org.likeness.core.Comparison;
import org.likeness.core.Facet;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.laptop.Laptop;
import org.likeness.ui.tests.bot.BotTree;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Sorting a comparison by a click on the title of a column. */
class SortTest extends InTheWindow {

	private static final String PACKAGES = "Installed packages";
	private static final String DOTFILES = "Dotfiles";
	private static final int MANY = 150_000;
	private static final int PAUSE = 500;

	private static void waitForOrder(String title, int direction, Tree tree) {
		bot.waitUntil("the arrow stands beside " + title, () -> tree.getSortColumn() != null
				&& tree.getSortColumn().getText().equals(title) && tree.getSortDirection() == direction);
	}

	/** Waits for the rows too: GTK may ask for them a moment later. */
	private static void waitFor(String what, List<String> expected, Supplier<List<String>> found) {
		bot.waitUntil(what + ": " + expected, () -> found.get().equals(expected));
	}

	/** @return the keys in that facet that start with a dot, or are packages: not the notes below them */
	private static List<String> items(BotTree tree, String facet) {
		return tree.getTreeItem(facet).getNodes().stream().filter(text -> !text.contains(" ")).toList();
	}

	@Test
	void sortsTheItemsOfEachFacet() {
		BotTree tree = compare();
		tree.expandNode(DOTFILES);
		List<String> facets = tree.texts();
		List<String> dotfiles = items(tree, DOTFILES);
		waitForOrder("Item", SWT.UP, tree.widget());
		assertEquals(dotfiles.stream().sorted().toList(), dotfiles, "the engine's order");

		tree.clickHeader("State");
		waitForOrder("State", SWT.UP, tree.widget());
		waitFor("changed, missing, extra, kept", List.of("bash", "vim", "nano", "linux-image-amd64"),
				() -> items(tree, PACKAGES));
		assertEquals(facets, tree.texts(), "facets stay where they are");
		bot.screenshot("sorted-by-state");
		tree.clickHeader("State");
		waitForOrder("State", SWT.DOWN, tree.widget());
		waitFor("the other way round", List.of("linux-image-amd64", "nano", "vim", "bash"),
				() -> items(tree, PACKAGES));

		tree.clickHeader("Laptop");
		waitForOrder("Laptop", SWT.UP, tree.widget());
		waitFor("versions ascend, and what is not there comes last",
				List.of("linux-image-amd64", "vim", "bash", "nano"), () -> items(tree, PACKAGES));
		tree.clickHeader("Laptop");
		waitForOrder("Laptop", SWT.DOWN, tree.widget());
		waitFor("versions descend, and what is not there comes last",
				List.of("bash", "linux-image-amd64", "vim", "nano"), () -> items(tree, PACKAGES));
		tree.clickHeader("Clone");
		waitForOrder("Clone", SWT.UP, tree.widget());
		waitFor("versions of the clone", List.of("linux-image-amd64", "nano", "bash", "vim"),
				() -> items(tree, PACKAGES));

		tree.clickHeader("Item");
		waitForOrder("Item", SWT.UP, tree.widget());
		waitFor("the engine's order again", dotfiles, () -> items(tree, DOTFILES));
		tree.clickHeader("Item");
		waitForOrder("Item", SWT.DOWN, tree.widget());
		List<String> reversed = new ArrayList<>(dotfiles);
		Collections.reverse(reversed);
		waitFor("the engine's order from its end", reversed, () -> items(tree, DOTFILES));
	}

	@Test
	void sortsSizesAsNumbers() throws MachineException {
		BotTree tree = compare();
		tree.expandNode(DOTFILES);
		Comparator<KeyAndSize> ascending = Comparator.comparingLong(KeyAndSize::size).thenComparing(KeyAndSize::key);
		Comparator<KeyAndSize> descending = Comparator.comparingLong(KeyAndSize::size).reversed()
				.thenComparing(KeyAndSize::key);
		List<KeyAndSize> different = differentDotfiles();
		tree.clickHeader("Size");
		waitFor("small ones first", different.stream().sorted(ascending).map(KeyAndSize::key).toList(),
				() -> items(tree, DOTFILES));
		tree.clickHeader("Size");
		waitFor("large ones first", different.stream().sorted(descending).map(KeyAndSize::key).toList(),
				() -> items(tree, DOTFILES));
		assertEquals(TwoSystems.CHANGED_BINARY, items(tree, DOTFILES).get(0));
		bot.screenshot("sorted-by-size");
	}

	@Test
	void sortsTheNextComparisonAsTheLastOne() {
		BotTree tree = compare();
		tree.expandNode(PACKAGES);
		tree.clickHeader("State");
		waitForOrder("State", SWT.UP, tree.widget());
		tree.clickHeader("State");
		waitForOrder("State", SWT.DOWN, tree.widget());
		assertKept("comparison", "STATE");
		bot.pressShortcut(SWT.CTRL, 'w');
		bot.waitUntil("it is closed", () -> !bot.isVisible("comparison.tree"));

		BotTree next = compare();
		next.expandNode(PACKAGES);
		waitForOrder("State", SWT.DOWN, next.widget());
		waitFor("kept, extra, missing, changed", List.of("linux-image-amd64", "nano", "vim", "bash"),
				() -> items(next, PACKAGES));
	}

	private record KeyAndSize(String key, long size) {
	}

	private List<KeyAndSize> differentDotfiles() throws MachineException {
		try (Laptop laptop = Machines.get().openLaptop(); Machine clone = Machines.get().openClone(systems.known())) {
			Comparison comparison = new CompareCommand(laptop.machine(), clone).setFacets(Facets.all())
					.setLaptopUser(laptop.user()).call(new NullProgressMonitor());
			return comparison.facet("dotfiles").orElseThrow().items().stream().filter(item -> item.canBeChosen())
					.map(item -> new KeyAndSize(item.key(), Math.max(
							item.ofLaptop() == null ? -1 : item.ofLaptop().file().size(),
							item.ofClone() == null ? -1 : item.ofClone().file().size())))
					.toList();
		}
	}

	@Test
	void keepsSelectionTicksAndSearch() {
		BotTree tree = compare();
		BotTree.BotTreeItem bash = tree.expandNode(DOTFILES).getNode(TwoSystems.CHANGED_TEXT);
		bash.tick();
		bot.waitUntil("it is chosen", () -> bot.labelWithId("comparison.chosen").equals("1 chosen"));
		bash.select();
		tree.clickHeader("Item");
		waitForOrder("Item", SWT.DOWN, tree.widget());
		assertEquals(TwoSystems.CHANGED_TEXT, tree.selection());
		assertTrue(tree.getTreeItem(DOTFILES).getNode(TwoSystems.CHANGED_TEXT).isTicked());
		bot.pressShortcut(SWT.CTRL, 'f');
		bot.type("settings.ini");
		bot.waitUntil("only those show", () -> tree.texts().size() == 1);
		List<String> found = items(tree, DOTFILES);
		assertEquals(found.stream().sorted(Comparator.reverseOrder()).toList(), found);
		assertEquals("1 chosen", bot.labelWithId("comparison.chosen"));
	}

	@Test
	void sortsManyItemsWithoutAPause() {
		ServiceRegistration<Facet> registration = FrameworkUtil.getBundle(getClass()).getBundleContext()
				.registerService(Facet.class, new ManyItems(MANY), null);
		try (Heartbeat heartbeat = new Heartbeat(PlatformUI.getWorkbench().getDisplay())) {
			BotTree tree = compare();
			String title = "A great many";
			tree.getTreeItem(title).expand();
			bot.buttonWithId("comparison.filter.same").click();
			tree.getTreeItem(String.format("%s  (%,d)", title, MANY)).select();
			bot.pressKey(0, SWT.ARROW_DOWN);
			bot.waitUntil("the first is selected", () -> tree.selection().equals("key-000000"));
			tree.clickHeader("Item");
			bot.waitUntil("the last comes first", () -> first(tree).equals("key-149999"));
			assertTrue(tree.selection().startsWith(title), "what is not listed any more can't be selected");
			long asked = System.nanoTime();
			tree.clickHeader("State");
			bot.waitUntil("the same come first", () -> first(tree).equals("key-000001"));
			System.out.printf("%,d items sorted by state after %d ms%n", MANY,
					(System.nanoTime() - asked) / 1_000_000);
			tree.clickHeader("State");
			bot.waitUntil("the changed come first", () -> first(tree).equals("key-000000"));
			tree.clickHeader("Laptop");
			bot.waitUntil("by value", () -> first(tree).equals("key-000001"));
			tree.clickHeader("Laptop");
			bot.waitUntil("by value, from the end", () -> first(tree).equals("key-000000"));
			bot.screenshot("sorted-many");
			System.out.printf("Longest stretch of the UI thread sorting %,d items: %d ms%n", MANY,
					heartbeat.longest());
			assertTrue(heartbeat.longest() < PAUSE, "the window stood still for " + heartbeat.longest() + " ms");
		} finally {
			registration.unregister();
		}
	}

	/** @return the first item of the first facet; on the UI thread */
	private static String first(BotTree tree) {
		return tree.widget().getItem(0).getItem(0).getText();
	}
}
