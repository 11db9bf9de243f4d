/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness completion}: the script that makes bash (and zsh with bashcompinit) complete our commands. */
@Command(name = "completion", description = "Prints a completion script for bash: source <(likeness completion)")
final class PrintCompletion implements Runnable {

	@Spec
	private CommandLine.Model.CommandSpec spec;

	@Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
	private boolean help;

	private final CliEnvironment environment;

	PrintCompletion(CliEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public void run() {
		String script = AutoComplete.bash("likeness", spec.root().commandLine());
		script.lines().forEach(line -> environment.out().content(Style.PLAIN, line));
		environment.out().flush();
	}
}
