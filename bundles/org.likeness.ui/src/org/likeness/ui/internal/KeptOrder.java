/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;

/** How a table is sorted, kept with the state of the window from one start to the next. */
public final class KeptOrder {

	/** The node of the preferences below which each table has its own. */
	static final String NODE = "org.likeness.ui/sort";

	private static final String COLUMN = "column";
	private static final String DESCENDING = "descending";

	private final String table;

	/** @param table which table; the same from one version of Likeness to the next */
	public KeptOrder(String table) {
		this.table = table;
	}

	private IEclipsePreferences node() {
		return InstanceScope.INSTANCE.getNode(NODE + "/" + table);
	}

	/** @return the column; {@code otherwise} if none is kept. It may be one that an older Likeness had */
	public String column(String otherwise) {
		return node().get(COLUMN, otherwise);
	}

	/** @return whether the greatest comes first */
	public boolean isDescending() {
		return node().getBoolean(DESCENDING, false);
	}

	/** Keeps another order; it is written in the background. */
	public void keep(String column, boolean descending) {
		IEclipsePreferences node = node();
		node.put(COLUMN, column);
		node.putBoolean(DESCENDING, descending);
		Background.run("The order of a table can't be kept", () -> {
			try {
				node.flush();
			} catch (BackingStoreException e) {
				// Not worth a dialog: the table is sorted, and the workbench tries again when it closes.
				Platform.getLog(KeptOrder.class).warn("The order of a table could not be kept", e);
			}
		}, () -> {
		});
	}
}
