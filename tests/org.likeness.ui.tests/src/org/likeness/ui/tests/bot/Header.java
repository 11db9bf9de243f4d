/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.tests.bot;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;

import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;

/** Where the titles of columns are that are all in sight. On the UI thread. */
final class Header {

	private Header() {
	}

	static Rectangle of(Tree tree, String title) {
		List<TreeColumn> columns = Arrays.asList(tree.getColumns());
		return of(tree, tree.getHeaderHeight(), columns.stream().map(TreeColumn::getText).toList(),
				columns.stream().map(TreeColumn::getWidth).toList(), title);
	}

	static Rectangle of(Table table, String title) {
		List<TableColumn> columns = Arrays.asList(table.getColumns());
		return of(table, table.getHeaderHeight(), columns.stream().map(TableColumn::getText).toList(),
				columns.stream().map(TableColumn::getWidth).toList(), title);
	}

	private static Rectangle of(Control control, int height, List<String> titles, List<Integer> widths, String title) {
		int column = titles.indexOf(title);
		if (column < 0) {
			fail("there is no column " + title + " but " + titles);
		}
		int left = widths.subList(0, column).stream().mapToInt(Integer::intValue).sum();
		Point origin = control.getParent().toDisplay(control.getLocation());
		return new Rectangle(origin.x + left, origin.y, widths.get(column), height);
	}
}
