/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.preferences;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.likeness.core.Facet;
import org.likeness.core.PathPattern;
import org.likeness.ui.internal.WidgetKeys;

/** Asks for the name and the globs of an ignore rule. */
final class OwnRuleDialog extends TitleAreaDialog {

	private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

	private final Facet facet;
	private final RulesPage.OwnRule old;
	private final List<String> taken;
	private Text name;
	private Text globs;
	private RulesPage.OwnRule answer;

	OwnRuleDialog(Shell parent, Facet facet, RulesPage.OwnRule old, List<String> taken) {
		super(parent);
		this.facet = facet;
		this.old = old;
		this.taken = taken;
		setHelpAvailable(false);
	}

	/** @return the rule; {@code null} if the person gave up */
	RulesPage.OwnRule ask() {
		return open() == Window.OK ? answer : null;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("Ignore Rule");
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("What to leave out of " + facet.label());
		setMessage("Globs over the items' names, one a line: * and ? stay within a folder, ** crosses folders.");
		Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(14, 14).spacing(10, 10).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		new Label(area, SWT.NONE).setText("&Name:");
		name = WidgetKeys.mark(new Text(area, SWT.BORDER), "rule.name");
		GridDataFactory.fillDefaults().grab(true, false).applyTo(name);
		Label label = new Label(area, SWT.NONE);
		label.setText("&Globs:");
		GridDataFactory.swtDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(label);
		globs = WidgetKeys.mark(new Text(area, SWT.BORDER | SWT.MULTI | SWT.V_SCROLL), "rule.globs");
		GridDataFactory.fillDefaults().grab(true, true).hint(380, 90).applyTo(globs);
		if (old != null) {
			name.setText(old.name());
			globs.setText(String.join("\n", old.globs()));
		}
		name.addModifyListener(e -> validate());
		globs.addModifyListener(e -> validate());
		return area;
	}

	@Override
	protected Control createButtonBar(Composite parent) {
		Control bar = super.createButtonBar(parent);
		WidgetKeys.mark(getButton(OK), "rule.ok");
		getButton(OK).setEnabled(false);
		return bar;
	}

	private List<String> lines() {
		return Arrays.stream(globs.getText().split("\\R")).map(String::strip).filter(line -> !line.isEmpty()).toList();
	}

	private void validate() {
		String problem = null;
		String text = name.getText().strip();
		if (!text.isEmpty() && !NAME.matcher(text).matches()) {
			problem = "A name has small letters, digits and hyphens.";
		} else if (taken.contains(text)) {
			problem = "This facet has a rule of that name already.";
		} else {
			try {
				lines().forEach(PathPattern::of);
			} catch (IllegalArgumentException e) {
				problem = "Not a glob: " + e.getMessage();
			}
		}
		setErrorMessage(problem);
		getButton(OK).setEnabled(problem == null && !text.isEmpty() && !lines().isEmpty());
	}

	@Override
	protected void okPressed() {
		answer = new RulesPage.OwnRule(name.getText().strip(), lines());
		super.okPressed();
	}
}
