/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit away from the settings of the laptop's user: it would read {@code ~/.gitconfig} (which may be damaged),
 * start {@code git} to find the system's, and measure file systems and write what it found into {@code ~/.config/jgit}.
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

		private static final Duration COARSEST = Duration.ofSeconds(2);

		EmptyConfig(FS fs) {
			super(null, fs);
		}

		@Override
		public void load() {
			// There is nothing to load.
		}

		@Override
		public void save() {
			// What is set lasts as long as the JVM.
		}

		/**
		 * JGit would take seconds in each JVM to measure how fine the times of a file system are, unless it finds that here.
		 * The coarsest ones, of FAT, hold for all: contents of a file that was changed just before are looked at then.
		 */
		@Override
		public long getTimeUnit(String section, String subsection, String name, long otherwise, TimeUnit unit) {
			boolean asked = ConfigConstants.CONFIG_FILESYSTEM_SECTION.equals(section);
			return asked ? unit.convert(COARSEST) : super.getTimeUnit(section, subsection, name, otherwise, unit);
		}

		@Override
		public boolean isOutdated() {
			return false;
		}
	}
}
