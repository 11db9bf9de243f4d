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
import org.likeness.history.CloneHistory;
import org.likeness.history.HistoryStep;
import org.likeness.laptop.Laptop;
import org.likeness.ui.internal.CloneSession;
import org.likeness.ui.internal.Facets;
import org.likeness.ui.internal.Times;
import org.likeness.ui.internal.clones.CloneList;
import org.likeness.ui.internal.comparison.ItemText;

/** Makes the clone again what it was at a step of its history: all of it, or chosen items. */
public final class RollBack extends CloneChange {

	private static final String VERB = "Roll Back";
	/** More of a title is cut where it stands in a sentence. */
	private static final int TITLE = 40;

	/** What is asked for, in words: what it and its button are called, what becomes of it, and what the history says. */
	private record Words(String title, String verb, String becomes, String message) {
	}

	private final HistoryStep step;
	private final Choice choice;
	private final Words words;

	private RollBack(CloneSession session, HistoryStep step, Choice choice, Words words) {
		super(session);
		this.step = step;
		this.choice = choice;
		this.words = words;
	}

	/** @return all of the clone becomes what it was at {@code step} */
	public static RollBack to(CloneSession session, HistoryStep step) {
		return new RollBack(session, step, null, new Words("Roll Back " + CloneList.name(session.known()), VERB,
				"All of the clone becomes what it was at this step", "Roll back to " + quoted(step)));
	}

	/** @return the items become what they were at {@code step}; the choice is for any thread */
	public static RollBack itemsTo(CloneSession session, HistoryStep step, Choice items) {
		return new RollBack(session, step, items,
				new Words("Roll Back Items of " + CloneList.name(session.known()), VERB,
						"The selected items become what they were at this step", "Roll back items to " + quoted(step)));
	}

	/**
	 * @param before what the items become again
	 * @param after  the step that the changes led to; {@code null} for now
	 * @return the items become what they were before changes; the choice is for any thread
	 */
	public static RollBack undo(CloneSession session, HistoryStep before, HistoryStep after, Choice changed) {
		boolean oneStep = after != null && before.id().equals(after.parent());
		return new RollBack(session, before, changed,
				new Words("Undo Changes of " + CloneList.name(session.known()), "Undo",
						"The selected items become what they were before "
								+ (oneStep ? quoted(after) + " changed them" : "these changes"),
						oneStep ? "Undo changes of " + quoted(after) : "Undo changes since " + quoted(before)));
	}

	/** @return the title of a step, for a sentence */
	private static String quoted(HistoryStep step) {
		String title = ItemText.cell(step.title());
		return "\u201c" + (title.length() > TITLE ? title.substring(0, TITLE).strip() + "…" : title) + "\u201d";
	}

	@Override
	public String title() {
		return words.title();
	}

	@Override
	public String heading() {
		return "Back to " + Times.text(step.step().when()) + ", " + quoted(step);
	}

	@Override
	public String description() {
		return words.becomes() + ". Nothing has been changed yet.";
	}

	@Override
	public String message() {
		return words.message();
	}

	@Override
	public String verb() {
		return words.verb();
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
