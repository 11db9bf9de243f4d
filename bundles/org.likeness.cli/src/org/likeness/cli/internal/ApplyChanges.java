/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.util.List;

import org.likeness.core.ChangeableMachine;
import org.likeness.core.Facet;
import org.likeness.core.MachineException;
import org.likeness.core.Plan;
import org.likeness.core.PlanCommand;
import org.likeness.history.CloneHistory;
import org.likeness.laptop.Laptop;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code likeness apply}: the clone takes over what was chosen. */
@Command(name = "apply", description = "Makes chosen items of the clone like those of the laptop, in one transaction, "
		+ "and records it in the clone's history.",
		footer = { "", "Choose with --item, --facet or --all; \"plan\" with the same choice shows each item first.",
				"Ended with Ctrl-C, nothing was changed, unless it had been done already. Killed at any moment, the clone "
						+ "is what it was or what it was to become, and the next command says which.",
				"", "Exit codes: 0 done, 2 wrong use, 3 could not, 130 cancelled." })
final class ApplyChanges extends ChangingAction {

	@Mixin
	private ChoiceOptions choiceOptions = new ChoiceOptions();

	ApplyChanges(CliEnvironment environment) {
		super(environment);
	}

	/** All facets are compared, whatever was chosen: the history takes what was not looked at as gone. */
	@Override
	public Integer call() throws MachineException, IOException {
		List<Facet> facets = environment.facets().get();
		ItemChoice choice = choiceOptions.choose(facets);
		new Confirmation(this, changeOptions.yes).check();
		ImageOpener opener = image.opener(environment);
		try (Laptop laptop = laptopOptions.open();
				ChangeableMachine clone = opener.openToChange();
				CloneHistory history = CloneHistory.open(opener.history())) {
			clone.checkCanBegin();
			PlanCommand planning = new PlanCommand(laptop.machine(), clone).setFacets(facets)
					.setPreferences(preferences()).setSourceUser(laptop.user()).setChoice(choice);
			Plan plan = plan(planning, choice);
			new CloneChange(this, changeOptions, opener, clone, history).run(planning, laptop.machine(), plan);
		}
		return DONE;
	}

	private Plan plan(PlanCommand planning, ItemChoice choice) throws MachineException {
		try (TerminalProgress progress = progress()) {
			Plan plan = planning.call(progress);
			choice.check(plan.comparison(), spec.commandLine());
			return plan.withoutComparedItems();
		}
	}
}
