/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.redhat.et.libguestfs.EventCallback;

/** Keeps the end of what QEMU and the appliance print, for the case that they fail: exceptions say little. */
final class ApplianceLog implements EventCallback {

	private static final int LIMIT = 32 * 1024;

	private final StringBuilder text = new StringBuilder();

	@Override
	public synchronized void event(long event, int handle, String message, long[] array) {
		if (message == null) {
			return; // QEMU has closed its output
		}
		text.append(message);
		if (text.length() > LIMIT) {
			text.delete(0, text.length() - LIMIT);
		}
	}

	/** @return the lines in which QEMU or the appliance names an error, the last first */
	synchronized List<String> errors() {
		List<String> errors = new ArrayList<>(text.toString().lines().map(String::strip)
				.filter(line -> line.startsWith("qemu") || line.startsWith("supermin: ")
						|| line.contains("Kernel panic") || line.contains("Out of memory"))
				.filter(line -> !line.contains("warning:") && !line.startsWith("supermin: ext2 mini initrd")
						&& !line.startsWith("supermin: mounting"))
				.toList());
		Collections.reverse(errors);
		return errors;
	}
}
