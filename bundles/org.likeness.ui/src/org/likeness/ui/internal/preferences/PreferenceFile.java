/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.preferences;

import java.util.function.Consumer;

import org.eclipse.core.runtime.ListenerList;
import org.likeness.core.Preferences;
import org.likeness.ui.internal.Background;

/** The preferences that the window shares with the command line; read and written in the background. */
public final class PreferenceFile {

	/** A change to the preferences. */
	@FunctionalInterface
	interface Change {
		void apply(Preferences preferences);
	}

	private static final ListenerList<Runnable> LISTENERS = new ListenerList<>();

	private PreferenceFile() {
	}

	/** Calls {@code listener} on the UI thread whenever the window has saved them. */
	public static void addListener(Runnable listener) {
		LISTENERS.add(listener);
	}

	/** Stops calling {@code listener}. */
	public static void removeListener(Runnable listener) {
		LISTENERS.remove(listener);
	}

	/** Reads the preferences and hands them to {@code then} on the UI thread. */
	static void load(Consumer<Preferences> then) {
		Background.run("The preferences can't be read", () -> Preferences.load(Preferences.defaultFile()), then);
	}

	/** Changes the preferences as they are in the file by now: another page, or the command line, may have saved too. */
	static void change(Change change) {
		Background.run("The preferences can't be saved", () -> {
			synchronized (PreferenceFile.class) {
				Preferences preferences = Preferences.load(Preferences.defaultFile());
				change.apply(preferences);
				preferences.save(Preferences.defaultFile());
			}
		}, () -> LISTENERS.forEach(Runnable::run));
	}
}
