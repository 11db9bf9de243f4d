/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

/** Says to the command that runs that it is to end. May be used from any thread. */
final class CancelSwitch {

	private volatile boolean cancelled;

	void cancel() {
		cancelled = true;
	}

	boolean isCancelled() {
		return cancelled;
	}
}
