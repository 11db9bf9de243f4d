/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code apt-get --simulate} says would happen. */
final class Simulation {

	/**
	 * One package of it.
	 *
	 * @param from {@code null} if it is not installed
	 * @param to   {@code null} if it goes
	 */
	record Step(String name, String architecture, String from, String to) {
	}

	private static final String NAME = "([a-z0-9][a-z0-9+._-]*)";
	private static final String VERSION = "([A-Za-z0-9.+~:_-]+)";
	private static final Pattern INSTALL = Pattern.compile("Inst " + NAME + "(?::\\S+)? (?:\\[" + VERSION + "\\] )?\\("
			+ VERSION + " .*\\[([a-z0-9-]+)\\]\\).*");
	private static final Pattern REMOVE = Pattern
			.compile("(?:Remv|Purg) " + NAME + "(?::([a-z0-9-]+))? \\[" + VERSION + "\\].*");
	private static final Pattern STEP = Pattern.compile("(Inst|Remv|Purg) .*");

	private final LaptopApt.Answer answer;
	private final List<Step> installed = new ArrayList<>();
	private final List<Step> removed = new ArrayList<>();
	private String odd;

	Simulation(LaptopApt.Answer answer, String architecture) {
		this.answer = answer;
		for (String line : answer.lines()) {
			Matcher install = INSTALL.matcher(line);
			Matcher remove = REMOVE.matcher(line);
			if (install.matches()) {
				installed.add(new Step(install.group(1), install.group(4), install.group(2), install.group(3)));
			} else if (remove.matches()) {
				removed.add(new Step(remove.group(1), remove.group(2) == null ? architecture : remove.group(2),
						remove.group(3), null));
			} else if (STEP.matcher(line).matches()) {
				odd = line;
			}
		}
	}

	List<Step> installed() {
		return installed;
	}

	List<Step> removed() {
		return removed;
	}

	/** @return why it can't happen, as apt says it; empty if it can */
	Optional<String> problem() {
		if (odd != null) {
			return Optional.of("apt would do what Likeness does not understand: " + odd);
		}
		if (answer.status() == 0) {
			return Optional.empty();
		}
		if (answer.lines().stream().anyMatch(line -> line.startsWith("E: Essential packages were removed"))) {
			return Optional.of("no system can be without it: it is essential");
		}
		Optional<String> unmet = answer.lines().stream()
				.filter(line -> line.matches("\\s+\\S+ : .*|\\s+(Pre)?Depends: .*|\\s+Conflicts: .*")).findFirst();
		return Optional.of(unmet.orElseGet(answer::error).strip());
	}
}
