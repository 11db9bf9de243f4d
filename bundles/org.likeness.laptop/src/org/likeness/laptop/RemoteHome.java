/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.MachineWrapper;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;

/** A laptop whose home lies on a remote file system that is not read: where that is told, so is how to ask for it. */
final class RemoteHome extends MachineWrapper {

	private final MachinePath home;

	RemoteHome(Machine machine, MachinePath home) {
		super(machine);
		this.home = home;
	}

	@Override
	public Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
		Survey survey = super.survey(request, monitor);
		Survey.Builder told = survey.toBuilder();
		MachinePath place = survey.places().of(home);
		survey.problems().forEach((path, reason) -> {
			if (path.startsWith(place)) {
				told.problem(path, reason + " unless it is asked for with --remote-home");
			}
		});
		return told.build();
	}
}
