/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.apply;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.ApplyCommand;
import org.likeness.core.Choice;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.PlanCommand;
import org.likeness.core.RecordedStep;
import org.likeness.history.CloneHistory;
import org.likeness.ui.internal.CloneSession;
import org.likeness.ui.internal.clones.CloneList;

/** Takes chosen items of the laptop over into the clone. */
public final class ApplyChosen extends CloneChange {

	private final Choice choice;

	/** @param choice the items; for any thread */
	public ApplyChosen(CloneSession session, Choice choice) {
		super(session);
		this.choice = choice;
	}

	@Override
	public String title() {
		return "Apply to " + CloneList.name(session().known());
	}

	@Override
	public String heading() {
		return "What will happen";
	}

	@Override
	public String description() {
		return "What the clone takes over from the laptop. Nothing has been changed yet.";
	}

	@Override
	public String verb() {
		return "Apply";
	}

	@Override
	protected Machine openSource(CloneHistory history) throws MachineException {
		return session().laptop().machine();
	}

	@Override
	protected void choose(PlanCommand planning, Machine source, IProgressMonitor monitor) throws MachineException {
		planning.setSourceUser(session().laptop().user()).setChoice(choice);
	}

	@Override
	protected void describe(ApplyCommand applying) {
		applying.setKind(RecordedStep.Kind.APPLIED);
	}
}
