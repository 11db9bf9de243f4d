/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.CompareCommand;
import org.likeness.core.Comparison;
import org.likeness.core.Facet;
import org.likeness.core.FacetContext;
import org.likeness.core.FileEntry;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.ItemContent;
import org.likeness.core.MachineException;
import org.likeness.core.ReadItemCommand;
import org.likeness.core.RecordedState;
import org.likeness.core.RecordedStep;
import org.likeness.core.Rule;
import org.likeness.core.Survey;
import org.likeness.core.Want;

/** Two steps of a history are compared by the engine that compares the laptop with a clone. */
class CompareTest {

	private static final NullProgressMonitor NONE = new NullProgressMonitor();

	@TempDir
	private Path scratch;

	@Test
	void anyTwoStepsAreCompared() throws Exception {
		Clone clone = new Clone();
		clone.file("/home/ann/same", "1").file("/home/ann/content", "1").file("/home/ann/gone", "1")
				.file("/home/ann/a.conf", "x=1\ny=1\n");
		try (CloneHistory history = CloneHistory.open(scratch.resolve("clone.likeness"))) {
			clone.keep(history, "/home/ann/same").keep(history, "/home/ann/content").keep(history, "/home/ann/gone");
			RecordedState before = clone.state();
			clone.file("/home/ann/content", "2").remove("/home/ann/gone").file("/home/ann/new", "1")
					.file("/home/ann/a.conf", "x=2\ny=1\n").keep(history, "/home/ann/content")
					.keep(history, "/home/ann/new");
			history.publish(history.prepare(new RecordedStep(RecordedStep.Kind.APPLIED, Instant.EPOCH, "x",
					OptionalDouble.empty(), new TreeMap<>()), before, clone.state(), NONE));
			List<HistoryStep> steps = history.steps();
			try (RecordedMachine was = history.at(steps.get(1).id());
					RecordedMachine is = history.at(steps.get(0).id())) {
				assertEquals("""
						content changed
						gone missing
						new extra
						same same
						x changed
						y same
						""", compare(was, is));
				assertEquals("""
						content same
						new same
						same same
						x same
						y same
						""", compare(is, is));
			}
		}
	}

	private static String compare(RecordedMachine left, RecordedMachine right) throws MachineException {
		Comparison comparison = new CompareCommand(left, right).setFacets(List.of(new HomeFacet()))
				.setLaptopUser(left.describe(NONE).account("ann").orElseThrow()).call(NONE);
		comparison.facets().get(0).items().stream().filter(item -> item.key().equals("content")).forEach(item -> {
			try {
				ItemContent content = new ReadItemCommand(left, item.ofLaptop()).call(NONE);
				assertEquals(left == right ? "2" : "1", content.text());
			} catch (MachineException e) {
				throw new IllegalStateException(e.explanation(), e);
			}
		});
		return comparison.facets().get(0).items().stream().map(item -> item.key() + " " + item.state().word() + "\n")
				.collect(Collectors.joining());
	}

	/** The files of the home folder; of settings each line is an item instead. */
	private static final class HomeFacet implements Facet {

		@Override
		public String id() {
			return "home";
		}

		@Override
		public String label() {
			return "Home";
		}

		@Override
		public String help() {
			return "Files and settings of the home folder.";
		}

		@Override
		public int defaultWeight() {
			return 1;
		}

		@Override
		public List<Rule> rules() {
			return List.of();
		}

		@Override
		public List<Want> wants(FacetContext context) {
			return List.of(Want.contents(context.home(), "*.conf"));
		}

		@Override
		public Inventory inventory(Survey survey, FacetContext context) {
			Inventory.Builder inventory = new Inventory.Builder();
			for (FileEntry entry : survey.entries(wants(context).get(0))) {
				if (survey.content(entry.path()).isPresent()) {
					new String(survey.content(entry.path()).get(), StandardCharsets.UTF_8).lines()
							.map(line -> line.split("="))
							.forEach(pair -> inventory.add(Item.setting(pair[0], pair[1])));
				} else if (entry.isFile()) {
					inventory
							.add(Item.file(entry.path().relativeTo(context.home()).toString(), new TreeMap<>(), entry));
				}
			}
			return inventory.build();
		}
	}
}
