/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/** Something can't be done; the message says why, for people. */
final class UnplannableException extends Exception {

	private static final long serialVersionUID = 1L;

	UnplannableException(String reason) {
		super(reason);
	}
}
