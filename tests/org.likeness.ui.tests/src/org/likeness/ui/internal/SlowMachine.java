/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.Machine;
import org.likeness.core.MachineWrapper;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;

/** A machine whose survey takes for ever, and can be cancelled. */
final class SlowMachine extends MachineWrapper {

	SlowMachine(Machine machine) {
		super(machine);
	}

	@Override
	public Survey survey(SurveyRequest request, IProgressMonitor monitor) {
		monitor.subTask("Reading very slowly");
		try {
			while (!monitor.isCanceled()) {
				Thread.sleep(20);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		throw new OperationCanceledException();
	}

}
