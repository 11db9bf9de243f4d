/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.apt;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.likeness.core.FileEntry;
import org.likeness.core.MachinePath;
import org.likeness.core.PathPattern;
import org.likeness.core.Survey;
import org.likeness.core.Want;

/**
 * What dpkg noted since it last wrote its status as a whole: files of a paragraph each whose names are numbers, in their
 * order. They are there when dpkg was interrupted. After {@code cleanupdates()} in {@code lib/dpkg/dbmodify.c}.
 */
public final class DpkgJournal {

	private static final MachinePath FOLDER = MachinePath.of("/var/lib/dpkg/updates");
	private static final PathPattern NUMBER = PathPattern.of("[0-9]*");
	/** A paragraph of a package has some kilobytes. */
	private static final int CONTENT_LIMIT = 1 << 20;
	private static final int MAX_DIGITS = 10;
	/** Dpkg writes its status as a whole after 250 of them at the latest. */
	private static final int MAX_NOTES = 5000;

	private static final Want WANT = new Want(FOLDER, List.of(PathPattern.of("*/**")), List.of(NUMBER), CONTENT_LIMIT);

	private final SortedMap<String, byte[]> notes = new TreeMap<>();
	private final String problem;

	/** @param survey in which {@link #want} was asked for */
	public DpkgJournal(Survey survey) {
		problem = read(survey);
	}

	/** @return what has to be found */
	public static Want want() {
		return WANT;
	}

	private String read(Survey survey) {
		Optional<String> unread = survey.problem(FOLDER);
		if (unread.isPresent()) {
			// Older records tell of packages as the status file did; nobody asked for notes then.
			return unread.get().equals(Survey.NOT_RECORDED) ? null : FOLDER + ": " + unread.get();
		}
		for (FileEntry entry : survey.entries(WANT)) {
			String name = entry.path().name().raw();
			if (!entry.path().parent().equals(FOLDER) || !name.chars().allMatch(c -> c >= '0' && c <= '9')) {
				continue;
			}
			byte[] content = survey.content(entry.path()).orElse(null);
			if (content == null) {
				return entry.path() + ": " + survey.problem(entry.path()).orElse("it is not a file");
			}
			if (name.length() > MAX_DIGITS || !notes.isEmpty() && notes.firstKey().length() != name.length()
					|| notes.size() == MAX_NOTES) {
				return FOLDER + " holds files that dpkg itself does not understand, such as " + name;
			}
			notes.put(name, content);
		}
		return null;
	}

	/** @return why the notes, and so what is installed, are not known; {@code null} if they are */
	public String problem() {
		return problem;
	}

	/** Takes the notes into what the status file says. */
	public void apply(DpkgStatus status) {
		notes.forEach((name, content) -> status.update(FOLDER.resolve(name).toString(), content));
	}
}
