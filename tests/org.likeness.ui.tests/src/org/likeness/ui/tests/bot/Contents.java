/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.tests.bot;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** The words in a window. */
final class Contents {

	private Contents() {
	}

	/** @return what labels and text fields say, a line each; on the UI thread */
	static String of(Composite parent) {
		StringBuilder out = new StringBuilder();
		collect(parent, out);
		return out.toString();
	}

	private static void collect(Composite parent, StringBuilder out) {
		for (Control child : parent.getChildren()) {
			if (child instanceof Label label) {
				out.append(label.getText()).append('\n');
			} else if (child instanceof Text text) {
				out.append(text.getText()).append('\n');
			} else if (child instanceof Composite composite) {
				collect(composite, out);
			}
		}
	}
}
