/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IPersistableElement;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.ui.internal.Icons;
import org.likeness.ui.internal.clones.CloneList;

/** The laptop and one clone, to be compared. Inputs of the same image and root are equal. */
public record ComparisonInput(KnownClone known) implements IEditorInput {

	@Override
	public boolean exists() {
		return true;
	}

	@Override
	public ImageDescriptor getImageDescriptor() {
		return Icons.descriptor("compare");
	}

	@Override
	public String getName() {
		return CloneList.name(known);
	}

	@Override
	public IPersistableElement getPersistable() {
		return null;
	}

	@Override
	public String getToolTipText() {
		return "The laptop and " + known.image();
	}

	@Override
	public <T> T getAdapter(Class<T> adapter) {
		return null;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof ComparisonInput input && known.image().equals(input.known.image())
				&& known.root().equals(input.known.root());
	}

	@Override
	public int hashCode() {
		return known.image().hashCode();
	}
}
