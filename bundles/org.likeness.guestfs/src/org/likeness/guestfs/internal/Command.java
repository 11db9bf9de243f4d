/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

/**
 * A program of the laptop's, run in a process group of its own: so it ends with all that it started when it is cancelled,
 * and nothing that it sends to its group reaches this process.
 */
public final class Command {

	private static final int POLL = 200;

	/** How long a program that was killed is looked for what it said: others may hold its output open. */
	private static final int POLLS_AFTER_KILL = 25;

	/** Greater statuses stand for signals, in a shell and in Java. */
	private static final int SIGNALLED = 128;

	/**
	 * The shell says when the program has ended, behind all that it printed. The end of the output would not do: a child
	 * that lives on holds it open.
	 */
	private static final String SCRIPT = "\"$@\"; status=$?; printf '%s\\n' \"$0\"; exit $status";

	private final List<String> words;
	private final Map<String, String> environment;
	private final boolean tidies;

	public Command(List<String> words) {
		this(words, Map.of());
	}

	/** @param environment what to set beside the environment of this process */
	public Command(List<String> words, Map<String, String> environment) {
		this(words, environment, false);
	}

	private Command(List<String> words, Map<String, String> environment, boolean tidies) {
		this.words = List.copyOf(words);
		this.environment = Map.copyOf(environment);
		this.tidies = tidies;
	}

	/** @return a program that tidies up: it is run, and runs to its end, also while this process is told to end */
	public static Command toTidyUp(List<String> words) {
		return new Command(words, Map.of(), true);
	}

	/**
	 * @param output is given each line that the program prints, on this thread
	 * @return the exit status
	 * @throws IOException                if it can't be started
	 * @throws OperationCanceledException if the monitor was cancelled, or this process is told to end; the program and all
	 *                                    that it started have been killed
	 */
	public int run(IProgressMonitor monitor, Consumer<String> output) throws IOException {
		String mark = "ended " + UUID.randomUUID();
		List<String> inGroup = new ArrayList<>(List.of("setsid", "sh", "-c", SCRIPT, mark));
		inGroup.addAll(words);
		ProcessBuilder builder = new ProcessBuilder(inGroup).redirectErrorStream(true)
				.redirectInput(Path.of("/dev/null").toFile());
		builder.environment().putAll(environment);
		builder.environment().put("LC_ALL", "C.UTF-8");
		builder.environment().merge("PATH", "/usr/local/sbin:/usr/sbin:/sbin", (path, system) -> path + ":" + system);
		Process process = builder.start();
		Thread atExit = new Thread(() -> kill(process), "kill " + words.get(0));
		try {
			if (!tidies && !killAtExit(atExit)) {
				throw new OperationCanceledException();
			}
			return follow(process, mark, monitor, output);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new OperationCanceledException();
		} finally {
			if (process.isAlive()) {
				kill(process);
			}
			forget(atExit);
		}
	}

	private static int follow(Process process, String mark, IProgressMonitor monitor, Consumer<String> output)
			throws InterruptedException {
		BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
		Thread reader = new Thread(() -> read(process, lines), "output of " + process.pid());
		reader.setDaemon(true);
		reader.start();
		for (int silent = 0; true; silent++) {
			if (monitor.isCanceled()) {
				throw new OperationCanceledException();
			}
			Optional<String> line = lines.poll(POLL, TimeUnit.MILLISECONDS);
			if (line == null) {
				if (silent > POLLS_AFTER_KILL && !process.isAlive() && process.exitValue() > SIGNALLED) {
					return process.exitValue();
				}
			} else if (line.isPresent() && !line.get().endsWith(mark)) {
				output.accept(line.get());
				silent = 0;
			} else {
				line.map(last -> last.substring(0, last.length() - mark.length())).filter(last -> !last.isEmpty())
						.ifPresent(output);
				return process.waitFor();
			}
		}
	}

	/** Nothing stands for the end of the output. */
	private static void read(Process process, BlockingQueue<Optional<String>> lines) {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				lines.add(Optional.of(line));
			}
		} catch (IOException e) {
			lines.add(Optional.of("The output can't be read: " + e.getMessage()));
		} finally {
			lines.add(Optional.empty());
		}
	}

	/** Java can't signal a process group, but every shell can. */
	private static void kill(Process process) {
		try {
			new ProcessBuilder("sh", "-c", "kill -s KILL -- -" + process.pid()).redirectErrorStream(true)
					.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor(5, TimeUnit.SECONDS);
			process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
		} catch (IOException e) {
			process.destroyForcibly();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** @return whether that was possible: it is not while the JVM is ending */
	private static boolean killAtExit(Thread hook) {
		try {
			Runtime.getRuntime().addShutdownHook(hook);
			return true;
		} catch (IllegalStateException e) {
			return false;
		}
	}

	private static void forget(Thread atExit) {
		try {
			Runtime.getRuntime().removeShutdownHook(atExit);
		} catch (IllegalStateException e) {
			return; // the JVM is ending already
		}
	}
}
