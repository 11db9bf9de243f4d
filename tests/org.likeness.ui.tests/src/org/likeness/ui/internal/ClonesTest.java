/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;
import org.likeness.core.Comparison;
import org.likeness.core.KnownClones;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.UserFolders;
import org.likeness.ui.internal.clones.CloneList;
import org.likeness.ui.internal.clones.ClonesView;
import org.likeness.ui.internal.comparison.Comparisons;
import org.likeness.ui.tests.bot.BotShell;
import org.likeness.ui.tests.bot.BotTable;
import org.likeness.ui.tests.bot.BotTree;

/** The list of the known clones. */
class ClonesTest extends InTheWindow {

	private static void waitFor(String what, List<String> expected, Supplier<List<String>> found) {
		bot.waitUntil(what + ": " + expected, () -> found.get().equals(expected));
	}

	@Test
	void sortsTheClones() throws IOException {
		known("b.img", 3 << 20, "Debian GNU/Linux 11 (bullseye)", 1_700_000_000L);
		known("A.img", 900 << 20, "", 0);
		known("c.img", 20 << 20, "Debian GNU/Linux 12 (bookworm)", 1_600_000_000L);
		bot.run(CloneList.get()::refresh);
		BotTable table = bot.tableWithId("clones.table");
		waitFor("by image, as ever", List.of("A.img", "b.img", "c.img"), () -> table.column(0));
		assertNull(bot.ask(table.widget()::getSortColumn));
		table.select("b.img");
		table.clickHeader("Size");
		waitFor("small ones first", List.of("b.img", "c.img", "A.img"), () -> table.column(0));
		bot.screenshot("sorted-clones");
		table.clickHeader("Size");
		waitFor("large ones first", List.of("A.img", "c.img", "b.img"), () -> table.column(0));
		assertEquals("Size", bot.ask(() -> table.widget().getSortColumn().getText()));
		assertEquals(SWT.DOWN, bot.ask(table.widget()::getSortDirection));
		assertEquals("b.img", bot.ask(() -> table.widget().getSelection()[0].getText()), "it stays selected");
		table.clickHeader("Operating system");
		waitFor("what is not known comes last", List.of("b.img", "c.img", "A.img"), () -> table.column(0));
		table.clickHeader("Operating system");
		waitFor("and last again", List.of("c.img", "b.img", "A.img"), () -> table.column(0));
		table.clickHeader("Last compared");
		waitFor("what was never compared comes last", List.of("c.img", "b.img", "A.img"), () -> table.column(0));
		table.clickHeader("Last compared");
		waitFor("the latest first", List.of("b.img", "c.img", "A.img"), () -> table.column(0));
		bot.screenshot("sorted-clones-by-time");
		bot.run(CloneList.get()::refresh);
		table.clickHeader("Image");
		waitFor("by name, in any case", List.of("A.img", "b.img", "c.img"), () -> table.column(0));
		table.clickHeader("Image");
		waitFor("and back", List.of("c.img", "b.img", "A.img"), () -> table.column(0));
	}

	@Test
	void sortsTheNextTableAsTheLastOne() throws IOException {
		known("a.img", 1 << 20, "", 0);
		known("b.img", 3 << 20, "", 0);
		known("c.img", 2 << 20, "", 0);
		bot.run(CloneList.get()::refresh);
		try {
			BotTable table = bot.tableWithId("clones.table");
			table.clickHeader("Size");
			waitFor("small ones first", List.of("a.img", "c.img", "b.img"), () -> table.column(0));
			table.clickHeader("Size");
			waitFor("large ones first", List.of("b.img", "c.img", "a.img"), () -> table.column(0));
			assertKept("clones", "Size");
			showAnotherTable();
			BotTable next = bot.tableWithId("clones.table");
			assertNotSame(table.widget(), next.widget());
			waitFor("large ones first", List.of("b.img", "c.img", "a.img"), () -> next.column(0));
			assertEquals("Size", bot.ask(() -> next.widget().getSortColumn().getText()));
			assertEquals(SWT.DOWN, bot.ask(next.widget()::getSortDirection));
			next.clickHeader("Size");
			waitFor("the other way round", List.of("a.img", "c.img", "b.img"), () -> next.column(0));
		} finally {
			forgetOrders();
			showAnotherTable();
		}
	}

	/** As when the window is opened. */
	private static void showAnotherTable() {
		bot.run(() -> {
			IWorkbenchPage page = PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
			page.hideView(page.findView(ClonesView.ID));
		});
		showView(ClonesView.ID);
	}

	@Test
	void forgetsACloneAndLeavesItsImage() throws IOException {
		Path image = known("laptop.img", 1 << 20, "", 1_700_000_000L);
		byte[] content = Files.readAllBytes(image);
		FileTime time = Files.getLastModifiedTime(image);
		BotTree tree = compare();
		tree.getTreeItem("Dotfiles");
		BotTable table = bot.tableWithId("clones.table");
		waitFor("both are known", List.of("clone", "laptop.img"), () -> table.column(0));

		table.select("laptop.img");
		bot.toolbarButtonWithTooltip("Forget the selected clone; its image stays").click();
		BotShell question = bot.shell("Forget Clone").activate();
		assertTrue(question.contents().contains(image.toString()), question.contents());
		bot.screenshot("forget-clone");
		bot.button("Cancel").click();
		question.waitUntilClosed();
		bot.run(CloneList.get()::refresh);
		assertEquals(List.of("clone", "laptop.img"), table.column(0));
		assertEquals(1, KnownClones.ofUser().likeness(image).size());

		bot.toolbarButtonWithTooltip("Forget the selected clone; its image stays").click();
		question = bot.shell("Forget Clone").activate();
		bot.button("Forget").click();
		question.waitUntilClosed();
		waitFor("one is forgotten", List.of("clone"), () -> table.column(0));
		assertEquals(List.of(systems.known().image()),
				KnownClones.ofUser().list().stream().map(KnownClone::image).toList());
		assertEquals(List.of(), KnownClones.ofUser().likeness(image), "its likeness is forgotten too");
		assertArrayEquals(content, Files.readAllBytes(image));
		assertEquals(time, Files.getLastModifiedTime(image));
		assertTrue(bot.isVisible("comparison.tree"), "the comparison with the other one stays open");

		table.select("clone");
		bot.pressShortcut(SWT.ALT, 'c');
		bot.pressShortcut(0, 'f');
		question = bot.shell("Forget Clone").activate();
		bot.button("Forget").click();
		question.waitUntilClosed();
		bot.waitUntil("its comparison is closed", () -> !bot.isVisible("comparison.tree"));
		bot.widgetWithId("firstrun.page");
		assertEquals(List.of(), KnownClones.ofUser().list());
		assertTrue(Files.isDirectory(systems.known().image().resolve("etc")));
		bot.screenshot("forgotten");
	}

	/** @param compared seconds since 1970; 0 for never */
	private Path known(String name, long size, String os, long compared) throws IOException {
		Path image = folder.resolve(name);
		try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
			file.setLength(size);
		}
		KnownClones.ofUser().put(new KnownClone(image, os, ""));
		if (compared > 0) {
			KnownClones.ofUser().measured(image, new Comparison(Instant.ofEpochSecond(compared), null, null, null, null,
					List.of()));
		}
		return image;
	}

	@Test
	void keepsAComparisonWhoseLikenessCannotBeStored() throws IOException {
		bot.run(() -> CloneList.get().put(systems.known(), () -> {
		}));
		bot.waitUntil("the clone is known", () -> CloneList.get().entries().size() == 1);
		Path known = folderOfKnown(systems.known().image());
		Path likeness = Files.createSymbolicLink(known.resolve("likeness.tsv"), folder.resolve("gone/likeness"));
		bot.run(() -> Comparisons.open(systems.known()));
		BotShell dialog = bot.shell("Known Clones");
		String said = dialog.contents();
		assertTrue(said.contains("The likeness can't be added") && said.contains("The comparison is right"), said);
		bot.buttonWithId("problem.ok").click();
		dialog.waitUntilClosed();
		bot.treeWithId("comparison.tree").getTreeItem("Installed packages");
		Files.delete(likeness);
	}

	private static Path folderOfKnown(Path image) throws IOException {
		try (Stream<Path> folders = Files.list(UserFolders.state().resolve("clones"))) {
			return folders.filter(each -> {
				try {
					return Files.readString(each.resolve("clone.properties")).contains(image.toString());
				} catch (IOException e) {
					return false;
				}
			}).findFirst().orElseThrow();
		}
	}
}
