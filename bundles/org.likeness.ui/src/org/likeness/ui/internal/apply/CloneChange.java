/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.apply;

import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.Applied;
import org.likeness.core.ApplyCommand;
import org.likeness.core.ChangeableMachine;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.Plan;
import org.likeness.core.PlanCommand;
import org.likeness.history.CloneHistory;
import org.likeness.ui.internal.CloneSession;
import org.likeness.ui.internal.Facets;

/** A change of a clone that a person is asked about: first its plan is made, then, maybe, it is done. For jobs. */
public abstract class CloneChange {

	private final CloneSession session;

	/** @param session the clone to change, and the laptop */
	protected CloneChange(CloneSession session) {
		this.session = session;
	}

	/** @return the clone to change, and the laptop */
	public final CloneSession session() {
		return session;
	}

	/** @return what it is called in titles: "Apply to clone.qcow2" */
	public abstract String title();

	/** @return which state is made, in a few words */
	public abstract String heading();

	/** @return what is about to happen, in a sentence */
	public abstract String description();

	/** @return what the history might say of it; empty if the person knows best */
	public String message() {
		return "";
	}

	/** @return the word on the button that does it */
	public abstract String verb();

	/** Opens what the clone is to become like. */
	protected abstract Machine openSource(CloneHistory history) throws MachineException;

	/** Lets go of what {@link #openSource} gave. */
	protected void closeSource(Machine source) {
		// The session's machines stay open.
	}

	/** Sets whose items are taken, and which. */
	protected abstract void choose(PlanCommand planning, Machine source, IProgressMonitor monitor)
			throws MachineException;

	/** Sets what the history says of it. */
	protected abstract void describe(ApplyCommand applying) throws MachineException;

	/**
	 * @return what would be done now
	 * @throws MachineException           if the machines can't be read; nothing is changed
	 * @throws OperationCanceledException if the monitor is cancelled; nothing is changed
	 */
	final Plan plan(IProgressMonitor monitor) throws MachineException {
		return use(monitor, (planning, source, clone, history, progress) -> {
			if (clone instanceof ChangeableMachine changeable) {
				changeable.checkCanBegin();
			}
			return planning.call(progress);
		});
	}

	/**
	 * @param shown   the plan that the person has agreed to
	 * @param message      what for; may be empty
	 * @param allOrNothing whether nothing is to be changed if one of the items can't be done
	 * @return what was done; empty if there was nothing to do
	 * @throws MachineException           if it can't be done; it says which state the clone is in
	 * @throws OperationCanceledException if the monitor is cancelled; nothing was changed
	 */
	final Optional<Applied> apply(Plan shown, String message, boolean allOrNothing, IProgressMonitor monitor)
			throws MachineException {
		return use(monitor, (planning, source, clone, history, progress) -> {
			if (!(clone instanceof ChangeableMachine changeable)) {
				throw new MachineException("The clone can only be read", clone.label(), "Nothing was changed.",
						"Take a disk image (qcow2 or raw) as the clone: a folder can be compared, but not changed.");
			}
			ApplyCommand applying = new ApplyCommand(planning, source, clone, changeable, history).setShown(shown)
					.setMessage(message).setAllOrNothing(allOrNothing);
			describe(applying);
			return applying.call(progress);
		});
	}

	/** What is done with all that a change needs. */
	@FunctionalInterface
	private interface Use<T> {
		T run(PlanCommand planning, Machine source, Machine clone, CloneHistory history, IProgressMonitor monitor)
				throws MachineException;
	}

	private <T> T use(IProgressMonitor monitor, Use<T> use) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, title(), 100);
		return session.use(() -> {
			Machine clone = session.machine(progress.split(5));
			try (CloneHistory history = session.history()) {
				Machine source = openSource(history);
				try {
					PlanCommand planning = new PlanCommand(source, clone).setFacets(Facets.all())
							.setPreferences(session.preferences());
					choose(planning, source, progress.split(5));
					return use.run(planning, source, clone, history, progress.split(90));
				} finally {
					closeSource(source);
				}
			}
		});
	}
}
