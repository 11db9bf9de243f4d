/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * What becomes of one package of a machine.
 *
 * @param name         the package's name
 * @param architecture as in its control file
 * @param from         the version that goes; {@code null} if it is not installed
 * @param to           the version that comes; {@code null} if the package goes
 * @param archive      the name of the file that holds it; {@code null} if the package goes
 * @param size         of that file, in bytes
 * @param fetched      whether that file is there already
 * @param chosen       whether somebody chose it; otherwise another package needs it
 */
public record PackageChange(String name, String architecture, String from, String to, String archive, long size,
		boolean fetched, boolean chosen) {

	/** @return what becomes of it */
	public Plan.Action action() {
		return from == null ? Plan.Action.ADD : to == null ? Plan.Action.REMOVE : Plan.Action.CHANGE;
	}
}
