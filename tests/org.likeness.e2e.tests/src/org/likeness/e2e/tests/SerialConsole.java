/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.likeness.guestfs.internal.Acceleration;

/**
 * A virtual machine that runs a guest, seen through its serial port. The image is not changed: what the guest writes is
 * thrown away when the machine is closed.
 */
final class SerialConsole implements AutoCloseable {

	private static final Path QEMU = Path.of("/usr/bin/qemu-system-x86_64");

	private final Process machine;
	private final StringBuilder unread = new StringBuilder();
	private boolean ended;

	/** Switches the machine on. */
	SerialConsole(Path image) throws IOException {
		String accelerator = new Acceleration(QEMU).verdict().kvm() ? "kvm" : "tcg";
		machine = new ProcessBuilder(
				List.of(QEMU.toString(), "-accel", accelerator, "-m", "768", "-snapshot", "-nographic",
						"-no-reboot", "-drive", "file=" + image.toString().replace(",", ",,")))
				.redirectErrorStream(true).start();
		Thread reader = new Thread(this::read, "serial console");
		reader.setDaemon(true);
		reader.start();
	}

	private void read() {
		byte[] buffer = new byte[4096];
		try (InputStream in = machine.getInputStream()) {
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				String text = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
				synchronized (unread) {
					unread.append(text);
					unread.notifyAll();
				}
			}
		} catch (IOException e) {
			// The machine was switched off.
		}
		synchronized (unread) {
			ended = true;
			unread.notifyAll();
		}
	}

	/**
	 * @param expected what the guest is to print after all that was waited for before
	 * @return what it printed, up to that
	 * @throws IOException if it does not print that within the limit; with what it printed last
	 */
	String waitFor(Pattern expected, Duration limit) throws IOException, InterruptedException {
		long end = System.nanoTime() + limit.toNanos();
		synchronized (unread) {
			while (true) {
				Matcher matcher = expected.matcher(unread);
				if (matcher.find()) {
					String text = unread.substring(0, matcher.end());
					unread.delete(0, matcher.end());
					return text.replace("\r", "");
				}
				long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
				if (left <= 0 || ended) {
					String last = unread.substring(Math.max(0, unread.length() - 3000));
					throw new IOException("The guest did not print \"" + expected + "\" but:\n" + last);
				}
				unread.wait(left);
			}
		}
	}

	/** Types a line. */
	void type(String line) throws IOException {
		machine.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
		machine.getOutputStream().flush();
	}

	/** @return what a command prints; the user must be logged in */
	String run(String command, Duration limit) throws IOException, InterruptedException {
		type("echo BEG''IN; " + command + "; echo E''ND"); // the echo of the typed line must not match
		waitFor(Pattern.compile("BEGIN\r?\n"), limit);
		return waitFor(Pattern.compile("END\r?\n"), limit).replaceFirst("END\n$", "");
	}

	/** Switches the machine off. */
	@Override
	public void close() throws InterruptedException {
		machine.destroyForcibly().waitFor();
	}
}
