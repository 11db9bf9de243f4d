/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.dconf;

/** A database or a value in it that is not of its format; the message says how, without its subject. */
public final class MalformedException extends Exception {

	private static final long serialVersionUID = 1L;

	public MalformedException(String message) {
		super(message, null, false, false);
	}
}
