/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.nio.file.Path;

import org.likeness.core.Likeness;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code likeness}: holds the commands; without one, prints how it is used. */
@Command(name = "likeness", mixinStandardHelpOptions = true, version = "Likeness 0.1.0",
		description = "Shows how far a virtual machine image is from being a clone of this laptop, brings it closer, "
				+ "and takes any step back.",
		subcommands = HelpCommand.class, footer = { "", "Formula: " + Likeness.FORMULA + ".", "",
				"Exit codes: 0 done, 1 differences (compare --exit-code), 2 wrong use, 3 could not, "
						+ "130 cancelled." })
final class LikenessCommand implements Runnable {

	@Spec
	private CommandSpec spec;

	/** @return the whole command line, ready to be executed */
	static CommandLine create(CliEnvironment environment) {
		CommandLine commandLine = new CommandLine(new LikenessCommand(), new CommandLine.IFactory() {
			@Override
			public <K> K create(Class<K> type) throws Exception {
				return type == FacetIds.class ? type.cast(new FacetIds(environment))
						: CommandLine.defaultFactory().create(type);
			}
		});
		commandLine.addSubcommand(new RunDemo(environment));
		commandLine.addSubcommand(new NewClone(environment));
		commandLine.addSubcommand(new ListClones(environment));
		commandLine.addSubcommand(new ListInventory(environment));
		commandLine.addSubcommand(new CompareMachines(environment));
		commandLine.addSubcommand(new PlanChanges(environment));
		commandLine.addSubcommand(new ApplyChanges(environment));
		commandLine.addSubcommand(new ListHistory(environment));
		commandLine.addSubcommand(new ShowStep(environment));
		commandLine.addSubcommand(new RollBack(environment));
		commandLine.addSubcommand(new CheckClone(environment));
		commandLine.addSubcommand(new PrintCompletion(environment));
		commandLine.setCaseInsensitiveEnumValuesAllowed(true);
		commandLine.registerConverter(Path.class, LikenessCommand::path);
		commandLine.setOut(environment.out().writer());
		commandLine.setErr(environment.err().writer());
		commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
		commandLine.setUsageHelpWidth(Math.min(100, Terminal.width()));
		commandLine.setUsageHelpAutoWidth(false);
		FailureReport report = new FailureReport(environment);
		commandLine.setExecutionExceptionHandler(report);
		commandLine.setExecutionStrategy(arguments -> {
			try {
				return new CommandLine.RunLast().execute(arguments);
			} catch (OutOfMemoryError e) {
				// All that the command held is let go of by now.
				return report.outOfMemory(arguments, e);
			}
		});
		commandLine.setParameterExceptionHandler((failure, arguments) -> wrongUse(failure, environment));
		return commandLine;
	}

	/** A variable of a script that is empty would else name the folder that the script runs in. */
	private static Path path(String text) {
		if (text.isBlank()) {
			throw new CommandLine.TypeConversionException("it is empty, so it names nothing");
		}
		return Path.of(text);
	}

	private static int wrongUse(CommandLine.ParameterException failure, CliEnvironment environment) {
		CommandLine commandLine = failure.getCommandLine();
		environment.err().add(Style.RED, failure.getMessage()).end();
		CommandLine.UnmatchedArgumentException.printSuggestions(failure, commandLine.getErr());
		commandLine.getErr().flush();
		environment.err().add("See " + commandLine.getCommandSpec().qualifiedName() + " --help.").end().flush();
		return Action.WRONG_USE;
	}

	@Override
	public void run() {
		CommandLine commandLine = spec.commandLine();
		commandLine.usage(commandLine.getOut());
		commandLine.getOut().flush();
	}
}
