/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * A user of a machine, from its {@code passwd(5)}.
 *
 * @param name     login name
 * @param uid      user number
 * @param gid      number of the first group
 * @param fullName first part of the GECOS field; may be empty
 * @param home     home folder
 * @param shell    login shell; may be empty
 */
public record Account(String name, int uid, int gid, String fullName, MachinePath home, String shell) {

	/** Nobody: the machine tells of no person. Nothing belongs to it, and it has no home. */
	public static final Account NONE = new Account("", -1, -1, "", MachinePath.of("/nonexistent"), "");

	/** The uids that Debian's {@code adduser} gives to people (login.defs: UID_MIN, UID_MAX). */
	private static final int FIRST_HUMAN = 1000;
	private static final int LAST_HUMAN = 59999;

	/** @return whether there is no user */
	public boolean isNone() {
		return this == NONE || equals(NONE);
	}

	/** @return whether it is a person's account: a uid that Debian gives to people, and a shell to log in with */
	public boolean isHuman() {
		return uid >= FIRST_HUMAN && uid <= LAST_HUMAN && !shell.endsWith("/nologin") && !shell.endsWith("/false");
	}
}
