/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;

/**
 * What a plan wants to know of packages.
 *
 * @param wishes  what is to become of them
 * @param changes what is written before they are installed: package sources, maybe
 * @param source  where {@linkplain FileChange.Copied copied} contents are read
 */
public record PackageRequest(List<PackageWish> wishes, List<FileChange> changes, Machine source) {

	public PackageRequest {
		wishes = List.copyOf(wishes);
		changes = List.copyOf(changes);
	}
}
