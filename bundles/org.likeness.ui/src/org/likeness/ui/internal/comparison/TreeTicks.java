/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.likeness.ui.internal.comparison.Chosen.Tick;
import org.likeness.ui.internal.comparison.Rows.FacetRow;
import org.likeness.ui.internal.comparison.Rows.ItemRow;
import org.likeness.ui.internal.comparison.Rows.Row;

/** The check boxes of the tree: they show what is chosen, and change it. */
final class TreeTicks {

	private final Tree tree;
	private final Chosen chosen;
	private final Function<TreeItem, Row> rows;
	private final Runnable changed;
	/** The rows that have come into sight so far; the others have no box yet. */
	private final List<TreeItem> seen = new ArrayList<>();

	TreeTicks(Tree tree, Chosen chosen, Function<TreeItem, Row> rows, Runnable changed) {
		this.tree = tree;
		this.chosen = chosen;
		this.rows = rows;
		this.changed = changed;
		tree.addListener(SWT.Selection, e -> {
			if (e.detail == SWT.CHECK) {
				turn((TreeItem) e.item);
			}
		});
		tree.addListener(SWT.KeyDown, this::key);
	}

	/** GTK's own space bar does nothing: the box is in the cell of the text. */
	private void key(Event event) {
		if (event.character == ' ' && (event.stateMask & SWT.MODIFIER_MASK) == 0 && tree.getSelectionCount() == 1) {
			event.doit = false;
			turn(tree.getSelection()[0]);
		}
	}

	/** A facet of which some are chosen becomes one of which all are. */
	private void turn(TreeItem item) {
		Row row = rows.apply(item);
		if (row instanceof ItemRow found) {
			String facet = found.facet().facet().id();
			chosen.set(facet, found.item(), !chosen.contains(facet, found.item().key()));
		} else if (row instanceof FacetRow facet) {
			chosen.setAll(facet, chosen.tick(facet) != Tick.ALL);
		}
		show();
		changed.run();
	}

	void chooseAll(Rows shown) {
		shown.facets().forEach(facet -> chosen.setAll(facet, true));
		show();
		changed.run();
	}

	/** A row has come into sight. */
	void add(TreeItem item) {
		seen.add(item);
		show(item);
	}

	/** All rows are about to go. */
	void forgetRows() {
		seen.clear();
	}

	void show() {
		seen.removeIf(TreeItem::isDisposed);
		seen.forEach(this::show);
	}

	private void show(TreeItem item) {
		Row row = (Row) item.getData();
		Tick tick = Tick.NONE;
		if (row instanceof FacetRow facet) {
			tick = chosen.tick(facet);
		} else if (row instanceof ItemRow found && chosen.contains(found.facet().facet().id(), found.item().key())) {
			tick = Tick.ALL;
		}
		if (item.getChecked() != (tick != Tick.NONE)) {
			item.setChecked(tick != Tick.NONE);
		}
		if (item.getGrayed() != (tick == Tick.SOME)) {
			item.setGrayed(tick == Tick.SOME);
		}
	}
}
