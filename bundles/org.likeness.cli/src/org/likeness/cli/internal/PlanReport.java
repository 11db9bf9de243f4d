/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;

import org.likeness.core.Machine;
import org.likeness.core.Plan;

import com.fasterxml.jackson.core.JsonGenerator;

/** Prints a plan as the result of a command, or as what a person is asked to agree to. */
final class PlanReport {

	private final Action action;
	private final int limit;

	/** @param firstLook whether the list is to be short: nobody asked for single items or facets */
	PlanReport(Action action, boolean firstLook) {
		this.action = action;
		this.limit = firstLook && !action.common.verbose ? ComparisonText.FIRST_LOOK : Integer.MAX_VALUE;
	}

	/** Prints all of it. */
	void print(Plan plan, Machine source, Machine clone) throws IOException {
		if (action.common.json) {
			try (JsonGenerator json = action.json()) {
				print(plan, source, clone, json);
			}
		} else {
			new PlanText(action.environment.out(), limit).print(plan);
			action.environment.out().flush();
		}
	}

	/** Prints the counts, and what stays as it is; nothing where JSON follows. */
	void printSummary(Plan plan) {
		if (!action.common.json) {
			new PlanText(action.environment.out(), limit).printSummary(plan);
			action.environment.out().flush();
		}
	}

	private static void print(Plan plan, Machine source, Machine clone, JsonGenerator json) throws IOException {
		JsonParts parts = new JsonParts(json);
		json.writeStartObject();
		json.writeStringField("schema", "likeness/plan/1");
		json.writeStringField("when", plan.comparison().when().toString());
		parts.machine("source", source.label(), plan.comparison().laptopSystem(), plan.comparison().laptopUser());
		json.writeEndObject();
		parts.machine("clone", clone.label(), plan.comparison().cloneSystem(), plan.comparison().cloneUser());
		json.writeEndObject();
		parts.score("likeness", plan.comparison().likeness());
		new PlanJson(json).fields(plan);
		json.writeEndObject();
		json.writeRaw('\n');
	}
}
