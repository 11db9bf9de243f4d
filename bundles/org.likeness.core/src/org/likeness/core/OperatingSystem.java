/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * What a machine runs, from its {@code os-release(5)}.
 *
 * @param id           {@code ID}: "debian"; "linux" where the file is silent
 * @param version      {@code VERSION_ID}: "12"; may be empty
 * @param prettyName   {@code PRETTY_NAME}: "Debian GNU/Linux 12 (bookworm)"
 * @param codename     {@code VERSION_CODENAME}: "bookworm"; may be empty
 */
public record OperatingSystem(String id, String version, String prettyName, String codename) {

	/** What os-release(5) says that {@code ID} is where it is not set: nobody knows which distribution it is. */
	private static final String UNKNOWN = "linux";

	/** @return whether both are known, and not the same distribution, of whichever release */
	public boolean isOtherDistribution(OperatingSystem other) {
		return !id.equals(UNKNOWN) && !other.id.equals(UNKNOWN) && !id.equals(other.id);
	}

	/** @return whether both are the same distribution, and known to be different releases of it */
	public boolean isOtherRelease(OperatingSystem other) {
		return id.equals(other.id) && !codename.isEmpty() && !other.codename.isEmpty()
				&& !codename.equals(other.codename);
	}
}
