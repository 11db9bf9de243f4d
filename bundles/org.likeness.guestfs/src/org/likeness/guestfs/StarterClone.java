/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs;

import java.nio.file.Path;
import java.util.List;

/**
 * A starter clone that was made.
 *
 * @param image    the disk image
 * @param user     who can log in; {@code root} if the clone has no other user
 * @param password the initial password of that user. It was made for this clone and is kept nowhere else: show it once.
 * @param remarks  what a person should know of it, a sentence or two each; no password is in them
 */
public record StarterClone(Path image, String user, String password, List<String> remarks) {

	/** One that there is nothing to say of. */
	public StarterClone(Path image, String user, String password) {
		this(image, user, password, List.of());
	}

	/** Does not tell the password, so that it gets into no log by accident. */
	@Override
	public String toString() {
		return "StarterClone[image=" + image + ", user=" + user + "]";
	}
}
