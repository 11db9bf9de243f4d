/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.nio.file.Path;

import org.likeness.core.MachineException;

/** What can go wrong with a history, in words for people. */
public final class Failures {

	private Failures() {
	}

	public static MachineException unreadable(Path repository, Throwable cause) {
		return new MachineException("The history can't be read (" + reason(cause) + ")", repository.toString(),
				"The clone itself is not affected, and nothing was changed.",
				"Run the check of this clone: it tells what is damaged. A copy of the folder from a backup can take its "
						+ "place.",
				cause);
	}

	public static MachineException unwritable(Path repository, Throwable cause) {
		return new MachineException("The history can't be written (" + reason(cause) + ")", repository.toString(),
				"The history shows what it showed before.",
				"See that there is room on the disk and that the folder may be written, then try again.", cause);
	}

	public static MachineException unknown(Path repository, String revision) {
		return new MachineException("There is no step " + revision + " in the history", repository.toString(),
				"Nothing was changed.", "Take the id of a step from the list of the history.");
	}

	public static MachineException ambiguous(Path repository, String revision) {
		return new MachineException("Several steps start with " + revision, repository.toString(),
				"Nothing was changed.", "Give more digits of the id.");
	}

	public static MachineException foreign(Path repository, String revision, Throwable cause) {
		return new MachineException(
				"The commit " + revision + " does not say what the clone was (" + reason(cause) + ")",
				repository.toString(), "Nothing was changed.",
				"Somebody else made it, or a newer Likeness. Take another step.", cause);
	}

	public static MachineException unpublished(Path repository, String record, Throwable cause) {
		return new MachineException("The step can't be shown in the history (" + reason(cause) + ")",
				repository.toString(), "The clone has its new state, and commit " + record + " tells of it.",
				"See that there is room on the disk and that the folder may be written, then open the clone again.",
				cause);
	}

	public static MachineException moved(Path repository, String record) {
		return new MachineException("Somebody else has changed the history in the meantime", repository.toString(),
				"The clone has its new state, and commit " + record + " tells of it, but the branch main does not lead "
						+ "to it.",
				"Keep the other commits on a branch of their own and set main to this one: git branch other main, then "
						+ "git branch -f main " + record + ". Then open the clone again.");
	}

	static String reason(Throwable cause) {
		return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
	}
}
