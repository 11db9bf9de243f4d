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
 * @param unpacked     how much the version that comes takes in the machine, in bytes, as the package says; 0 if it goes
 * @param freed        how much the version that goes takes there, in bytes, as the package says; 0 if it comes anew
 * @param kept         the size of the file of the version that goes, which is fetched too, so that it can be put back; 0
 *                     if it comes anew, that file is there already, or no source has it any more
 * @param wish         the wish that it makes true; {@code null} if another package needs it
 */
public record PackageChange(String name, String architecture, String from, String to, String archive, long size,
		boolean fetched, long unpacked, long freed, long kept, PackageWish wish) {

	/** @return whether somebody chose it; otherwise another package needs it */
	public boolean chosen() {
		return wish != null;
	}

	/** @return what becomes of it */
	public Plan.Action action() {
		return from == null ? Plan.Action.ADD : to == null ? Plan.Action.REMOVE : Plan.Action.CHANGE;
	}
}
