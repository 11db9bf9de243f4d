/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.MachineException;

/** Runs qemu-img on an image that is not trusted, as a {@link LimitedProgram}: it ends with this process. */
public final class QemuImg {

	private static final int MEMORY_KILOBYTES = 2 << 20;
	private static final int STEP_MILLIS = 100;
	private static final int OUTPUT_LIMIT = 4 << 20;

	/**
	 * How it ended.
	 *
	 * @param status  the exit status
	 * @param answer  what it printed
	 * @param message what it printed as an error
	 */
	public record Result(int status, String answer, String message) {
	}

	private final Path image;
	private final int seconds;

	/** @param seconds how long it may run, and calculate */
	public QemuImg(Path image, int seconds) {
		this.image = image;
		this.seconds = seconds;
	}

	/**
	 * @throws MachineException           if it can't be run to its end
	 * @throws OperationCanceledException if the monitor is cancelled; it does not run any more
	 */
	public Result run(IProgressMonitor monitor, String... arguments) throws MachineException {
		List<String> words = new ArrayList<>(List.of("qemu-img"));
		words.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(LimitedProgram.command(MEMORY_KILOBYTES, seconds, words));
		Process process = null;
		try {
			process = builder.start();
			process.getOutputStream().close();
			CompletableFuture<String> answer = text(process.getInputStream());
			CompletableFuture<String> message = text(process.getErrorStream());
			await(process, monitor);
			int status = process.exitValue();
			if (status == LimitedProgram.NO_LIMITS) {
				throw new MachineException("qemu-img can't be run with a limit to its memory, and is not run without",
						image.toString(), "Nothing was changed.",
						"See whether \"sh -c 'ulimit -v " + MEMORY_KILOBYTES + "'\" works here.");
			}
			if (status == LimitedProgram.MISSING) {
				throw new MachineException("The program qemu-img is missing, so no image can be looked at",
						image.toString(), "Nothing was changed.", "Install it: sudo apt install qemu-utils");
			}
			return new Result(status, answer.get(seconds, TimeUnit.SECONDS), message.get(seconds, TimeUnit.SECONDS));
		} catch (IOException | ExecutionException | TimeoutException e) {
			throw stuck(e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new OperationCanceledException();
		} finally {
			if (process != null) {
				process.destroyForcibly();
			}
		}
	}

	private void await(Process process, IProgressMonitor monitor) throws MachineException, InterruptedException {
		long begin = System.nanoTime();
		while (!process.waitFor(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
			if (monitor.isCanceled()) {
				throw new OperationCanceledException();
			}
			if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(seconds)) {
				throw stuck(null);
			}
		}
	}

	private MachineException stuck(Exception cause) {
		return new MachineException("qemu-img can't say what the image is", image.toString(), "Nothing was changed.",
				"Run \"qemu-img info\" on the image and see what keeps it.", cause);
	}

	/** @return what it said last, which mostly is what went wrong */
	public static String lastLine(String message) {
		String text = message.strip();
		return text.substring(text.lastIndexOf('\n') + 1);
	}

	private static CompletableFuture<String> text(InputStream in) {
		return CompletableFuture.supplyAsync(() -> {
			try (in) {
				return new String(in.readNBytes(OUTPUT_LIMIT), StandardCharsets.UTF_8);
			} catch (IOException e) {
				return "";
			}
		});
	}
}
