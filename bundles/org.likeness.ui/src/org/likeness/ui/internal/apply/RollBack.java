/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.apply;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.ApplyCommand;
import org.likeness.core.Choice;
import org.likeness.core.CompareCommand;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.PlanCommand;
import org.likeness.core.Preferences;
import org.likeness.core.RecordedStep;
import org.likeness.core.UserMatch;
import org.likeness.history.CloneHistory;
import org.likeness.history.HistoryStep;
import org.likeness.laptop.Laptop;
import org.likeness.ui.internal.CloneSession;
import org.likeness.ui.internal.Facets;
import org.likeness.ui.internal.Times;
import org.likeness.ui.internal.clones.CloneList;

/** Makes the clone again what it was at a step of its history: all of it, or chosen items. */
public final class RollBack extends CloneChange {

	private final HistoryStep step;
	private final Choice choice;

	/** @param step what the clone is to be again; @param choice the items, for any thread; {@code null} for all */
	public RollBack(CloneSession session, HistoryStep step, Choice choice) {
		super(session);
		this.step = step;
		this.choice = choice;
	}

	@Override
	public String title() {
		return "Roll Back " + CloneList.name(session().known());
	}

	@Override
	public String description() {
		return (choice == null ? "The clone becomes" : "The selected items become") + " what "
				+ (choice == null ? "it was" : "they were") + " at " + Times.text(step.step().when()) + ", \u201c"
				+ step.title() + "\u201d. Nothing has been changed yet.";
	}

	@Override
	public String verb() {
		return "Roll Back";
	}

	@Override
	protected Machine openSource(CloneHistory history) throws MachineException {
		return history.at(step.id());
	}

	@Override
	protected void closeSource(Machine source) {
		source.close();
	}

	@Override
	protected void choose(PlanCommand planning, Machine source, IProgressMonitor monitor) throws MachineException {
		planning.setSourceUser(
				UserMatch.find(session().laptop().user(), source.describe(monitor), source.label()).ofClone());
		if (choice == null) {
			planning.setExact();
		} else {
			planning.setChoice(choice);
		}
	}

	/** How like the laptop the clone is then can't be told from the source. */
	@Override
	protected void describe(ApplyCommand applying) throws MachineException {
		Laptop laptop = session().laptop();
		Preferences preferences = session().preferences();
		applying.setKind(RecordedStep.Kind.ROLLED_BACK)
				.setLikeness((clone, monitor) -> new CompareCommand(laptop.machine(), clone).setFacets(Facets.all())
						.setPreferences(preferences).setLaptopUser(laptop.user()).call(monitor));
	}
}
