/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.system;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.Item;
import org.likeness.core.Knowledge;
import org.likeness.core.MachinePath;
import org.likeness.core.PathPattern;
import org.likeness.core.Survey;
import org.likeness.facets.internal.InventoryDraft;
import org.likeness.facets.internal.Printable;

/** What the makers of system items share: they look at files of one survey and add to one draft. */
abstract class SystemItems {

	private final Survey survey;
	private final InventoryDraft draft;

	SystemItems(Survey survey, InventoryDraft draft) {
		this.survey = survey;
		this.draft = draft;
	}

	/** @return the text of a file; empty if there is none, or it can't be read, which becomes an item that says so */
	Optional<String> text(MachinePath path) {
		Optional<String> problem = survey.problem(path);
		problem.ifPresent(reason -> draft.add(Item.unread("file " + path, path + ": " + reason)));
		return survey.content(path).map(content -> new String(content, StandardCharsets.UTF_8));
	}

	/** Tells that settings of these keys may be in a file, if it can't be read. */
	void mayHold(MachinePath path, String... keys) {
		if (survey.problem(path).isPresent() || survey.knows(path) == Knowledge.UNKNOWN) {
			for (String key : keys) {
				draft.unread(PathPattern.of(key), survey.whyUnknown(path));
			}
		}
	}

	/** Tells that settings of these keys could not be looked for. */
	void unread(String reason, String... keys) {
		for (String key : keys) {
			draft.unread(PathPattern.of(key), reason);
		}
	}

	/** Adds a setting, unless its value is empty. */
	void add(String key, String value) {
		if (!value.isEmpty()) {
			draft.add(Item.setting(Printable.of(key), Printable.value(value)));
		}
	}

	/** Adds a setting that is there and can't be told. */
	void addUnread(String key, String problem) {
		draft.add(Item.unread(Printable.of(key), problem));
	}

	/** Adds an item for a file as a whole, if it is there: its contents, or the target of a symlink. */
	void addFile(String key, FileEntry file) {
		Optional<String> problem = survey.problem(file.path());
		if (problem.isPresent()) {
			draft.add(Item.unread(key, file.path() + ": " + problem.get()));
		} else if (file.isFile()) {
			draft.add(Item.file(key, Collections.emptySortedMap(), file));
		} else if (file.type() == FileType.SYMLINK) {
			add(key, file.linkTarget().toString());
		}
	}

	/** Tells which lines were passed over. */
	void remarkMalformed(MachinePath path, List<Integer> lines) {
		for (int line : lines) {
			draft.remark(() -> path + ": line " + line + " is malformed; passed over");
		}
	}

	Survey survey() {
		return survey;
	}
}
