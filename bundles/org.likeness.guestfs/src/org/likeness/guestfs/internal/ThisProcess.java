/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux knows of this process and Java does not tell. */
public final class ThisProcess {

	private ThisProcess() {
	}

	/** @return the number of the user who runs it; 0 is root */
	public static int userId() {
		try {
			return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
		} catch (IOException e) {
			throw new IllegalStateException(e); // there is no Linux without /proc/self
		}
	}
}
