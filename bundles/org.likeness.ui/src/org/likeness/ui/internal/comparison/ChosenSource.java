/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import java.util.Map;

import org.eclipse.ui.AbstractSourceProvider;
import org.eclipse.ui.ISources;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.services.ISourceProviderService;

/** Tells commands whether anything is chosen in the comparison in sight. */
public final class ChosenSource extends AbstractSourceProvider {

	/** As in plugin.xml. */
	static final String VARIABLE = "org.likeness.ui.anythingChosen";

	private boolean any;

	static void tell(boolean any) {
		if (PlatformUI.getWorkbench().getService(ISourceProviderService.class)
				.getSourceProvider(VARIABLE) instanceof ChosenSource source && source.any != any) {
			source.any = any;
			source.fireSourceChanged(ISources.WORKBENCH, VARIABLE, any);
		}
	}

	@Override
	public Map<String, Boolean> getCurrentState() {
		return Map.of(VARIABLE, any);
	}

	@Override
	public String[] getProvidedSourceNames() {
		return new String[] { VARIABLE };
	}

	@Override
	public void dispose() {
		// Nothing is held.
	}
}
