/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import org.eclipse.core.runtime.jobs.Job;

/** Work that makes or changes a clone. A person is asked before the window closes over it. */
public abstract class LongWork extends Job {

	/** @param name what is done, as "Apply to clone.qcow2" */
	protected LongWork(String name) {
		super(name);
		// The workbench shows the progress of such a job in a dialog, from which it can be cancelled or sent to the background.
		setUser(true);
		setPriority(LONG);
	}

	/** @return which state results if it is cancelled, in a sentence */
	protected abstract String whenCancelled();

	@Override
	public boolean belongsTo(Object family) {
		return family == LongWork.class;
	}
}
