/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * One of the steps in which a plan is done, in their order.
 *
 * @param kind  what is done
 * @param count to how many packages, programs, or files, folders and symlinks
 * @param bytes that are fetched, written, unpacked or freed; 0 where none are
 */
public record PlanStep(Kind kind, int count, long bytes) {

	/** What is done in a step, in the order in which steps are done. */
	public enum Kind {
		/** Packages are fetched to the laptop, also those that go; nothing has been written to the clone yet. */
		FETCH,
		/** Files go. */
		REMOVE,
		/** Files get other permissions, owners or times. */
		ATTRIBUTES,
		/** Files, folders and symlinks are written. */
		WRITE,
		/** Packages are unpacked and set up; in one run of the clone's apt with the next one. */
		INSTALL,
		/** Packages go. */
		UNINSTALL,
		/** Packages are marked as asked for or not, and as held back or not. */
		MARK,
		/** Programs of the clone's own are run. */
		RUN;

		/** @return as the command line spells it */
		public String word() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}
	}
}
