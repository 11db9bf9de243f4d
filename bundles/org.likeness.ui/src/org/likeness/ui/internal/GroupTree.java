/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;

/** A tree of groups of items with what becomes, or became, of them. Its rows come to be as they scroll into sight. */
public final class GroupTree {

	/**
	 * Items that belong together.
	 *
	 * @param text what there is to say of all of them
	 */
	public record Group(String title, String text, String icon, List<Line> lines) {
	}

	/**
	 * An item.
	 *
	 * @param text what becomes of it
	 * @param data what the row stands for
	 */
	public record Line(String item, String text, String icon, Object data) {
	}

	/** More is not to be read one by one. */
	private static final int LISTED = 5_000;
	/** A group with so few rows is open from the start. */
	private static final int OPEN_AT_FIRST = 50;

	private final Tree tree;
	private List<Group> groups = List.of();

	/** @param style of the tree: {@code SWT.SINGLE} or {@code SWT.MULTI}; @param what the title of the second column, {@code null} for no titles */
	public GroupTree(Composite parent, int style, String key, String what) {
		tree = WidgetKeys.mark(new Tree(parent, SWT.VIRTUAL | SWT.FULL_SELECTION | style), key);
		tree.setHeaderVisible(what != null);
		for (String name : new String[] { "Item", what }) {
			new TreeColumn(tree, SWT.LEFT).setText(what == null ? "" : name);
		}
		tree.addListener(SWT.SetData, this::fill);
		tree.addListener(SWT.MouseMove, this::tell);
		tree.addListener(SWT.Resize, e -> {
			int width = tree.getClientArea().width - 4;
			int names = what == null ? width / 2 : width * 2 / 5;
			tree.getColumn(0).setWidth(names);
			tree.getColumn(1).setWidth(width - names);
		});
	}

	/** What is cut off at the end of its cell is told where the mouse rests. */
	private void tell(Event event) {
		TreeItem item = tree.getItem(new Point(event.x, event.y));
		String whole = null;
		for (int i = 0; item != null && i < tree.getColumnCount(); i++) {
			Rectangle cell = item.getBounds(i);
			int room = cell.x + cell.width - item.getTextBounds(i).x;
			if (cell.contains(event.x, event.y) && textWidth(item.getText(i)) > room) {
				whole = item.getText(i);
			}
		}
		if (!Objects.equals(whole, tree.getToolTipText())) {
			tree.setToolTipText(whole);
		}
	}

	private int textWidth(String text) {
		GC gc = new GC(tree);
		try {
			gc.setFont(tree.getFont());
			return gc.textExtent(text).x;
		} finally {
			gc.dispose();
		}
	}

	public Tree control() {
		return tree;
	}

	/** Shows other rows. */
	public void show(List<Group> shown) {
		tree.setRedraw(false);
		try {
			tree.removeAll();
			groups = shown;
			tree.setItemCount(groups.size());
			for (int i = 0; i < groups.size(); i++) {
				TreeItem item = tree.getItem(i);
				item.getText();
				item.setExpanded(groups.get(i).lines().size() <= OPEN_AT_FIRST);
			}
		} finally {
			tree.setRedraw(true);
		}
	}

	/** @return what the selected rows stand for; a group stands for all in it */
	public List<Object> selected() {
		Set<Object> selected = new LinkedHashSet<>();
		for (TreeItem item : tree.getSelection()) {
			if (item.getParentItem() == null) {
				groups.get(tree.indexOf(item)).lines().forEach(line -> selected.add(line.data()));
			} else if (item.getData() instanceof Line line) {
				selected.add(line.data());
			}
		}
		return new ArrayList<>(selected);
	}

	private void fill(Event event) {
		if (event.index < 0) {
			return; // GTK asks for rows that are just going, too
		}
		TreeItem item = (TreeItem) event.item;
		TreeItem parent = item.getParentItem();
		if (parent == null) {
			Group group = groups.get(event.index);
			item.setText(new String[] { group.title(), group.text() });
			item.setImage(Icons.get(group.icon()));
			item.setItemCount(Math.min(group.lines().size(), LISTED + 1));
			return;
		}
		Group group = groups.get(tree.indexOf(parent));
		if (event.index == LISTED) {
			item.setText(String.format("… and %,d more", group.lines().size() - LISTED));
			return;
		}
		Line line = group.lines().get(event.index);
		item.setData(line);
		item.setText(new String[] { line.item(), line.text() });
		item.setImage(1, Icons.get(line.icon()));
	}
}
