/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.MachineException;
import org.likeness.guestfs.AmbiguousSystemException;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells a person why a command could not do its work. A stack trace goes to a log, never to the terminal. */
final class FailureReport implements IExecutionExceptionHandler {

	private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS")
			.withZone(ZoneOffset.UTC);

	private final CliEnvironment environment;

	FailureReport(CliEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult result)
			throws Exception {
		Output err = environment.err();
		environment.out().flush();
		if (failure instanceof ParameterException wrong) {
			throw wrong;
		}
		if (failure instanceof OperationCanceledException) {
			err.add("Cancelled. Nothing was changed.").end().flush();
			return Action.CANCELLED;
		}
		if (failure instanceof MachineException exception) {
			explain(exception);
			if (exception instanceof AmbiguousSystemException ambiguous && !ambiguous.systems().isEmpty()) {
				err.add("For example: --os " + ambiguous.systems().get(0).root()).end();
			}
			err.flush();
			return Action.COULD_NOT;
		}
		err.add(Style.RED, "Likeness could not do this because of an unexpected error: " + brief(failure)).end();
		err.add(stateAfter(commandLine)).end();
		err.add("Please report it, with " + log(failure) + ".").end().flush();
		return Action.COULD_NOT;
	}

	/** @return the exit code, after the command said that memory has ended */
	int outOfMemory(ParseResult arguments, OutOfMemoryError end) {
		ParseResult last = arguments;
		while (last.hasSubcommand()) {
			last = last.subcommand();
		}
		String where = last.matchedPositionals().stream().flatMap(each -> each.stringValues().stream()).findFirst()
				.orElse("the laptop");
		environment.out().flush();
		explain(MachineException.outOfMemory(where, stateAfter(last.commandSpec().commandLine()), end));
		environment.err().flush();
		return Action.COULD_NOT;
	}

	private void explain(MachineException exception) {
		String[] lines = exception.explanation().split("\n");
		for (int i = 0; i < lines.length; i++) {
			environment.err().add(i == 0 ? Style.RED : Style.PLAIN, lines[i]).end();
		}
	}

	private static String stateAfter(CommandLine commandLine) {
		return commandLine.getCommand() instanceof Action action ? action.stateAfterFailure()
				: "The laptop and the clone are as they were.";
	}

	private static String brief(Exception failure) {
		return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
	}

	private String log(Exception failure) {
		Path file = environment.log().resolve("likeness-" + NAME.format(Instant.now()) + ".log");
		try {
			Files.createDirectories(environment.log());
			Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
				failure.printStackTrace(writer);
			}
			return "the log " + file;
		} catch (IOException e) {
			return "this message (the log could not be written to " + file + ")";
		}
	}
}
