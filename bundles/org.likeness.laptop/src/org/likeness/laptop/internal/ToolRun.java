/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * A tool that is told the names of many files while it runs: one process for about ten thousand of them. Started with
 * the first name; for one thread.
 */
final class ToolRun implements AutoCloseable {

	/** xargs ends so if some of the commands found something that they could not read. */
	private static final int SOME_FAILED = 123;

	private final List<String> command;
	private final Consumer<String> lines;
	private Process process;
	private OutputStream names;
	private FutureTask<Void> answer;

	/**
	 * @param tool  what is run, with the files behind
	 * @param lines takes the lines that it prints, a character for each byte, in another thread; all of them before
	 *              {@link #finish} returns
	 */
	ToolRun(List<String> tool, Consumer<String> lines) {
		command = new ArrayList<>(List.of("xargs", "-0", "-r", "-s", "1000000"));
		command.addAll(tool);
		this.lines = lines;
	}

	/** @param name the path, a character for each byte */
	void add(String name) throws IOException {
		if (process == null) {
			process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
			names = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
			answer = new FutureTask<>(this::read);
			// Of its own: each reader waits for a process that waits for the walk, and a shared pool could be full of such.
			Thread reader = new Thread(answer, "answer of " + command.get(5));
			reader.setDaemon(true);
			reader.start();
		}
		names.write(name.getBytes(StandardCharsets.ISO_8859_1));
		names.write(0);
	}

	private Void read() throws IOException {
		try (BufferedReader in = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1), 1 << 16)) {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				lines.accept(line);
			}
			return null;
		}
	}

	/** Waits until all files that were added have been told. What the tool can't read, it passes over. */
	void finish() throws IOException {
		if (process == null) {
			return;
		}
		try {
			names.close();
			answer.get();
			int status = process.waitFor();
			if (status != 0 && status != SOME_FAILED) {
				throw new IOException("xargs ended with " + status);
			}
		} catch (ExecutionException e) {
			if (e.getCause() instanceof Error error) {
				throw error;
			}
			throw new IOException(e.getCause());
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException(e);
		}
	}

	@Override
	public void close() {
		if (process != null) {
			process.destroy();
		}
	}
}
