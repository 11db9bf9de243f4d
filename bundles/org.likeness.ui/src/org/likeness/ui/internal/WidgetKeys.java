/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import org.eclipse.swt.widgets.Widget;

/** Marks widgets for UI tests, the way SWTBot does. */
public final class WidgetKeys {

	/** The data key under which SWTBot's {@code widgetWithId} looks. */
	public static final String KEY = "org.eclipse.swtbot.widget.key";

	private WidgetKeys() {
	}

	/** @return {@code widget}, marked with {@code id} */
	public static <W extends Widget> W mark(W widget, String id) {
		widget.setData(KEY, id);
		return widget;
	}
}
