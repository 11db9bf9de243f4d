/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;

import org.likeness.core.AttributeDump;
import org.likeness.core.FileAttributes;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;

/**
 * Asks getfattr for the attributes of all files of a walk, while that is under way: one process for about ten thousand
 * files. Java itself knows of {@code user.*} only, and has to open each file for that. Measured on 50,000 files it takes
 * 0.3 s, half of what a native library takes to be loaded and asked. For one use.
 */
final class AttributePass implements AutoCloseable {

	/** xargs ends so if some of the commands found something that they could not read. */
	private static final int SOME_FAILED = 123;

	private record Told(String real, MachinePath path) {
	}

	private final List<Told> told = new ArrayList<>();
	private Process process;
	private OutputStream names;
	private CompletableFuture<AttributeDump> answer;

	/**
	 * Adds a file or folder.
	 *
	 * @param path where it is in the machine
	 * @param real where it is on the laptop
	 */
	void add(MachinePath path, Path real) throws MachineException {
		if (process == null) {
			start();
		}
		String name = NativeNames.name(real).raw();
		told.add(new Told(name, path));
		try {
			names.write(name.getBytes(StandardCharsets.ISO_8859_1));
			names.write(0);
		} catch (IOException e) {
			throw failed(e);
		}
	}

	private void start() throws MachineException {
		List<String> command = new ArrayList<>(List.of("xargs", "-0", "-r", "-s", "1000000"));
		command.addAll(AttributeDump.COMMAND);
		try {
			process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		} catch (IOException e) {
			throw failed(e);
		}
		names = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
		answer = CompletableFuture.supplyAsync(() -> read(process), task -> ForkJoinPool.commonPool().execute(task));
	}

	private static AttributeDump read(Process process) {
		AttributeDump dump = new AttributeDump();
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1), 1 << 16)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				dump.line(line);
			}
			return dump;
		} catch (IOException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Tells what was found. */
	void finish(Survey.Builder survey) throws MachineException {
		if (process == null) {
			return;
		}
		try {
			names.close();
			AttributeDump dump = answer.get();
			int status = process.waitFor();
			if (status != 0 && status != SOME_FAILED) {
				throw failed(new IOException("xargs ended with " + status));
			}
			for (Told file : told) {
				FileAttributes found = dump.files().get(file.real());
				String problem = dump.problems().get(file.real());
				if (found != null) {
					survey.attributes(file.path(), found);
				} else if (problem != null) {
					survey.problem(file.path(), problem);
				}
			}
		} catch (IOException | ExecutionException e) {
			throw failed(e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw failed(e);
		}
	}

	private static MachineException failed(Exception cause) {
		return new MachineException("The extended attributes of files can't be read (" + cause.getMessage() + ")",
				"getfattr", "Nothing was changed.", "Install the package \"attr\", then try again.", cause);
	}

	@Override
	public void close() {
		if (process != null) {
			process.destroy();
		}
	}
}
