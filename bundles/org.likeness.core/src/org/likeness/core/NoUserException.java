/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/** A facet asks for the user, or the home folder, of a machine that has none: it is not applicable there. */
public final class NoUserException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NoUserException() {
		super("there is no user whose home folder could be looked at");
	}
}
