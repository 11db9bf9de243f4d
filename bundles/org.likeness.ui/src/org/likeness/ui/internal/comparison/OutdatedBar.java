/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.preference.JFacePreferences;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.forms.events.IHyperlinkListener;
import org.eclipse.ui.forms.widgets.Hyperlink;
import org.likeness.core.Comparison;
import org.likeness.core.MachineException;
import org.likeness.ui.internal.Background;
import org.likeness.ui.internal.CloneSession;
import org.likeness.ui.internal.Icons;
import org.likeness.ui.internal.WidgetKeys;
import org.likeness.ui.internal.preferences.PreferenceFile;

/**
 * A line that says that weights or rules are no longer those that a comparison was made with, with a link that compares
 * again. It takes no room while they are.
 */
final class OutdatedBar {

	private final Composite area;
	private final CloneSession session;
	private Comparison shown;
	/** The number of the last check; what an older one found does not count any more. */
	private int asked;

	OutdatedBar(Composite parent, CloneSession session, Runnable compare) {
		this.session = session;
		area = WidgetKeys.mark(new Composite(parent, SWT.NONE), "comparison.outdated");
		GridLayoutFactory.fillDefaults().numColumns(3).margins(12, 4).spacing(8, 0).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(area);
		area.setVisible(false);
		new Label(area, SWT.NONE).setImage(Icons.get("info"));
		Label text = new Label(area, SWT.NONE);
		text.setText("Facet weights or rules have changed since this comparison was made.");
		Hyperlink link = WidgetKeys.mark(new Hyperlink(area, SWT.NONE), "comparison.outdated.compare");
		link.setText("Compare Again");
		link.setUnderlined(true);
		link.setForeground(JFaceResources.getColorRegistry().get(JFacePreferences.HYPERLINK_COLOR));
		link.addHyperlinkListener(IHyperlinkListener.linkActivatedAdapter(e -> compare.run()));
		follow();
	}

	/** The window saves preferences; while another program has the keys, a person may change them by other means. */
	private void follow() {
		Runnable saved = this::check;
		Listener activated = e -> check();
		Shell shell = area.getShell();
		PreferenceFile.addListener(saved);
		shell.addListener(SWT.Activate, activated);
		area.addDisposeListener(e -> {
			PreferenceFile.removeListener(saved);
			if (!shell.isDisposed()) {
				shell.removeListener(SWT.Activate, activated);
			}
		});
	}

	/** Another comparison is shown. */
	void compared(Comparison comparison) {
		shown = comparison;
		check();
	}

	private void check() {
		Comparison comparison = shown;
		if (comparison == null) {
			return;
		}
		int number = ++asked;
		Job.createSystem("Check the preferences", (ICoreRunnable) monitor -> {
			try {
				boolean outdated = !comparison.isMadeWith(session.preferences());
				Background.onScreen(() -> show(outdated, number));
			} catch (MachineException e) {
				// The next comparison fails because of that, and says so.
				Platform.getLog(OutdatedBar.class).warn(e.getMessage(), e);
			}
		}).schedule();
	}

	private void show(boolean outdated, int number) {
		if (number == asked && !area.isDisposed() && area.getVisible() != outdated) {
			area.setVisible(outdated);
			((GridData) area.getLayoutData()).exclude = !outdated;
			area.getParent().layout();
		}
	}
}
