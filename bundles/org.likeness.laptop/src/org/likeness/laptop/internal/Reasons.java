/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** Says in a few words why something could not be read. */
public final class Reasons {

	private Reasons() {
	}

	/** @return short, for people, without the path: "permission denied" */
	public static String of(IOException failure) {
		if (failure instanceof AccessDeniedException) {
			return "permission denied";
		}
		if (failure instanceof FileSystemLoopException) {
			return "too many symbolic links on the way";
		}
		if (failure instanceof NoSuchFileException) {
			return "it is not there";
		}
		String reason = failure instanceof FileSystemException exception ? exception.getReason() : failure.getMessage();
		return reason == null ? "it could not be read" : reason;
	}
}
