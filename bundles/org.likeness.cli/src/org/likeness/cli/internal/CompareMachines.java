/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.likeness.core.CompareCommand;
import org.likeness.core.Comparison;
import org.likeness.core.Facet;
import org.likeness.core.ItemContent;
import org.likeness.core.Likeness;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.ReadItemCommand;
import org.likeness.core.State;
import org.likeness.laptop.Laptop;

import com.fasterxml.jackson.core.JsonGenerator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code likeness compare}: the laptop and a clone side by side. */
@Command(name = "compare", description = "Compares the laptop with a clone, by facet. Both are only read.",
		footer = { "",
				"Without --facet, --state or --verbose the first " + ComparisonText.FIRST_LOOK
						+ " items of each facet are listed.",
				"", "Formula: " + Likeness.FORMULA + ".", "",
				"Exit codes: 0 done, 1 they differ (only with --exit-code), 2 wrong use, 3 could not." })
final class CompareMachines extends Action {

	@Mixin
	private LaptopOptions laptopOptions = new LaptopOptions();

	@Mixin
	private FacetOptions facetOptions = new FacetOptions();

	@Option(names = "--state", split = ",", paramLabel = "STATE", completionCandidates = StateWords.class,
			description = "List the items of these states: "
					+ "same, changed, missing (on the laptop only), extra (on the clone only), unread. "
					+ "Default: all but same.")
	private List<String> stateWords = new ArrayList<>();

	@Option(names = "--show", paramLabel = "ITEM", description = "Show both sides of one item, as a unified diff: "
			+ "FACET:KEY, or KEY where only one facet has it.")
	private String show;

	@Option(names = "--os", paramLabel = "DEVICE",
			description = "Of several systems on the image, take the one whose root is on this device.")
	private String os;

	@Option(names = "--exit-code", description = "Exit with 1 if they differ.")
	private boolean exitCode;

	@Parameters(paramLabel = "IMAGE",
			description = "The clone: a disk image, or a folder in which its root is mounted.")
	private Path image;

	/** The states, for the completion script. */
	static final class StateWords implements Iterable<String> {
		@Override
		public Iterator<String> iterator() {
			return Stream.of(State.values()).map(State::word).iterator();
		}
	}

	CompareMachines(CliEnvironment environment) {
		super(environment);
	}

	@Override
	public Integer call() throws MachineException, IOException {
		Set<State> states = states();
		List<Facet> facets = facetOptions.choose(environment.facets().get());
		ItemFinder finder = show == null ? null : new ItemFinder(show, facets);
		if (finder != null && finder.facet().isPresent()) {
			facets = facets.stream().filter(facet -> facet.id().equals(finder.facet().get())).toList();
		}
		ImageOpener opener = new ImageOpener(image, os, environment);
		try (TerminalProgress progress = progress();
				Laptop laptop = laptopOptions.open();
				Machine clone = opener.open()) {
			Comparison comparison = new CompareCommand(laptop.machine(), clone).setFacets(facets)
					.setPreferences(preferences()).setLaptopUser(laptop.user()).call(progress);
			new RememberedComparison(environment, opener).remember(comparison, facetOptions.isAll() && show == null);
			if (finder != null) {
				return show(finder.one(comparison, spec.commandLine()), laptop.machine(), clone, progress);
			}
			progress.close();
			print(comparison, laptop.machine(), clone, states);
			return exitCode && comparison.differs() ? DIFFERENT : DONE;
		}
	}

	private Set<State> states() {
		Set<State> states = EnumSet.noneOf(State.class);
		for (String word : stateWords) {
			State state = List.of(State.values()).stream().filter(each -> each.word().equals(word)).findFirst()
					.orElseThrow(() -> new ParameterException(spec.commandLine(), "There is no state " + word
							+ ". The states are: same, changed, missing, extra, unread."));
			states.add(state);
		}
		return states.isEmpty() ? ComparisonText.DEFAULT_STATES : states;
	}

	private void print(Comparison comparison, Machine laptop, Machine clone, Set<State> states) throws IOException {
		if (common.json) {
			try (JsonGenerator json = json()) {
				new ComparisonJson(json, states).print(comparison, laptop, clone);
			}
			return;
		}
		new ComparisonText(environment.out(), states, common.verbose, limit()).print(comparison, laptop.label(),
				clone.label());
		if (common.verbose) {
			printCosts(laptop);
			printCosts(clone);
		}
	}

	/** A first look should fit into a few screens; whoever asks for a facet or a state wants to see all of it. */
	private int limit() {
		boolean asked = !facetOptions.isAll() || !stateWords.isEmpty() || common.verbose;
		return asked ? Integer.MAX_VALUE : ComparisonText.FIRST_LOOK;
	}

	private int show(ItemFinder.Found item, Machine laptop, Machine clone, TerminalProgress progress)
			throws MachineException, IOException {
		ItemContent ofLaptop = new ReadItemCommand(laptop, item.item().ofLaptop()).call(progress);
		ItemContent ofClone = new ReadItemCommand(clone, item.item().ofClone()).call(progress);
		progress.close();
		new ShownItem(item, ofLaptop, ofClone).print(this);
		return exitCode && item.item().counts() && item.item().state() != State.SAME ? DIFFERENT : DONE;
	}
}
