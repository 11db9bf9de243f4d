/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.likeness.core.ComparedItem;

/** The tree's selection for the context menu. */
final class ItemSelection implements ISelectionProvider {

	private final ComparisonTree tree;

	ItemSelection(ComparisonTree tree) {
		this.tree = tree;
	}

	@Override
	public ISelection getSelection() {
		ComparedItem item = tree.selected();
		return item == null ? StructuredSelection.EMPTY : new StructuredSelection(item);
	}

	@Override
	public void setSelection(ISelection selection) {
		// People select, nobody else.
	}

	@Override
	public void addSelectionChangedListener(ISelectionChangedListener listener) {
		tree.control().addListener(SWT.Selection,
				e -> listener.selectionChanged(new SelectionChangedEvent(this, getSelection())));
	}

	@Override
	public void removeSelectionChangedListener(ISelectionChangedListener listener) {
		// The listeners go with the tree.
	}
}
