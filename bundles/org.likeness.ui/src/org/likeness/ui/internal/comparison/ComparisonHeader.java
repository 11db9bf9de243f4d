/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import java.util.Map;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.likeness.core.Account;
import org.likeness.core.Comparison;
import org.likeness.core.Likeness;
import org.likeness.ui.internal.Icons;
import org.likeness.ui.internal.Times;
import org.likeness.ui.internal.WidgetKeys;

/** The overall likeness, how it is reckoned, and who was compared with whom. */
final class ComparisonHeader {

	private final Composite area;
	private final Label percent;
	private final LikenessBar bar;
	private final Label summary;
	private final Label sides;

	ComparisonHeader(Composite parent, String clone) {
		area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(3).margins(12, 8).spacing(14, 2).applyTo(area);
		LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), area);
		percent = WidgetKeys.mark(new Label(area, SWT.NONE), "comparison.likeness");
		percent.setFont(resources.create(FontDescriptor.createFrom(area.getFont()).setStyle(SWT.BOLD).setHeight(22)));
		percent.setText("100.0 %");
		GridDataFactory.swtDefaults().span(1, 2).align(SWT.BEGINNING, SWT.CENTER).applyTo(percent);
		sides = new Label(area, SWT.NONE);
		sides.setText("The laptop and " + clone);
		sides.setFont(resources.create(FontDescriptor.createFrom(area.getFont()).setStyle(SWT.BOLD)));
		GridDataFactory.fillDefaults().grab(true, false).applyTo(sides);
		Label info = WidgetKeys.mark(new Label(area, SWT.NONE), "comparison.formula");
		info.setImage(Icons.get("info"));
		info.setToolTipText(Likeness.FORMULA);
		GridDataFactory.swtDefaults().align(SWT.END, SWT.CENTER).applyTo(info);
		bar = new LikenessBar(area);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(300, 14).applyTo(bar);
		summary = new Label(area, SWT.NONE);
		GridDataFactory.fillDefaults().grab(true, false).span(3, 1).applyTo(summary);
		Label formula = WidgetKeys.mark(new Label(area, SWT.WRAP), "comparison.formulaText");
		formula.setText(Likeness.FORMULA);
		GridDataFactory.fillDefaults().grab(true, false).span(3, 1).hint(400, SWT.DEFAULT).applyTo(formula);
		area.setLayoutData(new GridData(SWT.FILL, SWT.BEGINNING, true, false));
	}

	void show(Comparison comparison, Map<Category, Integer> counts) {
		percent.setText(Likeness.percent(comparison.likeness()));
		bar.setScore(comparison.likeness());
		summary.setText(String.format("%s, %s   ↔   %s, %s   ·   compared %s",
				comparison.laptopSystem().os().prettyName(),
				user(comparison.laptopUser()), comparison.cloneSystem().os().prettyName(), user(comparison.cloneUser()),
				Times.text(comparison.when())));
		area.getParent().layout(true, true);
	}

	private static String user(Account account) {
		return "user " + account.name();
	}
}
