/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.likeness.core.Applied;
import org.likeness.core.ApplyCommand;
import org.likeness.core.ChangeableMachine;
import org.likeness.core.Comparison;
import org.likeness.core.Likeness;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.Plan;
import org.likeness.core.PlanCommand;
import org.likeness.core.RecordedStep;
import org.likeness.history.CloneHistory;
import org.likeness.history.HistoryStep;

import com.fasterxml.jackson.core.JsonGenerator;

/** Changes a clone as a person has agreed to, and says what came of it. */
final class CloneChange {

	private final Action action;
	private final ChangeOptions options;
	private final ImageOpener opener;
	private final ChangeableMachine clone;
	private final CloneHistory history;
	private RecordedStep.Kind kind = RecordedStep.Kind.APPLIED;
	private ApplyCommand.LikenessSource likeness;
	private OptionalDouble before;

	CloneChange(Action action, ChangeOptions options, ImageOpener opener, ChangeableMachine clone,
			CloneHistory history) {
		this.action = action;
		this.options = options;
		this.opener = opener;
		this.clone = clone;
		this.history = history;
	}

	/**
	 * Says that this takes the clone back, and what tells how like the laptop it is.
	 *
	 * @param before how like it is now
	 */
	CloneChange setRollback(OptionalDouble before, ApplyCommand.LikenessSource likeness) {
		this.kind = RecordedStep.Kind.ROLLED_BACK;
		this.before = before;
		this.likeness = likeness;
		return this;
	}

	/**
	 * @param planning how it was planned
	 * @param source   what the clone becomes like
	 * @param plan     what the person has seen
	 */
	void run(PlanCommand planning, Machine source, Plan plan) throws MachineException, IOException {
		PlanReport report = new PlanReport(action, true);
		report.printSummary(plan);
		if (plan.isEmpty()) {
			print(plan, null, Optional.empty());
			return;
		}
		plan.checkRoom(clone.label());
		new Confirmation(action, options.yes).ask("Change " + clone.label() + "?");
		Optional<HistoryStep> last = history.steps().stream().findFirst();
		ApplyCommand apply = new ApplyCommand(planning, source, clone, clone, history).setShown(plan)
				.setMessage(options.message).setKind(kind).setAllOrNothing(options.allOrNothing);
		if (likeness != null) {
			apply.setLikeness(likeness);
		}
		Optional<Applied> applied;
		try (TerminalProgress progress = action.progress()) {
			applied = apply.call(progress);
		}
		if (applied.isEmpty()) {
			print(plan, null, Optional.empty());
			return;
		}
		Comparison after = applied.get().after();
		new RememberedComparison(action.environment, opener).remember(after, true);
		HistoryStep step = history.step(applied.get().record());
		print(applied.get().plan(), new Done(after, step), found(step, last));
		printLeftOut(applied.get().plan().leftOutSince(plan));
	}

	/** What changed on the laptop while the change was made. */
	private void printLeftOut(List<Plan.NotDone> items) throws IOException {
		if (action.common.json || items.isEmpty()) {
			return;
		}
		Output out = action.environment.out();
		out.end();
		out.add(Style.BOLD, "Left out").end();
		for (Plan.NotDone item : items) {
			out.add("  " + item.facet() + ":" + item.key() + "  " + item.reason()).end();
		}
		out.flush();
	}

	/** What a change came to. */
	private record Done(Comparison after, HistoryStep step) {
	}

	/** @return the step that tells what others had done to the clone meanwhile, if there had to be one */
	private Optional<HistoryStep> found(HistoryStep step, Optional<HistoryStep> last) throws MachineException {
		boolean follows = step.before().equals(last.map(HistoryStep::id));
		return follows || step.before().isEmpty() ? Optional.empty() : Optional.of(history.step(step.before().get()));
	}

	private void print(Plan plan, Done done, Optional<HistoryStep> found) throws IOException {
		OptionalDouble was = before != null ? before : plan.comparison().likeness();
		if (action.common.json) {
			printJson(plan, was, done, found);
			return;
		}
		Output out = action.environment.out();
		if (done != null) {
			out.end();
			found.ifPresent(step -> out.add("Step ").add(step.shortId())
					.add(" tells what the clone was, which the history did not have: " + step.title()).end());
			out.add(Style.BOLD, "Likeness").to(10)
					.add(Likeness.percent(was) + " → ").add(Style.GREEN, Likeness.percent(done.after().likeness()))
					.end();
			out.add(Style.BOLD, "Step").to(10).add(done.step().shortId() + "  " + done.step().title()).end();
			if (action.common.verbose) {
				action.printCosts(clone);
			}
		}
		out.flush();
	}

	private void printJson(Plan plan, OptionalDouble was, Done done, Optional<HistoryStep> found) throws IOException {
		try (JsonGenerator json = action.json()) {
			JsonParts parts = new JsonParts(json);
			json.writeStartObject();
			json.writeStringField("schema", "likeness/apply/1");
			json.writeStringField("kind", kind.word());
			parts.text("recovered", opener.recovered().orElse(null));
			json.writeObjectFieldStart("likeness");
			parts.score("before", was);
			parts.score("after", done == null ? was : done.after().likeness());
			json.writeEndObject();
			parts.costs("seconds", clone.costs());
			parts.text("step", done == null ? null : done.step().id());
			parts.text("found", found.map(HistoryStep::id).orElse(null));
			new PlanJson(json).fields(plan);
			json.writeEndObject();
			json.writeRaw('\n');
		}
	}
}
