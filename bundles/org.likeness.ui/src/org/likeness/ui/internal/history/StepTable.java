/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.likeness.core.Likeness;
import org.likeness.core.RecordedStep;
import org.likeness.history.HistoryStep;
import org.likeness.ui.internal.Facets;
import org.likeness.ui.internal.Icons;
import org.likeness.ui.internal.Times;
import org.likeness.ui.internal.WidgetKeys;
import org.likeness.ui.internal.comparison.ItemText;

/** The table of a clone's steps, newest first. Its rows come to be as they scroll into sight. */
final class StepTable {

	private static final int[] WIDTHS = { 146, 92, 150, 78, 106 };
	private static final int TITLE = 2;

	private final Table table;
	private List<HistoryStep> steps = List.of();

	StepTable(Composite parent) {
		table = WidgetKeys.mark(new Table(parent, SWT.VIRTUAL | SWT.FULL_SELECTION | SWT.MULTI), "history.steps");
		table.setHeaderVisible(true);
		String[] names = { "Date", "What", "Title", "Likeness", "Items" };
		for (int i = 0; i < names.length; i++) {
			TableColumn column = new TableColumn(table, SWT.LEFT);
			column.setText(names[i]);
			column.setWidth(WIDTHS[i]);
		}
		table.addListener(SWT.SetData, this::fill);
		table.addListener(SWT.Resize, e -> {
			int others = Arrays.stream(WIDTHS).sum() - WIDTHS[TITLE];
			table.getColumn(TITLE).setWidth(Math.max(WIDTHS[TITLE], table.getClientArea().width - others - 4));
		});
	}

	Table control() {
		return table;
	}

	/** Shows other steps; what was selected stays so where it is still there, else the newest is. */
	void show(List<HistoryStep> shown) {
		Set<String> before = selected().stream().map(HistoryStep::id).collect(Collectors.toCollection(HashSet::new));
		boolean newest = steps.isEmpty() || before.isEmpty() || before.equals(Set.of(steps.get(0).id()));
		steps = shown;
		table.setItemCount(steps.size());
		table.clearAll();
		List<Integer> rows = new ArrayList<>();
		for (int i = 0; i < steps.size(); i++) {
			if (newest ? i == 0 : before.contains(steps.get(i).id())) {
				rows.add(i);
			}
		}
		table.setSelection(rows.stream().mapToInt(Integer::intValue).toArray());
	}

	/** @return the steps that are selected, newest first */
	List<HistoryStep> selected() {
		return Arrays.stream(table.getSelectionIndices()).sorted().filter(row -> row < steps.size())
				.mapToObj(steps::get).toList();
	}

	/** @return all steps, newest first */
	List<HistoryStep> all() {
		return steps;
	}

	/** @return the step before {@code step}; {@code null} if that is the first */
	Version before(HistoryStep step) {
		return steps.stream().filter(other -> other.id().equals(step.parent())).findFirst().map(Version::new)
				.orElse(null);
	}

	private void fill(Event event) {
		if (event.index < 0 || event.index >= steps.size()) {
			return; // GTK asks for rows that are just going, too
		}
		HistoryStep step = steps.get(event.index);
		RecordedStep told = step.step();
		TableItem item = (TableItem) event.item;
		item.setText(new String[] { Times.text(told.when()), what(told.kind()), ItemText.cell(step.title()),
				Likeness.percent(told.likeness()), counts(told) });
		item.setImage(Icons.get(icon(told.kind())));
	}

	private static String what(RecordedStep.Kind kind) {
		return switch (kind) {
		case FOUND -> "found";
		case APPLIED -> "applied";
		case ROLLED_BACK -> "rolled back";
		};
	}

	private static String icon(RecordedStep.Kind kind) {
		return switch (kind) {
		case FOUND -> "clone";
		case APPLIED -> "apply";
		case ROLLED_BACK -> "rollback";
		};
	}

	private static String counts(RecordedStep step) {
		return step.counts().entrySet().stream()
				.map(entry -> String.format("%s %,d", Facets.label(entry.getKey()), entry.getValue()))
				.collect(Collectors.joining(", "));
	}
}
