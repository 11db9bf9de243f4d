/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.util.List;

import org.likeness.core.Facet;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.Plan;
import org.likeness.core.PlanCommand;
import org.likeness.laptop.Laptop;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code likeness plan}: what an apply would do. */
@Command(name = "plan", description = "Shows what the clone would take over from the laptop. Nothing is changed.",
		footer = { "", "Choose with --item, --facet or --all. With --all the first " + ComparisonText.FIRST_LOOK
				+ " items of each facet are listed; --verbose lists all.",
				"IMAGE may be a folder in which the clone's root is mounted.", "",
				"Exit codes: 0 done, 2 wrong use, 3 could not." })
final class PlanChanges extends Action {

	@Mixin
	private LaptopOptions laptopOptions = new LaptopOptions();

	@Mixin
	private ChoiceOptions choiceOptions = new ChoiceOptions();

	@Mixin
	private ImageArgument image = new ImageArgument();

	PlanChanges(CliEnvironment environment) {
		super(environment);
	}

	@Override
	public Integer call() throws MachineException, IOException {
		List<Facet> facets = environment.facets().get();
		ItemChoice choice = choiceOptions.choose(facets);
		ImageOpener opener = image.opener(environment);
		try (TerminalProgress progress = progress();
				Laptop laptop = laptopOptions.open();
				Machine clone = opener.open()) {
			Plan plan = new PlanCommand(laptop.machine(), clone).setFacets(facets).setPreferences(preferences())
					.setSourceUser(laptop.user()).setChoice(choice).call(progress);
			choice.check(plan.comparison(), spec.commandLine());
			new RememberedComparison(environment, opener).remember(plan.comparison(), true);
			progress.close();
			new PlanReport(this, choiceOptions.isEverything()).print(plan, laptop.machine(), clone);
		}
		return DONE;
	}
}
