/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import java.util.Map;

import org.eclipse.jface.action.ToolBarManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.menus.IMenuService;
import org.eclipse.ui.services.IServiceLocator;
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
	private final Label chosen;

	ComparisonHeader(Composite parent, String clone, IServiceLocator services) {
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
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(200, 14).applyTo(bar);
		Composite choice = new Composite(area, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).spacing(10, 0).applyTo(choice);
		GridDataFactory.swtDefaults().align(SWT.END, SWT.CENTER).applyTo(choice);
		chosen = WidgetKeys.mark(new Label(choice, SWT.RIGHT), "comparison.chosen");
		GridDataFactory.swtDefaults().align(SWT.END, SWT.CENTER).applyTo(chosen);
		ToolBarManager tools = new ToolBarManager(SWT.FLAT | SWT.RIGHT);
		IMenuService menus = services.getService(IMenuService.class);
		menus.populateContributionManager(tools, "toolbar:org.likeness.ui.comparison.tools");
		tools.createControl(choice).addDisposeListener(e -> menus.releaseContributions(tools));
		showChosen(0);
		summary = new Label(area, SWT.NONE);
		GridDataFactory.fillDefaults().grab(true, false).span(3, 1).applyTo(summary);
		Label formula = WidgetKeys.mark(new Label(area, SWT.WRAP), "comparison.formulaText");
		formula.setText(Likeness.FORMULA);
		GridDataFactory.fillDefaults().grab(true, false).span(3, 1).hint(400, SWT.DEFAULT).applyTo(formula);
		area.setLayoutData(new GridData(SWT.FILL, SWT.BEGINNING, true, false));
	}

	/** Tells how many items are ticked, also those that are not in sight. */
	void showChosen(int count) {
		String text = count == 0 ? "Nothing chosen" : String.format("%,d chosen", count);
		if (!chosen.getText().equals(text)) {
			chosen.setText(text);
			area.layout(true, true);
		}
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
		return account.isNone() ? "no user" : "user " + account.name();
	}
}
