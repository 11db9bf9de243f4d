/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code likeness}: without a command, prints how it is used. */
@Command(name = "likeness", mixinStandardHelpOptions = true, version = "Likeness 0.1.0",
		description = "Compares a laptop with a guest image.")
class LikenessCommand implements Runnable {
	@Spec
	private CommandSpec spec;

	@Override
	public void run() {
		CommandLine commandLine = spec.commandLine();
		commandLine.usage(commandLine.getOut());
	}
}
