/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.nio.file.Path;

/** Where Likeness keeps its own files, by the XDG Base Directory Specification. The folders need not exist. */
public final class UserFolders {

	private UserFolders() {
	}

	/** @return settings that a person made */
	public static Path config() {
		return folder("XDG_CONFIG_HOME", ".config");
	}

	/** @return what a person made with Likeness and keeps: the clone of the demo */
	public static Path data() {
		return folder("XDG_DATA_HOME", ".local/share");
	}

	/** @return what can be found out again: surveys, fetched packages */
	public static Path cache() {
		return folder("XDG_CACHE_HOME", ".cache");
	}

	/** @return what must last and is no setting: the known clones, their likeness so far */
	public static Path state() {
		return folder("XDG_STATE_HOME", ".local/state");
	}

	/** The specification says that a relative path in the variable is to be ignored. */
	private static Path folder(String variable, String fallback) {
		String value = System.getenv(variable);
		Path base = value != null && value.startsWith("/") ? Path.of(value)
				: Path.of(System.getProperty("user.home"), fallback);
		return base.resolve("likeness");
	}
}
