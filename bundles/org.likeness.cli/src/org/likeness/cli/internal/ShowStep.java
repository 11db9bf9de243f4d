/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.util.List;

import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.ComparedItem;
import org.likeness.core.Comparison;
import org.likeness.core.Facet;
import org.likeness.core.FacetComparison;
import org.likeness.core.ItemContent;
import org.likeness.core.MachineException;
import org.likeness.core.ReadItemCommand;
import org.likeness.core.State;
import org.likeness.history.CloneHistory;
import org.likeness.history.HistoryStep;
import org.likeness.history.RecordedMachine;

import com.fasterxml.jackson.core.JsonGenerator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness show}: one step of a clone's history. No appliance is started. */
@Command(name = "show", description = "Shows one step of a clone's history, and the items that it changed.", footer = {
		"", "\"history\" lists the steps.", "", "Exit codes: 0 done, 2 wrong use, 3 could not." })
final class ShowStep extends Action {

	/** Taken as by the other commands; a step tells of the user that it was recorded for. */
	@Mixin
	private LaptopOptions laptopOptions = new LaptopOptions();

	@Mixin
	private ImageArgument image = new ImageArgument();

	@Option(names = "--item", paramLabel = "FACET:KEY",
			description = "Show one item before and after the step, as a unified diff.")
	private String itemName;

	@Parameters(index = "1", paramLabel = "COMMIT", description = "The step, by its id as \"history\" prints it.")
	private String commit;

	ShowStep(CliEnvironment environment) {
		super(environment);
	}

	@Override
	public Integer call() throws MachineException, IOException {
		List<Facet> facets = environment.facets().get();
		try (TerminalProgress progress = progress();
				CloneHistory history = image.opener(environment).openHistory()) {
			HistoryStep step = history.step(commit);
			if (step.before().isEmpty()) {
				progress.close();
				printFirst(step);
				return DONE;
			}
			try (RecordedMachine after = history.at(step.id());
					RecordedMachine before = history.at(step.before().get())) {
				SubMonitor monitor = SubMonitor.convert(progress, "Comparing two steps", 100);
				Comparison comparison = new StepChanges(after, before).compare(facets, preferences(),
						monitor.split(80));
				if (itemName != null) {
					ItemFinder.Found found = new ItemFinder(itemName, facets).one(comparison, spec.commandLine());
					ItemContent then = new ReadItemCommand(before, found.item().ofClone()).call(monitor.split(10));
					ItemContent now = new ReadItemCommand(after, found.item().ofLaptop()).call(monitor.split(10));
					progress.close();
					print(step, found, then, now);
				} else {
					progress.close();
					print(step, comparison);
				}
			}
		}
		return DONE;
	}

	/** The first step tells what the clone was: it changed nothing. */
	private void printFirst(HistoryStep step) throws IOException {
		if (common.json) {
			printJson(step, List.of());
		} else {
			head(step);
			environment.out().add("This is the first step: there is none before it to compare with.").end().flush();
		}
	}

	private void head(HistoryStep step) {
		Output out = environment.out();
		out.add(Style.BOLD, "Step").to(10).add(Style.YELLOW, step.id()).end();
		out.add(Style.BOLD, "Date").to(10).add(StepText.when(step.step())).end();
		out.add(Style.BOLD, "Kind").to(10).add(StepText.kind(step.step())).end();
		out.add(Style.BOLD, "Likeness").to(10).add(Style.GREEN, StepText.likeness(step.step())).end();
		out.end();
		step.step().message().lines().forEach(line -> out.add("    " + line).end());
		out.end();
	}

	private void print(HistoryStep step, Comparison comparison) throws IOException {
		if (common.json) {
			printJson(step, comparison.facets());
			return;
		}
		head(step);
		Output out = environment.out();
		for (FacetComparison facet : comparison.facets()) {
			List<ComparedItem> items = changed(facet);
			if (!items.isEmpty()) {
				out.add(Style.BOLD, facet.facet().label()).add(Style.DIM, "  " + facet.facet().id()).end();
				for (ComparedItem item : items) {
					out.add("  ").add(style(item.state()), StepChanges.word(item.state())).to(11).add(item.key()).to(48)
							.add(Style.DIM, ItemText.becoming(item)).end();
				}
				out.end();
			}
		}
		if (comparison.facets().stream().allMatch(facet -> changed(facet).isEmpty())) {
			out.add("No item changed.").end();
		}
		out.flush();
	}

	/** What could not be read then is nothing that the step changed. */
	private static List<ComparedItem> changed(FacetComparison facet) {
		return facet.items().stream().filter(ComparedItem::differs).toList();
	}

	private static Style style(State state) {
		return switch (state) {
		case MISSING -> Style.GREEN;
		case EXTRA -> Style.RED;
		default -> Style.YELLOW;
		};
	}

	private void printJson(HistoryStep step, List<FacetComparison> facets) throws IOException {
		try (JsonGenerator json = json()) {
			json.writeStartObject();
			json.writeStringField("schema", "likeness/step/1");
			new StepJson(json).fields(step);
			json.writeArrayFieldStart("items");
			for (FacetComparison facet : facets) {
				for (ComparedItem item : changed(facet)) {
					json.writeStartObject();
					fields(facet, item, json);
					json.writeEndObject();
				}
			}
			json.writeEndArray();
			json.writeEndObject();
			json.writeRaw('\n');
		}
	}

	private static void fields(FacetComparison facet, ComparedItem item, JsonGenerator json) throws IOException {
		json.writeStringField("facet", facet.facet().id());
		json.writeStringField("key", item.key());
		json.writeStringField("state", StepChanges.word(item.state()));
		JsonParts parts = new JsonParts(json);
		parts.item("before", item.ofClone());
		parts.item("after", item.ofLaptop());
	}

	private void print(HistoryStep step, ItemFinder.Found found, ItemContent then, ItemContent now)
			throws IOException {
		String name = found.facet().facet().id() + ":" + found.item().key();
		ItemDiff diff = new ItemDiff("before " + name, then, step.shortId() + " " + name, now);
		if (common.json) {
			try (JsonGenerator json = json()) {
				json.writeStartObject();
				json.writeStringField("schema", "likeness/step-item/1");
				json.writeStringField("step", step.id());
				fields(found.facet(), found.item(), json);
				ItemDiff.contents("beforeContents", then, json);
				ItemDiff.contents("afterContents", now, json);
				json.writeStringField("diff", diff.text());
				json.writeEndObject();
				json.writeRaw('\n');
			}
			return;
		}
		Output out = environment.out();
		out.add(Style.BOLD, found.item().key()).add("  " + StepChanges.word(found.item().state())).end();
		diff.print(out);
		out.flush();
	}
}
