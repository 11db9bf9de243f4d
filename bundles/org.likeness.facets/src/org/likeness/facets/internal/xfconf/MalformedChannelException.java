/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.xfconf;

/** A file that is no channel of xfconf; the message says where and why, without its subject. */
public final class MalformedChannelException extends Exception {

	private static final long serialVersionUID = 1L;

	public MalformedChannelException(String message) {
		super(message, null, false, false);
	}
}
