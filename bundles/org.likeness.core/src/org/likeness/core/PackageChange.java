/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * What becomes of one package of a machine.
 *
 * @param name         the package's name
 * @param architecture as in its control file
 * @param from         the version that goes; {@code null} if it is not installed
 * @param to           the version that comes; {@code null} if the package goes
 * @param comes        the file of the version that comes; {@code null} if the package goes
 * @param goes         the file of the version that goes, which is kept, or fetched too, so that it can be put back;
 *                     {@code null} if it comes anew, or no source has it any more
 * @param unpacked     how much the version that comes takes in the machine, in bytes, as the package says; 0 if it goes
 * @param freed        how much the version that goes takes there, in bytes, as the package says; 0 if it comes anew
 * @param wish         the wish that it makes true; {@code null} if another package needs it
 */
public record PackageChange(String name, String architecture, String from, String to, PackageFile comes,
		PackageFile goes, long unpacked, long freed, PackageWish wish) {

	/** @return how many bytes have to be fetched of what comes */
	public long toFetch() {
		return comes == null || comes.fetched() ? 0 : comes.size();
	}

	/** @return how many bytes have to be fetched of what goes, so that it can be put back */
	public long toKeep() {
		return goes == null || goes.fetched() ? 0 : goes.size();
	}

	/** @return whether somebody chose it; otherwise another package needs it */
	public boolean chosen() {
		return wish != null;
	}

	/** @return what becomes of it */
	public Plan.Action action() {
		return from == null ? Plan.Action.ADD : to == null ? Plan.Action.REMOVE : Plan.Action.CHANGE;
	}
}
