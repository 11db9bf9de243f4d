/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.core.runtime.SubMonitor;

/**
 * Follows what mmdebstrap, apt and dpkg print: how far they are, and what they complain of. Packages come in two rounds,
 * the essential ones and the rest; only at its beginning does a round say how many it has.
 */
final class BootstrapOutput implements Consumer<String> {

	private static final Pattern COUNT = Pattern.compile("(\\d+) upgraded, (\\d+) newly installed, .*");
	private static final Pattern STEP = Pattern.compile("(Get:\\d+|Unpacking|Setting up) (.*)");
	private static final Pattern COMPLAINT = Pattern
			.compile("(E: |Err:|dpkg: error|dpkg-deb: error|W: Failed to fetch).*");
	private static final Pattern DAMAGED = Pattern.compile(".*(dpkg-deb: error|corrupted|unexpected end of file).*");
	private static final int KEPT_COMPLAINTS = 6;

	/** Shares of the time that the rounds were measured to take; the rest is for what comes after them. */
	private static final int[] ROUNDS = { 30, 45 };

	private final SubMonitor progress;
	private final Deque<String> errors = new ArrayDeque<>();
	private SubMonitor round;
	private int rounds;
	private boolean damaged;

	BootstrapOutput(SubMonitor progress) {
		this.progress = progress.setWorkRemaining(100);
		this.round = SubMonitor.convert(null);
	}

	@Override
	public void accept(String line) {
		Matcher count = COUNT.matcher(line);
		Matcher step = STEP.matcher(line);
		if (COMPLAINT.matcher(line).matches()) {
			complain(line);
		} else if (count.matches()) {
			begin(Integer.parseInt(count.group(1)) + Integer.parseInt(count.group(2)));
		} else if (step.matches()) {
			round.subTask(describe(step.group(1), step.group(2)));
			round.worked(1);
		} else if (line.startsWith("I: running apt-get update")) {
			progress.subTask("Reading the package lists");
		} else if (line.startsWith("I: likeness: ")) {
			progress.subTask("Making the initial RAM disk");
		}
	}

	/** Each package is fetched, unpacked and set up. apt also runs with nothing to do. */
	private void begin(int packages) {
		if (packages > 0 && rounds < ROUNDS.length) {
			round = progress.newChild(ROUNDS[rounds++], SubMonitor.SUPPRESS_NONE).setWorkRemaining(3 * packages);
		}
	}

	private static String describe(String verb, String rest) {
		String[] words = rest.split(" ");
		if (verb.startsWith("Get:")) {
			return "Fetching " + (words.length > 4 ? words[3] : words[0]); // address, suite, architecture, package, version
		}
		return (verb.equals("Unpacking") ? "Unpacking " : "Setting up ") + words[0];
	}

	private void complain(String line) {
		damaged |= DAMAGED.matcher(line).matches();
		if (errors.contains(line)) {
			return;
		}
		errors.add(line);
		if (errors.size() > KEPT_COMPLAINTS) {
			errors.remove();
		}
	}

	/** @return the last lines that name an error, in their order */
	List<String> errors() {
		return List.copyOf(errors);
	}

	/** @return whether a fetched package could not be unpacked */
	boolean namesDamagedPackage() {
		return damaged;
	}
}
