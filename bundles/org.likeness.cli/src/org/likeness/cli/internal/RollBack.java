/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.ApplyCommand;
import org.likeness.core.ChangeableMachine;
import org.likeness.core.CompareCommand;
import org.likeness.core.Facet;
import org.likeness.core.MachineException;
import org.likeness.core.Plan;
import org.likeness.core.PlanCommand;
import org.likeness.core.Preferences;
import org.likeness.history.CloneHistory;
import org.likeness.history.RecordedMachine;
import org.likeness.laptop.Laptop;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness rollback}: the clone becomes again what it was. */
@Command(name = "rollback", description = "Makes the clone, or single items of it, again what it was at a step of its "
		+ "history. That is a new step, which can be rolled back too.",
		footer = { "", "\"history\" lists the steps.", "",
				"Exit codes: 0 done, 2 wrong use, 3 could not, 130 cancelled." })
final class RollBack extends ChangingAction {

	@Option(names = "--item", paramLabel = "FACET:KEY",
			description = "Roll back this item only; may be given several times. Default: everything.")
	private List<String> items = new ArrayList<>();

	@Option(names = "--plan", description = "Only show what would be done.")
	private boolean planOnly;

	@Parameters(index = "1", paramLabel = "COMMIT", description = "The step, by its id as \"history\" prints it.")
	private String commit;

	RollBack(CliEnvironment environment) {
		super(environment);
	}

	@Override
	public Integer call() throws MachineException, IOException {
		List<Facet> facets = environment.facets().get();
		Preferences preferences = preferences();
		if (!planOnly) {
			new Confirmation(this, changeOptions.yes).check();
		}
		ImageOpener opener = image.opener(environment);
		try (Laptop laptop = laptopOptions.open();
				ChangeableMachine clone = opener.openToChange();
				CloneHistory history = CloneHistory.open(opener.history());
				RecordedMachine source = history.at(commit)) {
			if (!planOnly) {
				clone.checkCanBegin();
			}
			PlanCommand planning = new PlanCommand(source, clone).setFacets(facets).setPreferences(preferences);
			ItemChoice choice = new ItemChoice(items, facets, facets);
			if (items.isEmpty()) {
				planning.setExact();
			} else {
				planning.setChoice(choice);
			}
			ApplyCommand.LikenessSource likeness = (machine, monitor) -> new CompareCommand(laptop.machine(), machine)
					.setFacets(facets).setPreferences(preferences).setLaptopUser(laptop.user()).call(monitor);
			Plan plan;
			OptionalDouble now;
			try (TerminalProgress progress = progress()) {
				SubMonitor steps = SubMonitor.convert(progress, 100);
				plan = planning.call(steps.split(50));
				choice.check(plan.comparison(), spec.commandLine());
				plan = planOnly ? plan : plan.withoutComparedItems();
				now = planOnly ? null : likeness.compare(clone, steps.split(50)).likeness();
			}
			if (planOnly) {
				new PlanReport(this, items.isEmpty()).print(plan, source, clone);
			} else {
				new CloneChange(this, changeOptions, opener, clone, history).setRollback(now, likeness)
						.run(planning, source, plan);
			}
		}
		return DONE;
	}
}
