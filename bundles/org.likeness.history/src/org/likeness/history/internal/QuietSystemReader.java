/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit away from the settings of the laptop's user: it would read {@code ~/.gitconfig} (which may be damaged),
 * start {@code git} to find the system's, and write the times that it measured into {@code ~/.config/jgit}.
 */
public final class QuietSystemReader extends SystemReader.Delegate {

	private QuietSystemReader(SystemReader reader) {
		super(reader);
	}

	/** Puts it in force for this JVM, once. */
	public static synchronized void install() {
		if (!(SystemReader.getInstance() instanceof QuietSystemReader)) {
			SystemReader.setInstance(new QuietSystemReader(SystemReader.getInstance()));
		}
	}

	@Override
	public String getenv(String variable) {
		return variable.startsWith("GIT_") ? null : super.getenv(variable);
	}

	@Override
	public FileBasedConfig openUserConfig(Config parent, FS fs) {
		return new EmptyConfig(fs);
	}

	@Override
	public FileBasedConfig openSystemConfig(Config parent, FS fs) {
		return new EmptyConfig(fs);
	}

	@Override
	public FileBasedConfig openJGitConfig(Config parent, FS fs) {
		return new EmptyConfig(fs);
	}

	/** A configuration without a file. */
	private static final class EmptyConfig extends FileBasedConfig {

		EmptyConfig(FS fs) {
			super(null, fs);
		}

		@Override
		public void load() {
			// There is nothing to load.
		}

		@Override
		public void save() {
			// What JGit measures is measured again.
		}

		@Override
		public boolean isOutdated() {
			return false;
		}
	}
}
