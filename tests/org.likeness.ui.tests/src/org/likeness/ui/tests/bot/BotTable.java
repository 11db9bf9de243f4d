/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.tests.bot;

import java.util.Arrays;
import java.util.List;

import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/** A table. */
public final class BotTable {

	private static final int CLICKS = 4;

	private final LikenessBot bot;
	private final Table table;

	BotTable(LikenessBot bot, Table table) {
		this.bot = bot;
		this.table = table;
	}

	/** @return the table itself */
	public Table widget() {
		return table;
	}

	/** @return what a column says, from top to bottom */
	public List<String> column(int column) {
		return bot.ask(() -> Arrays.stream(table.getItems()).map(item -> item.getText(column)).toList());
	}

	/** Clicks the title of a column. */
	public void clickHeader(String title) {
		bot.click(bot.settled(() -> Header.of(table, title)));
		bot.letClickPass();
	}

	/** Clicks the row whose first column says that, once it is there. */
	public void select(String first) {
		bot.waitUntil("the table shows " + first, () -> find(first) != null);
		for (int i = 0; i < CLICKS && !isSelected(first); i++) {
			bot.click(bot.settled(() -> {
				Rectangle bounds = find(first).getBounds(0);
				Point origin = table.toDisplay(bounds.x, bounds.y);
				return new Rectangle(origin.x, origin.y, bounds.width, bounds.height);
			}));
			bot.letClickPass();
		}
		bot.waitUntil(first + " is selected", () -> isSelected(first));
	}

	/** Clicks the row at that place, once it is there. */
	public void select(int row) {
		bot.waitUntil("the table has row " + row, () -> row < table.getItemCount());
		for (int i = 0; i < CLICKS && !isSelected(row); i++) {
			bot.click(area(row));
			bot.letClickPass();
		}
		bot.waitUntil("row " + row + " is selected", () -> isSelected(row));
	}

	/** Clicks the row at that place, too. */
	public void alsoSelect(int row) {
		bot.clickWithCtrl(area(row));
		bot.waitUntil("row " + row + " is selected too", () -> table.getSelectionCount() > 1 && table.isSelected(row));
	}

	private Rectangle area(int row) {
		return bot.settled(() -> {
			Rectangle bounds = table.getItem(row).getBounds(0);
			Point origin = table.toDisplay(bounds.x, bounds.y);
			return new Rectangle(origin.x, origin.y, bounds.width, bounds.height);
		});
	}

	private boolean isSelected(int row) {
		return bot.ask(() -> table.getSelectionCount() == 1 && table.getSelectionIndex() == row);
	}

	private boolean isSelected(String first) {
		return bot.ask(() -> table.getSelectionCount() == 1 && table.getSelection()[0].getText().equals(first));
	}

	private TableItem find(String first) {
		return Arrays.stream(table.getItems()).filter(item -> item.getText().equals(first)).findFirst().orElse(null);
	}
}
