/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs;

import java.nio.file.Path;

/**
 * A starter clone that was made.
 *
 * @param image    the disk image
 * @param user     who can log in; {@code root} if the clone has no other user
 * @param password the initial password of that user. It was made for this clone and is kept nowhere else: show it once.
 */
public record StarterClone(Path image, String user, String password) {

	/** Does not tell the password, so that it gets into no log by accident. */
	@Override
	public String toString() {
		return "StarterClone[image=" + image + ", user=" + user + "]";
	}
}
