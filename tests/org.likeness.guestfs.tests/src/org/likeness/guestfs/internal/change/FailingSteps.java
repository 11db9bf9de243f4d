/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.file.Path;

/** A disk that fails: at one step, before or after it was done, or from one step on. */
final class FailingSteps extends StepsDecorator {

	private final int at;
	private final char how;
	private int count;

	/** @param moment "3-": the third step fails, "3+": it is done and fails then, "3*": it and all others fail */
	FailingSteps(Path image, String moment) {
		super(new DiskSteps(image));
		this.at = Integer.parseInt(moment.substring(0, moment.length() - 1));
		this.how = moment.charAt(moment.length() - 1);
	}

	@Override
	void before(String step) throws IOException {
		count++;
		if (how == '-' && count == at || how == '*' && count >= at) {
			throw new IOException("No space left on device");
		}
	}

	@Override
	void after(String step) throws IOException {
		if (how == '+' && count == at) {
			throw new IOException("Input/output error");
		}
	}
}
