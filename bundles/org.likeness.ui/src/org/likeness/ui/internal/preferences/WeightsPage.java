/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.preferences;

import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.likeness.core.Facet;
import org.likeness.core.Preferences;
import org.likeness.ui.internal.Facets;
import org.likeness.ui.internal.WidgetKeys;

/** How much each facet weighs in the overall likeness. */
public final class WeightsPage extends PreferencePage implements IWorkbenchPreferencePage {

	private static final int MOST = 1000;

	private final Map<Facet, Spinner> spinners = new LinkedHashMap<>();
	private boolean loaded;

	@Override
	public void init(IWorkbench workbench) {
		setDescription(
				"The overall likeness is the mean of the facets' likeness by these weights. A facet with weight 0 does "
						+ "not count. What changes here shows with the next comparison.");
	}

	@Override
	protected Control createContents(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(0, 10).spacing(16, 6).applyTo(area);
		for (Facet facet : Facets.all()) {
			Label label = new Label(area, SWT.NONE);
			label.setText(facet.label());
			label.setToolTipText(facet.help());
			Spinner spinner = WidgetKeys.mark(new Spinner(area, SWT.BORDER), "weight." + facet.id());
			spinner.setValues(facet.defaultWeight(), 0, MOST, 0, 1, 10);
			spinner.setToolTipText(facet.help());
			spinner.setEnabled(false);
			GridDataFactory.swtDefaults().hint(110, SWT.DEFAULT).applyTo(spinner);
			spinners.put(facet, spinner);
		}
		PreferenceFile.load(this::show);
		return area;
	}

	private void show(Preferences preferences) {
		spinners.forEach((facet, spinner) -> {
			if (!spinner.isDisposed()) {
				spinner.setSelection(preferences.weight(facet));
				spinner.setEnabled(true);
				loaded = true;
			}
		});
	}

	@Override
	protected void performDefaults() {
		spinners.forEach((facet, spinner) -> spinner.setSelection(facet.defaultWeight()));
		super.performDefaults();
	}

	@Override
	public boolean performOk() {
		if (loaded) {
			Map<Facet, Integer> weights = new LinkedHashMap<>();
			spinners.forEach((facet, spinner) -> weights.put(facet, spinner.getSelection()));
			PreferenceFile.change(preferences -> weights.forEach(preferences::setWeight));
		}
		return true;
	}
}
