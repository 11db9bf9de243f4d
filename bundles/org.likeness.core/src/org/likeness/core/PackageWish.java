/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * What is to become of one package of the target.
 *
 * @param facet  the id of the facet that wishes it
 * @param key    the item it is for
 * @param now    what the target has; {@code null} if it has not got it
 * @param wanted what it is to have; {@code null} if the package is to go
 */
public record PackageWish(String facet, String key, PackageState now, PackageState wanted) {

	/** @return whether the target is to get another version, or a package that it has not got */
	public boolean isInstalled() {
		return wanted != null && (now == null || !now.version().equals(wanted.version())
				|| !now.architecture().equals(wanted.architecture()));
	}

	/** @return whether it is the wish of that item */
	boolean isFor(Plan.PlannedItem item) {
		return facet.equals(item.facet()) && key.equals(item.key());
	}
}
