/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

	/** So many items that were left out the history names. */
	private static final int NAMED = 20;

	private final PlanCommand planning;
	private final Machine source;
	private final Machine reader;
	private final ChangeableMachine clone;
	private final Recorder recorder;
	private Plan shown;
	private String message = "";
	private boolean allOrNothing;
	private RecordedStep.Kind kind = RecordedStep.Kind.APPLIED;
	/** {@code null} where the source is the laptop. */
	private LikenessSource likeness;
	/** What the plan was made from, as long as it is needed. */
	private CompareCommand.Compared compared;
	/** Plans without items that turn out to be in use, as long as something is read. */
	private ItemPlanning items;

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

	/**
	 * Sets the plan that the person saw and agreed to. What has changed in the source since is left out; if the clone is
	 * not what it was, nothing is done.
	 */
	public ApplyCommand setShown(Plan shown) {
		this.shown = shown;
		return this;
	}

	/** Does nothing if one of the chosen items can't be done, or has changed in the source since the plan was shown. */
	public ApplyCommand setAllOrNothing(boolean allOrNothing) {
		this.allOrNothing = allOrNothing;
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
		List<Plan.NotDone> leftOut = new ArrayList<>();
		while (true) {
			progress.setWorkRemaining(100).subTask("Starting to change " + clone.label());
			try (Transaction transaction = clone.begin(progress.split(10))) {
				Plan plan = plan(leftOut, progress.split(20));
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
			} catch (SourceChangedException e) {
				// What was written is gone with the transaction: only a plan without these files does all of its items.
				leftOut.addAll(leftOut(e));
			} finally {
				compared = null;
				items = null;
			}
		}
	}

	/** Plans once more, without what has changed in the source since it was shown. */
	private Plan plan(List<Plan.NotDone> leftOut, IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 22);
		PlanCommand.Planned planned = agreed(planning.plan(leftOut, progress.split(20)), progress.split(2));
		compared = planned.compared();
		items = planned.planning();
		return planned.plan().withoutComparedItems();
	}

	/** @return the plan without what has changed in the source since it was shown */
	private PlanCommand.Planned agreed(PlanCommand.Planned now, IProgressMonitor monitor) throws MachineException {
		PlanCommand.Planned planned = now;
		Optional<String> moved = shown == null ? Optional.empty() : shown.moved(now.plan());
		if (moved.isPresent()) {
			Agreement agreement = new Agreement(shown);
			boolean strict = allOrNothing || planning.isExact();
			List<Plan.NotDone> changed = strict ? List.of() : agreement.changed(planned);
			while (!changed.isEmpty()) {
				planned = planning.without(planned, changed, monitor);
				changed = agreement.changed(planned);
			}
			if (strict || !agreement.covers(planned)) {
				throw new MachineException("It is not any more what the plan showed: " + moved.get(), clone.label(),
						"Nothing was changed.", "Look at the new plan, and apply that.");
			}
			planned = planned.with(agreement.gone(planned.plan()));
		}
		Optional<Plan.NotDone> undone = planned.plan().notDone().stream().filter(item -> item.rule() == null)
				.findFirst();
		if (allOrNothing && undone.isPresent()) {
			throw new MachineException("Not all that was chosen can be done, and you asked for all or nothing: "
					+ undone.get().key() + ": " + undone.get().reason(), clone.label(), "Nothing was changed.",
					"Choose without that item, or apply what can be done.");
		}
		return planned;
	}

	/** @return the items that need files which changed while they were read */
	private List<Plan.NotDone> leftOut(SourceChangedException changed) throws MachineException {
		List<Plan.PlannedItem> busy = allOrNothing || planning.isExact() || items == null ? List.of()
				: items.copying(changed.files());
		if (busy.isEmpty()) {
			throw changed;
		}
		return busy.stream().map(item -> new Plan.NotDone(item.facet(), item.key(), null,
				"it was changed on the " + source.label() + " while it was read, or can't be read")).toList();
	}

	private Applied run(Plan plan, Transaction transaction, SubMonitor progress) throws MachineException {
		StateRecording recording = new StateRecording(recorder, plan);
		RecordedState before;
		try (Costs.Phase phase = clone.costs().start("keep what is replaced")) {
			before = recording.before(reader, compared.ofClone(), compared.digests().ofClone(), progress.split(20));
		}
		progress.subTask("Writing " + plan.changes().size() + " files and folders");
		transaction.write(plan.changes(), recording.keeping(source, compared.ofLaptop()), progress.split(10));
		items = null;
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
		return new RecordedStep(kind, Instant.now(),
				(message.isBlank() ? title(plan) : message.strip()) + leftOut(plan), after.likeness(), plan.counts());
	}

	/** @return what was shown, and not done, for the history */
	private String leftOut(Plan plan) {
		List<Plan.NotDone> items = shown == null ? List.of() : plan.leftOutSince(shown);
		return items.isEmpty() ? ""
				: "\n\nLeft out:\n" + items.stream().limit(NAMED)
						.map(item -> item.facet() + ":" + item.key() + ": " + item.reason())
						.collect(Collectors.joining("\n"))
						+ (items.size() > NAMED ? "\nand " + (items.size() - NAMED) + " more" : "");
	}

	private String title(Plan plan) {
		String verb = kind == RecordedStep.Kind.ROLLED_BACK ? "Roll back " : "Apply ";
		return plan.items().isEmpty() ? verb + plan.changes().size() + " files"
				: verb + plan.counts().entrySet().stream().map(entry -> entry.getValue() + " " + entry.getKey())
						.collect(Collectors.joining(", "));
	}
}
