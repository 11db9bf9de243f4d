/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.likeness.ui.internal.Icons;
import org.likeness.ui.internal.WidgetKeys;

/** Chooses what the tree shows: a box for each category, and a search that answers while one types. */
final class FilterBar {

	/** Milliseconds without a key until the search starts. */
	private static final int PAUSE = 150;

	private final Map<Category, Button> buttons = new EnumMap<>(Category.class);
	private final Text search;
	private final Runnable changed;
	private final Runnable pausing = this::paused;

	FilterBar(Composite parent, Runnable changed) {
		this.changed = changed;
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(Category.values().length + 1).margins(12, 4).spacing(12, 0)
				.applyTo(area);
		area.setLayoutData(new GridData(SWT.FILL, SWT.BEGINNING, true, false));
		for (Category category : Category.values()) {
			Button button = WidgetKeys.mark(new Button(area, SWT.CHECK),
					"comparison.filter." + category.name().toLowerCase(java.util.Locale.ROOT));
			button.setImage(Icons.get(category.icon()));
			button.setText(category.label());
			button.setToolTipText(category.help() + " (Alt+" + (category.ordinal() + 1) + ")");
			button.setSelection(category != Category.SAME);
			button.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> changed.run()));
			buttons.put(category, button);
		}
		search = WidgetKeys.mark(new Text(area, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), "comparison.search");
		search.setMessage("Search items and values (Ctrl+F)");
		search.addModifyListener(e -> search.getDisplay().timerExec(PAUSE, pausing));
		search.addDisposeListener(e -> search.getDisplay().timerExec(-1, pausing));
		GridDataFactory.fillDefaults().grab(true, false).indent(8, 0).align(SWT.FILL, SWT.CENTER).applyTo(search);
	}

	private void paused() {
		if (!search.isDisposed()) {
			changed.run();
		}
	}

	void count(Map<Category, Integer> counts) {
		buttons.forEach(
				(category, button) -> button.setText(String.format("%s %,d", category.label(), counts.get(category))));
		buttons.get(Category.SAME).getParent().layout(true, true);
	}

	/** @return what is chosen now */
	ItemFilter filter() {
		Set<Category> shown = EnumSet.noneOf(Category.class);
		buttons.forEach((category, button) -> {
			if (button.getSelection()) {
				shown.add(category);
			}
		});
		return new ItemFilter(shown, search.getText());
	}

	void toggle(Category category) {
		Button button = buttons.get(category);
		button.setSelection(!button.getSelection());
		changed.run();
	}

	void focusSearch() {
		search.setFocus();
		search.selectAll();
	}
}
