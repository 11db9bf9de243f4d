/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.tests.bot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/** A tree. Its items come to be as they are asked for. */
public final class BotTree {

	private static final int CLICKS = 4;
	/** A check box is so wide and stands left of its item. */
	private static final int BOX = 20;

	private final LikenessBot bot;
	private final Tree tree;

	BotTree(LikenessBot bot, Tree tree) {
		this.bot = bot;
		this.tree = tree;
	}

	/** @return the tree itself */
	public Tree widget() {
		return tree;
	}

	/** @return the item at the top whose text starts so, once it is there */
	public BotTreeItem getTreeItem(String start) {
		bot.waitUntil("the tree shows " + start, () -> find(tree.getItems(), start) != null);
		return new BotTreeItem(bot.ask(() -> find(tree.getItems(), start)));
	}

	/** Clicks the title of a column. */
	public void clickHeader(String title) {
		bot.click(bot.settled(() -> Header.of(tree, title)));
		bot.letClickPass();
	}

	/** Opens the item, below the one before, and so on; returns the last. */
	public BotTreeItem expandNode(String... starts) {
		BotTreeItem item = getTreeItem(starts[0]).expand();
		for (String start : Arrays.asList(starts).subList(1, starts.length)) {
			item = item.getNode(start).expand();
		}
		return item;
	}

	/** @return the first column of the items at the top */
	public List<String> texts() {
		return bot.ask(() -> texts(tree.getItems()));
	}

	/** @return the first column of all items at the top and below them */
	public List<String> allTexts() {
		return bot.ask(() -> {
			List<String> all = new ArrayList<>();
			for (TreeItem item : tree.getItems()) {
				all.add(item.getText());
				all.addAll(texts(item.getItems()));
			}
			return all;
		});
	}

	/** @return the text of the selected item; empty if none is */
	public String selection() {
		return bot.ask(() -> tree.getSelectionCount() == 0 ? "" : tree.getSelection()[0].getText());
	}

	private static List<String> texts(TreeItem[] items) {
		return Arrays.stream(items).map(TreeItem::getText).toList();
	}

	private static TreeItem find(TreeItem[] items, String start) {
		return Arrays.stream(items).filter(item -> item.getText().startsWith(start)).findFirst().orElse(null);
	}

	/** An item of the tree. */
	public final class BotTreeItem {

		private final TreeItem item;

		BotTreeItem(TreeItem item) {
			this.item = item;
		}

		/** Opens it with the mouse, unless it is open. */
		public BotTreeItem expand() {
			for (int i = 0; i < CLICKS && !bot.ask(item::getExpanded); i++) {
				bot.click(area(), 2);
				bot.letClickPass();
			}
			bot.waitUntil("the item is open", item::getExpanded);
			return this;
		}

		/** @return the item below it whose text starts so, once it is there */
		public BotTreeItem getNode(String start) {
			bot.waitUntil("there is " + start, () -> find(item.getItems(), start) != null);
			return new BotTreeItem(bot.ask(() -> find(item.getItems(), start)));
		}

		/** @return the first column of the items below it */
		public List<String> getNodes() {
			return bot.ask(() -> texts(item.getItems()));
		}

		/** @return what a column says of the items below it */
		public List<String> getNodeCells(int column) {
			return bot.ask(() -> Arrays.stream(item.getItems()).map(node -> node.getText(column)).toList());
		}

		/** @return what a column says */
		public String cell(int column) {
			return bot.ask(() -> item.getText(column));
		}

		/** Clicks it. */
		public BotTreeItem select() {
			// What is unfolding moves the rows below it: a click may come too late for where the row was.
			int clicks = 0;
			do {
				bot.click(area());
				bot.letClickPass();
				clicks++;
			} while (clicks < CLICKS && !isSelected());
			return this;
		}

		private boolean isSelected() {
			return bot.ask(() -> Arrays.asList(tree.getSelection()).contains(item));
		}

		/** Clicks it twice. */
		public BotTreeItem doubleClick() {
			bot.click(area(), 2);
			return this;
		}

		/** Clicks it with the right button, and then presses the key of an item of its context menu. */
		public void contextMenu(char mnemonic) {
			openContextMenu();
			bot.pressShortcut(0, mnemonic);
		}

		/** Clicks it with the right button. */
		public void openContextMenu() {
			bot.openMenu(area());
		}

		/** Clicks its check box. */
		public BotTreeItem tick() {
			bot.run(() -> tree.showItem(item));
			bot.click(bot.settled(() -> {
				Rectangle bounds = item.getBounds(0);
				Point origin = tree.toDisplay(bounds.x, bounds.y);
				return new Rectangle(origin.x - BOX, origin.y, BOX, bounds.height);
			}));
			return this;
		}

		/** @return whether its check box is ticked, or grayed */
		public boolean isTicked() {
			return bot.ask(item::getChecked);
		}

		/** @return whether its check box is neither ticked nor empty */
		public boolean isGrayed() {
			return bot.ask(item::getGrayed);
		}

		private Rectangle area() {
			bot.run(() -> tree.showItem(item));
			return bot.settled(() -> {
				Rectangle bounds = item.getTextBounds(0);
				Point origin = tree.toDisplay(bounds.x, bounds.y);
				return new Rectangle(origin.x, origin.y, Math.min(bounds.width, 100), bounds.height);
			});
		}
	}
}
