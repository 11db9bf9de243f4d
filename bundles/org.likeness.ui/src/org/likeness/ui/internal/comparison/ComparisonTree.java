/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.likeness.core.ComparedItem;
import org.likeness.core.Likeness;
import org.likeness.ui.internal.Icons;
import org.likeness.ui.internal.KeptOrder;
import org.likeness.ui.internal.SuppliedSelection;
import org.likeness.ui.internal.WidgetKeys;
import org.likeness.ui.internal.comparison.Rows.FacetRow;
import org.likeness.ui.internal.comparison.Rows.ItemRow;
import org.likeness.ui.internal.comparison.Rows.MoreRow;
import org.likeness.ui.internal.comparison.Rows.NoteRow;
import org.likeness.ui.internal.comparison.Rows.Row;

/** The tree of a comparison. Its rows come to be as they scroll into sight. */
final class ComparisonTree {

	private static final int ITEM = Column.ITEM.ordinal();
	private static final int LAPTOP = Column.LAPTOP.ordinal();
	private static final int CLONE = Column.CLONE.ordinal();
	private static final int STATE = Column.STATE.ordinal();
	private static final int SIZE = Column.SIZE.ordinal();

	/** The widths of the columns where there is no room for more. */
	private static final int[] NARROW = { 380, 220, 220, 210, 150 };

	/** A facet with so few rows is open from the start. */
	private static final int OPEN_AT_FIRST = 12;

	private final Tree tree;
	private final Set<String> open = new HashSet<>();
	private Consumer<String> showAll = facet -> {
	};
	private Consumer<ComparedItem> openItem = item -> {
	};
	private Runnable sort = () -> {
	};
	private final TreeTicks ticks;
	private final KeptOrder kept = new KeptOrder("comparison");
	private ItemOrder order = ItemOrder.of(kept);
	private Rows rows;
	private boolean first = true;

	/** @param chosen what is ticked; @param ticked called when a person has changed that */
	ComparisonTree(Composite parent, Chosen chosen, Runnable ticked) {
		tree = WidgetKeys.mark(new Tree(parent,
				SWT.VIRTUAL | SWT.CHECK | SWT.FULL_SELECTION | SWT.SINGLE | SWT.BORDER),
				"comparison.tree");
		tree.setHeaderVisible(true);
		ticks = new TreeTicks(tree, chosen, ComparisonTree::row, ticked);
		for (Column column : Column.values()) {
			add(column);
		}
		tree.addListener(SWT.SetData, this::fill);
		tree.addListener(SWT.PaintItem, this::paint);
		tree.addListener(SWT.Expand, e -> remember(e, true));
		tree.addListener(SWT.Collapse, e -> remember(e, false));
		tree.addListener(SWT.DefaultSelection, e -> open((TreeItem) e.item));
		tree.addListener(SWT.Resize, e -> fitColumns());
	}

	/** Gives the widest columns what the others leave. */
	private void fitColumns() {
		int width = tree.getClientArea().width;
		if (width > 600) {
			int rest = width - NARROW[STATE] - NARROW[SIZE] - 4;
			tree.getColumn(ITEM).setWidth(rest * 46 / 100);
			tree.getColumn(LAPTOP).setWidth(rest * 27 / 100);
			tree.getColumn(CLONE).setWidth(rest * 27 / 100);
			tree.getColumn(STATE).setWidth(NARROW[STATE]);
			tree.getColumn(SIZE).setWidth(NARROW[SIZE]);
		}
	}

	/** A click on its title sorts by it, a second one the other way round. */
	private void add(Column column) {
		TreeColumn made = new TreeColumn(tree, SWT.LEFT);
		made.setText(column.title());
		made.setWidth(NARROW[column.ordinal()]);
		made.setMoveable(false);
		made.addListener(SWT.Selection, e -> {
			order = order.clicked(column);
			order.keep(kept);
			sort.run();
		});
	}

	Tree control() {
		return tree;
	}

	/** Calls {@code listener} with the facet's id when all its items are asked for. */
	void onShowAll(Consumer<String> listener) {
		showAll = listener;
	}

	/** Calls {@code listener} when an item is to be opened. */
	void onOpen(Consumer<ComparedItem> listener) {
		openItem = listener;
	}

	/** Calls {@code listener} when another order is asked for. */
	void onSort(Runnable listener) {
		sort = listener;
	}

	/** @return the order asked for */
	ItemOrder order() {
		return order;
	}

	/** @return the item that is selected, for commands; empty if none is */
	SuppliedSelection selection() {
		SuppliedSelection selection = new SuppliedSelection(this::selected);
		tree.addListener(SWT.Selection, e -> selection.changed());
		return selection;
	}

	private StructuredSelection selected() {
		TreeItem[] selection = tree.getSelection();
		return selection.length == 1 && row(selection[0]) instanceof ItemRow row ? new StructuredSelection(row.item())
				: StructuredSelection.EMPTY;
	}

	/** Opens the selected item. */
	void openSelected() {
		TreeItem[] selection = tree.getSelection();
		if (selection.length == 1) {
			open(selection[0]);
		}
	}

	private void open(TreeItem item) {
		Row row = row(item);
		if (row instanceof ItemRow found) {
			openItem.accept(found.item());
		} else if (row instanceof MoreRow more) {
			showAll.accept(more.facet().facet().id());
		} else if (row != null && row.size() > 0) {
			item.setExpanded(!item.getExpanded());
			remember(item, item.getExpanded());
		}
	}

	/** Ticks all items that are shown and can be chosen. */
	void chooseAllShown() {
		if (rows != null) {
			ticks.chooseAll(rows);
		}
	}

	/** Shows what is ticked now. */
	void showTicks() {
		ticks.show();
	}

	/** Opens or closes all facets. */
	void expandAll(boolean expanded) {
		for (int i = 0; rows != null && i < rows.facets().size(); i++) {
			TreeItem item = tree.getItem(i);
			row(item);
			item.setExpanded(expanded);
			remember(item, expanded);
		}
	}

	/** Shows other rows; what is selected and open stays so where it is still there. */
	void show(Rows shown) {
		if (first) {
			first = false;
			shown.facets().stream().filter(row -> row.matches() > 0 && row.size() <= OPEN_AT_FIRST)
					.forEach(row -> open.add(row.facet().facet().id()));
			if (open.isEmpty()) {
				shown.facets().stream().filter(row -> row.matches() > 0).findFirst()
						.ifPresent(row -> open.add(row.facet().facet().id()));
			}
		}
		Place selected = place();
		rows = shown;
		tree.setRedraw(false);
		try {
			ticks.forgetRows();
			collapse();
			tree.removeAll();
			tree.setItemCount(shown.facets().size());
			tree.setSortColumn(tree.getColumn(shown.order().column().ordinal()));
			tree.setSortDirection(shown.order().descending() ? SWT.DOWN : SWT.UP);
			for (int i = 0; i < shown.facets().size(); i++) {
				FacetRow facet = shown.facets().get(i);
				if (shown.filter().isSearch() || open.contains(facet.facet().facet().id())) {
					TreeItem item = tree.getItem(i);
					row(item);
					item.setExpanded(facet.size() > 0);
				}
			}
			restore(selected);
		} finally {
			tree.setRedraw(true);
		}
	}

	/** GTK drops the rows below a closed one at once; else it moves the cursor from row to row as they go. */
	private void collapse() {
		for (int i = 0; i < tree.getItemCount(); i++) {
			tree.getItem(i).setExpanded(false);
		}
	}

	/** Where the selection is, in words that outlive the rows. */
	private record Place(String facet, String key) {
	}

	private Place place() {
		TreeItem[] selection = tree.getSelection();
		if (selection.length != 1) {
			return null;
		}
		Row row = row(selection[0]);
		if (row instanceof ItemRow item) {
			return new Place(item.facet().facet().id(), item.item().key());
		}
		return row instanceof FacetRow facet ? new Place(facet.facet().facet().id(), null) : null;
	}

	private void restore(Place place) {
		for (int i = 0; place != null && i < rows.facets().size(); i++) {
			FacetRow facet = rows.facets().get(i);
			if (facet.facet().facet().id().equals(place.facet())) {
				TreeItem item = tree.getItem(i);
				int index = place.key() == null ? -1 : facet.indexOf(place.key());
				TreeItem found = index >= 0 && item.getExpanded() ? item.getItem(index) : item;
				row(found);
				tree.setSelection(found);
				tree.showItem(found);
				return;
			}
		}
	}

	private void remember(Event event, boolean expanded) {
		remember((TreeItem) event.item, expanded);
	}

	private void remember(TreeItem item, boolean expanded) {
		if (row(item) instanceof FacetRow facet && !rows.filter().isSearch()) {
			String id = facet.facet().facet().id();
			if (expanded) {
				open.add(id);
			} else {
				open.remove(id);
			}
		}
	}

	/** @return the row of an item, which is filled by this if it was not yet */
	private static Row row(TreeItem item) {
		item.getText();
		return (Row) item.getData();
	}

	/** GTK asks for rows without a place, index -1, while they go: those stay empty. */
	private void fill(Event event) {
		TreeItem item = (TreeItem) event.item;
		TreeItem parent = item.getParentItem();
		Row above = parent == null ? null : row(parent);
		int size = parent == null ? rows.facets().size() : above == null ? 0 : above.size();
		if (event.index < 0 || event.index >= size) {
			return;
		}
		Row row = above == null ? rows.facets().get(event.index) : above.child(event.index);
		item.setData(row);
		if (row instanceof FacetRow facet) {
			fill(item, facet);
		} else if (row instanceof ItemRow found) {
			fill(item, found.item());
		} else if (row instanceof MoreRow more) {
			item.setText(ITEM, String.format("%,d more – double-click to list them all, or search", more.count()));
		} else if (row instanceof NoteRow note) {
			item.setText(ITEM, note.text());
			if (note.icon() != null) {
				item.setImage(ITEM, Icons.get(note.icon()));
			}
		}
		item.setItemCount(row.size());
		ticks.add(item);
	}

	private static void fill(TreeItem item, FacetRow row) {
		int all = row.facet().items().size();
		item.setText(ITEM, row.facet().facet().label()
				+ (row.matches() == all ? String.format("  (%,d)", all)
						: String.format("  (%,d of %,d)", row.matches(), all)));
		item.setText(LAPTOP, count(row.facet().ofLaptop().items().size()));
		item.setText(CLONE, count(row.facet().ofClone().items().size()));
		item.setText(STATE, row.facet().notApplicable() != null ? "not applicable"
				: row.facet().unread() != null ? "unread" : Likeness.percent(row.facet().likeness().score()));
		item.setText(SIZE, "weight " + row.facet().weight());
		item.setImage(ITEM, Icons.get("facet"));
	}

	private static String count(int items) {
		return items == 1 ? "1 item" : String.format("%,d items", items);
	}

	private static void fill(TreeItem item, ComparedItem compared) {
		item.setText(
				new String[] { ItemText.cell(compared.key()), ItemText.ofLaptop(compared), ItemText.ofClone(compared),
						ItemText.state(compared), ItemText.size(compared) });
		item.setImage(STATE, Icons.get(Category.of(compared).icon()));
	}

	/** A facet's likeness stands beside its percentage as a bar; a note goes on through all columns. */
	private void paint(Event event) {
		if (event.index > ITEM
				&& (event.item.getData() instanceof NoteRow || event.item.getData() instanceof MoreRow)) {
			TreeItem item = (TreeItem) event.item;
			Rectangle text = item.getTextBounds(ITEM);
			int height = event.gc.textExtent(item.getText(ITEM)).y;
			event.gc.drawText(item.getText(ITEM), text.x, text.y + (text.height - height) / 2, true);
		}
		if (event.index == STATE && event.item.getData() instanceof FacetRow row) {
			LikenessBar.paint(event, ((TreeItem) event.item).getBounds(STATE), row.facet().likeness().score());
		}
	}
}
