/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.concurrent.Callable;

import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.Preferences;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One command: what all of them share. */
abstract class Action implements Callable<Integer> {

	/** The exit codes, as the help tells them. */
	static final int DONE = 0;
	static final int DIFFERENT = 1;
	static final int WRONG_USE = 2;
	static final int COULD_NOT = 3;
	static final int CANCELLED = 130;

	@Spec
	CommandSpec spec;

	@Mixin
	CommonOptions common = new CommonOptions();

	@Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
	private boolean help;

	final CliEnvironment environment;

	Action(CliEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public abstract Integer call() throws MachineException, IOException;

	/** @return what is certain about the laptop and the clone when this command has failed unexpectedly, as a sentence */
	String stateAfterFailure() {
		return "The laptop and the clone are as they were.";
	}

	/** @return the progress of this command, to be closed before its result is printed */
	TerminalProgress progress() {
		return new TerminalProgress(environment.err(), environment.errTerminal(), common.quiet, environment.cancel());
	}

	/** Tells what reading or changing a machine has cost so far, by phase. */
	final void printCosts(Machine machine) {
		environment.out().end().add(Style.BOLD, machine.label()).end();
		machine.costs().nanos().forEach((phase, nanos) -> environment.out().add("  " + phase).to(24)
				.add(String.format("%8.2f s", nanos / 1e9)).end());
		environment.out().flush();
	}

	Preferences preferences() throws MachineException {
		try {
			return Preferences.load(environment.preferences());
		} catch (IOException e) {
			throw new MachineException("The preferences can't be read", environment.preferences().toString(),
					"Nothing was changed.", "Correct the file, or move it away to go on with the defaults.", e);
		}
	}

	/** @return a writer of JSON to standard output: ASCII only, so that no terminal obeys it and no locale breaks it */
	JsonGenerator json() throws IOException {
		JsonFactory factory = JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
		JsonGenerator generator = factory.createGenerator(new BufferedOutputStream(environment.stdout(), 1 << 16),
				JsonEncoding.UTF8);
		generator.useDefaultPrettyPrinter();
		generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
		return generator;
	}
}
