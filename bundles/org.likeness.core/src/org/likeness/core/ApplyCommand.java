/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;

/**
 * Does what a plan says, in one transaction, and records it: what the clone was, and what it became. Whatever happens,
 * the clone is what it was or what the plan says, and the history agrees with it.
 */
public final class ApplyCommand {

	private final PlanCommand planning;
	private final Machine source;
	private final Machine reader;
	private final ChangeableMachine clone;
	private final Recorder recorder;
	private Plan shown;
	private String message = "";
	private RecordedStep.Kind kind = RecordedStep.Kind.APPLIED;
	/** {@code null} where the source is the laptop. */
	private LikenessSource likeness;
	/** What the plan was made from, as long as it is needed. */
	private CompareCommand.Compared compared;

	/** Tells how like the laptop a state of the clone is. */
	@FunctionalInterface
	public interface LikenessSource {

		/**
		 * @param clone the clone as it will be
		 * @return the comparison of the laptop with it
		 */
		Comparison compare(Machine clone, IProgressMonitor monitor) throws MachineException;
	}

	/**
	 * @param planning what is planned, again, once nobody else can change the clone: its source and its target must be
	 *                 {@code source} and {@code reader}
	 * @param source   what the clone becomes like
	 * @param reader   the clone, to read what it is now
	 * @param clone    the clone, to change it
	 * @param recorder its history; all are still the caller's to close
	 */
	public ApplyCommand(PlanCommand planning, Machine source, Machine reader, ChangeableMachine clone,
			Recorder recorder) {
		this.planning = planning;
		this.source = source;
		this.reader = reader;
		this.clone = clone;
		this.recorder = recorder;
	}

	/** Sets the plan that the person saw and agreed to. If it is not what would be done now, nothing is. */
	public ApplyCommand setShown(Plan shown) {
		this.shown = shown;
		return this;
	}

	/** Sets what for, for the history; without this it is made from the counts. */
	public ApplyCommand setMessage(String message) {
		this.message = message;
		return this;
	}

	/** Sets what kind of step it is. */
	public ApplyCommand setKind(RecordedStep.Kind kind) {
		this.kind = kind;
		return this;
	}

	/** Sets what tells the likeness afterwards, where the source is not the laptop. */
	public ApplyCommand setLikeness(LikenessSource likeness) {
		this.likeness = likeness;
		return this;
	}

	/**
	 * @return what was done; empty if there was nothing to do
	 * @throws MachineException           if it can't be done; it says which state the clone is in
	 * @throws OperationCanceledException if the monitor is cancelled; nothing was changed
	 */
	public Optional<Applied> call(IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		if (shown != null) {
			shown.checkRoom(clone.label());
		}
		clone.recover(recorder, progress.split(2));
		progress.subTask("Starting to change " + clone.label());
		try (Transaction transaction = clone.begin(progress.split(10))) {
			Plan plan = plan(progress.split(20));
			if (plan.isEmpty()) {
				return Optional.empty();
			}
			plan.checkRoom(clone.label());
			if (!plan.packages().isEmpty()) {
				try (Costs.Phase phase = clone.costs().start("fetch packages")) {
					clone.packages().orElseThrow().fetch(plan.packages(), progress.split(5));
				}
			}
			return Optional.of(run(plan, transaction, progress));
		} finally {
			compared = null;
		}
	}

	/** Plans once more, and stops if that is not what was shown. */
	private Plan plan(IProgressMonitor monitor) throws MachineException {
		PlanCommand.Planned planned = planning.plan(monitor);
		Optional<String> moved = shown == null ? Optional.empty() : shown.moved(planned.plan());
		if (moved.isPresent()) {
			throw new MachineException("It is not any more what the plan showed: " + moved.get(), clone.label(),
					"Nothing was changed.", "Look at the new plan, and apply that.");
		}
		compared = planned.compared();
		return planned.plan().withoutComparedItems();
	}

	private Applied run(Plan plan, Transaction transaction, SubMonitor progress) throws MachineException {
		StateRecording recording = new StateRecording(recorder, plan);
		RecordedState before;
		try (Costs.Phase phase = clone.costs().start("keep what is replaced")) {
			before = recording.before(reader, compared.ofClone(), compared.digests().ofClone(), progress.split(20));
		}
		progress.subTask("Writing " + plan.changes().size() + " files and folders");
		transaction.write(plan.changes(), recording.keeping(source, compared.ofLaptop()), progress.split(10));
		if (!plan.packages().isEmpty()) {
			transaction.install(plan.packages(), progress.split(10));
		}
		if (!plan.commands().isEmpty()) {
			transaction.run(plan.commands(), progress.split(5));
		}
		Machine changed = transaction.machine();
		Surveyed written = planning.survey(changed, compared.users().ofClone(), progress.split(5));
		RecordedState after = recording.after(changed, written, before, progress.split(5));
		transaction.learn(after.digests());
		Comparison comparison = compare(new KnownMachine(changed, written, after.digests()), progress.split(5));
		String record;
		try (Costs.Phase phase = clone.costs().start("record")) {
			record = recorder.prepare(step(plan, comparison), before, after, progress.split(3));
		}
		progress.subTask("Publishing the changes");
		transaction.commit(record, recorder, progress.split(4));
		return new Applied(plan, record, comparison);
	}

	/**
	 * The source was looked at for the plan; another look would take as long again, and as much memory. What was compared
	 * for the plan is let go of: of a million files it is more than all that is still to come.
	 */
	private Comparison compare(Machine changed, IProgressMonitor monitor) throws MachineException {
		CompareCommand.Compared before = compared;
		compared = null;
		return likeness != null ? likeness.compare(changed, monitor)
				: planning.compare(new KnownMachine(source, before.ofLaptop(), before.digests().ofLaptop()), changed,
						monitor);
	}

	private RecordedStep step(Plan plan, Comparison after) {
		return new RecordedStep(kind, Instant.now(), message.isBlank() ? title(plan) : message.strip(),
				after.likeness(), plan.counts());
	}

	private String title(Plan plan) {
		String verb = kind == RecordedStep.Kind.ROLLED_BACK ? "Roll back " : "Apply ";
		return plan.items().isEmpty() ? verb + plan.changes().size() + " files"
				: verb + plan.counts().entrySet().stream().map(entry -> entry.getValue() + " " + entry.getKey())
						.collect(Collectors.joining(", "));
	}
}
