/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.stream.Collectors;

import org.likeness.core.Plan;
import org.likeness.core.PlanStep;
import org.likeness.core.SystemCommand;

/** The steps of a plan, for people. */
final class PlannedSteps {

	private PlannedSteps() {
	}

	/** @return what is done in a step: "write 3 files (33 B)" */
	static String text(PlanStep step, Plan plan) {
		return switch (step.kind()) {
		case FETCH -> "fetch " + packages(step) + " (" + Sizes.text(step.bytes()) + ")";
		case REMOVE -> "remove " + files(step);
		case ATTRIBUTES -> "set permissions, owner or time of " + files(step);
		case WRITE -> "write " + files(step) + " (" + Sizes.text(step.bytes()) + ")";
		case INSTALL -> "install " + packages(step) + " (" + Sizes.text(step.bytes()) + " unpacked)";
		case UNINSTALL -> "remove " + packages(step) + " (" + Sizes.text(step.bytes()) + " freed)";
		case MARK -> "mark " + packages(step) + " as chosen or needed, held or not";
		case RUN -> "run " + plan.commands().stream().map(SystemCommand::toString).collect(Collectors.joining(", "))
				+ " in the clone";
		};
	}

	private static String packages(PlanStep step) {
		return step.count() + (step.count() == 1 ? " package" : " packages");
	}

	/** Folders and symlinks are files, too. */
	private static String files(PlanStep step) {
		return step.count() + (step.count() == 1 ? " file" : " files");
	}
}
