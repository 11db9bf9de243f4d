/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.clones;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.ui.part.ViewPart;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.Likeness;
import org.likeness.ui.internal.Commands;
import org.likeness.ui.internal.Icons;
import org.likeness.ui.internal.KeptOrder;
import org.likeness.ui.internal.Times;
import org.likeness.ui.internal.WidgetKeys;
import org.likeness.ui.internal.clones.CloneList.Entry;

/** The known clones in a table; a page that leads to the first one as long as there is none. */
public final class ClonesView extends ViewPart {

	/** As in plugin.xml. */
	public static final String ID = "org.likeness.ui.clones";

	private final Runnable refreshed = this::show;
	private final KeptOrder kept = new KeptOrder("clones");
	private StackLayout pages;
	private Composite stack;
	private Composite tablePage;
	private FirstRunPage firstRun;
	private TableViewer viewer;

	@Override
	public void createPartControl(Composite parent) {
		stack = new Composite(parent, SWT.NONE);
		pages = new StackLayout();
		stack.setLayout(pages);
		tablePage = new Composite(stack, SWT.NONE);
		TableColumnLayout columns = new TableColumnLayout();
		tablePage.setLayout(columns);
		viewer = new TableViewer(tablePage, SWT.FULL_SELECTION | SWT.SINGLE | SWT.V_SCROLL | SWT.H_SCROLL);
		WidgetKeys.mark(viewer.getTable(), "clones.table");
		viewer.getTable().setHeaderVisible(true);
		viewer.setContentProvider(ArrayContentProvider.getInstance());
		ColumnViewerToolTipSupport.enableFor(viewer);
		column(columns, "Image", 16, Entry::name, entry -> entry.name().toLowerCase(Locale.ROOT)).setIcon("clone");
		column(columns, "Operating system", 37,
				entry -> entry.known().os().isEmpty() ? "not known yet" : entry.known().os(),
				entry -> entry.known().os().isEmpty() ? null : entry.known().os().toLowerCase(Locale.ROOT));
		column(columns, "Size", 12, entry -> entry.disk().size(), entry -> entry.disk().bytes());
		column(columns, "Likeness", 14, entry -> Likeness.percent(entry.likeness()),
				entry -> entry.likeness().isEmpty() ? null : entry.likeness().getAsDouble());
		column(columns, "Last compared", 21, entry -> time(entry.compared()), Entry::compared);
		viewer.addOpenListener(e -> Commands.run(getSite(), Commands.COMPARE));
		MenuManager menu = new MenuManager();
		viewer.getTable().setMenu(menu.createContextMenu(viewer.getTable()));
		getSite().registerContextMenu(menu, viewer);
		getSite().setSelectionProvider(viewer);
		CloneList.get().addListener(refreshed);
		show();
		CloneList.get().refresh();
	}

	private static String time(Instant when) {
		return when == null ? "never" : Times.text(when);
	}

	/** @param value what it is sorted by; {@code null} for nothing */
	private <T extends Comparable<T>> Label column(TableColumnLayout layout, String name, int weight,
			Function<Entry, String> text, Function<Entry, T> value) {
		TableViewerColumn column = new TableViewerColumn(viewer, SWT.LEFT);
		column.getColumn().setText(name);
		column.getColumn().addListener(SWT.Selection, e -> clicked(column.getColumn(), value));
		if (name.equals(kept.column(""))) {
			sort(column.getColumn(), value, kept.isDescending());
		}
		Label label = new Label(text);
		column.setLabelProvider(label);
		layout.setColumnData(column.getColumn(), new ColumnWeightData(weight, 60, true));
		return label;
	}

	/** Sorts by a column; the other way round if it is sorted by that already. */
	private <T extends Comparable<T>> void clicked(TableColumn column, Function<Entry, T> value) {
		Table table = viewer.getTable();
		boolean descending = table.getSortColumn() == column && table.getSortDirection() == SWT.UP;
		sort(column, value, descending);
		kept.keep(column.getText(), descending);
	}

	private <T extends Comparable<T>> void sort(TableColumn column, Function<Entry, T> value, boolean descending) {
		viewer.getTable().setSortColumn(column);
		viewer.getTable().setSortDirection(descending ? SWT.DOWN : SWT.UP);
		viewer.setComparator(new CloneOrder(value, descending));
	}

	private void show() {
		if (stack.isDisposed()) {
			return;
		}
		List<Entry> entries = CloneList.get().entries();
		boolean empty = entries != null && entries.isEmpty();
		showPage(empty);
		if (entries == null) {
			return;
		}
		Entry selected = selected();
		viewer.setInput(entries);
		Entry again = entries.stream().filter(entry -> selected != null && same(entry.known(), selected.known()))
				.findFirst()
				.orElse((Entry) viewer.getElementAt(0));
		viewer.setSelection(again == null ? StructuredSelection.EMPTY : new StructuredSelection(again));
	}

	/** The first-run page is made when it is needed: most people see it once. */
	private void showPage(boolean empty) {
		if (empty && firstRun == null) {
			firstRun = new FirstRunPage(stack);
		}
		Composite page = empty ? firstRun.control() : tablePage;
		if (pages.topControl != page) {
			pages.topControl = page;
			stack.layout();
		}
		if (!empty && firstRun != null) {
			firstRun.control().dispose();
			firstRun = null;
		}
	}

	private static boolean same(KnownClone one, KnownClone other) {
		return one.image().equals(other.image());
	}

	private Entry selected() {
		return ((IStructuredSelection) viewer.getSelection()).getFirstElement() instanceof Entry entry ? entry : null;
	}

	@Override
	public void setFocus() {
		if (pages.topControl == tablePage) {
			viewer.getTable().setFocus();
		} else {
			stack.setFocus();
		}
	}

	@Override
	public void dispose() {
		CloneList.get().removeListener(refreshed);
		super.dispose();
	}

	/** A column's text; the path of the image, and what it is, as tool tip. */
	private static final class Label extends ColumnLabelProvider {

		private final Function<Entry, String> text;
		private String icon;

		Label(Function<Entry, String> text) {
			this.text = text;
		}

		void setIcon(String icon) {
			this.icon = icon;
		}

		@Override
		public String getText(Object element) {
			return text.apply((Entry) element);
		}

		@Override
		public Image getImage(Object element) {
			return icon == null ? null : Icons.get(icon);
		}

		@Override
		public String getToolTipText(Object element) {
			Entry entry = (Entry) element;
			return entry.known().image() + (entry.disk().file() == null ? "" : "\n" + entry.disk().file())
					+ (entry.known().root().isEmpty() ? "" : "\nthe system on " + entry.known().root());
		}
	}
}
