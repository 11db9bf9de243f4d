/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.dotfiles;

import java.util.regex.Pattern;

import org.likeness.core.Name;

/**
 * Tells what below {@code .ssh} may be a private key. A private key can have any name, and is not opened to find out:
 * so all that {@code ssh(1)} does not name as something else counts as one.
 */
final class PrivateKeys {

	private static final Pattern PUBLIC = Pattern
			.compile(
					"\\.ssh(/(config(\\.d(/.*)?)?|known_hosts[^/]*|authorized_keys[^/]*|allowed_signers|rc|.*\\.pub))?");

	/** Where keys may be, as seen from the home folder. */
	static final String FOLDER = ".ssh";

	private PrivateKeys() {
	}

	/** @return whether the file at {@code relative}, as seen from the home folder, may be a private key */
	static boolean mayBe(Name relative) {
		return relative.raw().startsWith(FOLDER + "/") && !PUBLIC.matcher(relative.raw()).matches();
	}
}
