/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.system;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.likeness.core.FileChange;
import org.likeness.core.Survey;
import org.likeness.core.SystemCommand;

/** What becomes of the locales of a system that generates those that a file lists, with locale-gen(8). */
public final class GeneratedLocales {

	/** One of UTF-8 in the C library's archive; several share some of it. */
	private static final long BYTES_OF_ONE = 3 << 20;

	private final Survey survey;

	/** @param survey the system as it is */
	public GeneratedLocales(Survey survey) {
		this.survey = survey;
	}

	/** @return what generates them, if their list changes */
	public List<SystemCommand> commands(List<FileChange> changes) {
		return changes.stream()
				.filter(change -> change.path().equals(survey.places().of(SettingItems.LOCALE_GEN)))
				.filter(change -> change.content() != null)
				.map(change -> new SystemCommand(List.of("locale-gen"), BYTES_OF_ONE * more(change.content())))
				.toList();
	}

	/** A list that is copied, as a rollback does, is not at hand. */
	private long more(FileChange.Content content) {
		return content instanceof FileChange.Made made
				? Math.max(0, count(made.bytes())
						- count(survey.content(SettingItems.LOCALE_GEN).orElse(new byte[0])))
				: 1;
	}

	private static long count(byte[] list) {
		return new String(list, StandardCharsets.UTF_8).lines().map(String::strip).filter(GeneratedLocales::isListed)
				.count();
	}

	/** @return whether a line of the list, without spaces around it, stands for a locale that is generated */
	static boolean isListed(String line) {
		return !line.isEmpty() && !line.startsWith("#");
	}
}
