/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class LinkedCopiesTest {

	private final List<FileChange> changes = new ArrayList<>();

	private static FileEntry file(String path, int mode) {
		return new FileEntry(MachinePath.of(path), FileType.FILE, mode, 1000, 1000, 10, 0, null);
	}

	private FileEntry copy(String path, int mode) {
		FileEntry from = file("/laptop" + path, mode);
		changes.add(new FileChange(MachinePath.of(path), null, file(path, mode), new FileChange.Copied(from)));
		return from;
	}

	@Test
	void onlyTheFirstNameIsWritten() {
		Survey.Builder laptop = new Survey.Builder();
		for (String name : List.of("/a", "/b", "/c", "/other", "/mode")) {
			laptop.add(copy(name, name.equals("/mode") ? 0600 : 0644));
		}
		for (String name : List.of("/a", "/b", "/c", "/mode")) {
			laptop.link(MachinePath.of("/laptop" + name), 1L);
		}
		laptop.link(MachinePath.of("/laptop/other"), 2L);
		changes.add(
				new FileChange(MachinePath.of("/made"), null, file("/made", 0644), new FileChange.Made(new byte[3])));
		Survey survey = laptop.build();
		assertEquals(4, survey.links(MachinePath.of("/laptop/mode")).size());
		assertEquals(0, survey.links(MachinePath.of("/laptop/other")).size(), "of its names only one was found");
		StringBuilder text = new StringBuilder();
		for (FileChange change : new LinkedCopies(survey).of(changes)) {
			MachinePath other = change.content() instanceof FileChange.Copied copied ? copied.sameAs() : null;
			text.append(change.path()).append(' ').append(change.bytes()).append(' ').append(other).append('\n');
		}
		assertEquals("""
				/a 10 null
				/b 0 /a
				/c 0 /a
				/other 10 null
				/mode 10 null
				/made 3 null
				""", text.toString());
	}
}
