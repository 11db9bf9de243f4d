/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.eclipse.core.runtime.OperationCanceledException;

import picocli.CommandLine.ParameterException;

/** Asks a person whether something is to be done. */
final class Confirmation {

	private static final long STEP_MILLIS = 50;

	private final Action action;
	private final boolean agreed;

	/** @param agreed whether the person has said yes already */
	Confirmation(Action action, boolean agreed) {
		this.action = action;
		this.agreed = agreed;
	}

	/** @throws ParameterException if there is nobody to ask; best found out before anything takes time */
	void check() {
		if (!agreed && (!action.environment.asks() || action.common.json)) {
			throw new ParameterException(action.spec.commandLine(), action.common.json
					? "With --json nothing is asked: add --yes to agree."
					: "There is no terminal to ask on: add --yes to agree.");
		}
	}

	/** @throws OperationCanceledException if the answer is not yes */
	void ask(String question) throws IOException {
		if (agreed) {
			return;
		}
		action.environment.out().flush();
		action.environment.err().prompt(question + " [y/N] ");
		String answer = answer();
		if (answer == null || !answer.strip().matches("(?i)y|yes")) {
			throw new OperationCanceledException();
		}
	}

	/** The line is read in another thread: Ctrl-C must not have to wait for it. */
	private String answer() throws IOException {
		CompletableFuture<String> line = new CompletableFuture<>();
		Thread reader = new Thread(() -> {
			try {
				line.complete(new BufferedReader(new InputStreamReader(action.environment.stdin(), Terminal.charset()))
						.readLine());
			} catch (IOException e) {
				line.completeExceptionally(e);
			}
		}, "answer");
		reader.setDaemon(true);
		reader.start();
		while (true) {
			try {
				return line.get(STEP_MILLIS, TimeUnit.MILLISECONDS);
			} catch (TimeoutException e) {
				if (action.environment.cancel().isCancelled()) {
					throw new OperationCanceledException();
				}
			} catch (ExecutionException e) {
				throw new IOException("the answer can't be read", e.getCause());
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new OperationCanceledException();
			}
		}
	}
}
