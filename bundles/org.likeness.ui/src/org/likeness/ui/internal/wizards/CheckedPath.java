/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.wizards;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Text;
import org.likeness.ui.internal.Background;

/** A path that a person types, checked in the background while they do. */
final class CheckedPath {

	/**
	 * What a check came to.
	 *
	 * @param usable  whether the path can be used
	 * @param message what is wrong, or what was found
	 */
	record Verdict(boolean usable, String message) {
	}

	private static final int PAUSE = 200;

	private final Text field;
	private final Function<Path, Verdict> check;
	private final Runnable changed;
	private final Runnable pausing = this::checkNow;
	private Verdict verdict = new Verdict(false, null);
	private int asked;

	/**
	 * @param check   looks at the path; not on the UI thread
	 * @param changed runs on the UI thread after each check, and when there is none any more
	 */
	CheckedPath(Text field, Function<Path, Verdict> check, Runnable changed) {
		this.field = field;
		this.check = check;
		this.changed = changed;
		field.addModifyListener(e -> {
			asked++;
			verdict = new Verdict(false, null);
			changed.run();
			field.getDisplay().timerExec(PAUSE, pausing);
		});
		field.addDisposeListener(e -> field.getDisplay().timerExec(-1, pausing));
	}

	/** @return what is known of the path as it stands; not usable, without a message, while it is being checked */
	Verdict verdict() {
		return verdict;
	}

	/** @return the path; {@code null} if there is none, or it is not absolute */
	Path path() {
		try {
			String text = field.getText().strip();
			if (text.startsWith("~/")) {
				text = System.getProperty("user.home") + text.substring(1);
			}
			Path path = Path.of(text);
			return path.isAbsolute() ? path.normalize() : null;
		} catch (InvalidPathException e) {
			return null;
		}
	}

	private void checkNow() {
		if (field.isDisposed()) {
			return;
		}
		Path path = path();
		int number = ++asked;
		if (path == null) {
			tell(number, new Verdict(false, field.getText().isBlank() ? null : "Give the whole path, from / on."));
			return;
		}
		Job.createSystem("Check " + path, (ICoreRunnable) monitor -> {
			Verdict found = check.apply(path);
			Background.onScreen(() -> tell(number, found));
		}).schedule();
	}

	private void tell(int number, Verdict found) {
		if (number == asked && !field.isDisposed()) {
			verdict = found;
			changed.run();
		}
	}
}
