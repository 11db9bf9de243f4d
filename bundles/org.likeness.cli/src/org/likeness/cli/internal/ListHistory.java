/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.util.List;

import org.likeness.core.MachineException;
import org.likeness.history.CloneHistory;
import org.likeness.history.HistoryStep;

import com.fasterxml.jackson.core.JsonGenerator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code likeness history}: the steps of a clone. No appliance is started. */
@Command(name = "history", description = "Lists what was done to a clone, newest first.", footer = { "",
		"Kinds of steps: applied (items of the laptop), rolled back, and found (others had changed the clone: it was run, "
				+ "say).",
		"", "Exit codes: 0 done, 2 wrong use, 3 could not." })
final class ListHistory extends Action {

	@Mixin
	private ImageArgument image = new ImageArgument();

	ListHistory(CliEnvironment environment) {
		super(environment);
	}

	@Override
	public Integer call() throws MachineException, IOException {
		ImageOpener opener = image.opener(environment);
		try (CloneHistory history = opener.openHistory()) {
			List<HistoryStep> steps = history.steps();
			if (common.json) {
				printJson(opener, steps);
			} else {
				print(steps);
			}
		}
		return DONE;
	}

	private void print(List<HistoryStep> steps) {
		Output out = environment.out();
		if (steps.isEmpty()) {
			out.add("The clone has no history yet: nothing was applied to it.").end();
		}
		for (HistoryStep step : steps) {
			out.add(Style.YELLOW, step.shortId()).to(12).add(StepText.when(step.step())).to(30)
					.add(StepText.kind(step.step())).to(42)
					.add(Style.GREEN, String.format("%8s", StepText.likeness(step.step()))).to(52).add(step.title());
			String counts = StepText.counts(step.step());
			out.add(Style.DIM, counts.isEmpty() ? "" : "  (" + counts + ")").end();
		}
		out.flush();
	}

	private void printJson(ImageOpener opener, List<HistoryStep> steps) throws IOException {
		try (JsonGenerator json = json()) {
			json.writeStartObject();
			json.writeStringField("schema", "likeness/history/1");
			json.writeStringField("image", opener.image().toString());
			json.writeArrayFieldStart("steps");
			for (HistoryStep step : steps) {
				json.writeStartObject();
				new StepJson(json).fields(step);
				json.writeEndObject();
			}
			json.writeEndArray();
			json.writeEndObject();
			json.writeRaw('\n');
		}
	}
}
