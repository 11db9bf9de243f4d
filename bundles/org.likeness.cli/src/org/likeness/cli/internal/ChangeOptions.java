/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import picocli.CommandLine.Option;

/** How a change is agreed to, and what the history says of it. */
class ChangeOptions {

	@Option(names = { "-y", "--yes" }, description = "Do it without asking.")
	boolean yes;

	@Option(names = { "-m", "--message" }, paramLabel = "TEXT",
			description = "What for, for the history. Default: what was done, in numbers.")
	String message = "";

	@Option(names = "--all-or-nothing",
			description = "Change nothing if an item can't be done, or changes on the laptop "
					+ "meanwhile. Default: leave out that item, and say so.")
	boolean allOrNothing;
}
