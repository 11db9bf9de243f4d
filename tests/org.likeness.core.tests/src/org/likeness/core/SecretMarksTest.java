/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretMarksTest {

	@TempDir
	Path folder;

	private SecretMarks marks() {
		return new SecretMarks(folder.resolve("state/key"));
	}

	@Test
	void tellPasswordsApartAndNothingOfThem() throws Exception {
		String mark = marks().of("ann:hunter2");
		assertTrue(mark.matches("\\*\\*\\* \\([0-9a-f]{8} by key [0-9a-f]{8}\\)"), mark);
		assertEquals(mark, marks().of("ann:hunter2"));
		assertNotEquals(mark, marks().of("ann:hunter3"));
		assertFalse(mark.contains(Digest.of(Digest.computation().digest("ann:hunter2".getBytes())).toString()
				.substring(0, 8)));
		assertEquals("rw-------",
				PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("state/key"))));
		try (Stream<Path> files = Files.list(folder.resolve("state"))) {
			assertEquals(1, files.count(), "nothing else is left there");
		}
	}

	@Test
	void anotherKeyTellsNothing() throws Exception {
		String before = "deb x\tcredentials=" + marks().of("a") + "\tenabled=yes";
		String changed = "deb x\tcredentials=" + marks().of("b") + "\tenabled=yes";
		Files.delete(folder.resolve("state/key"));
		String lost = "deb x\tcredentials=" + marks().of("a") + "\tenabled=yes";
		String old = "deb x\tcredentials=*** (0123abcd)\tenabled=yes";
		assertNotEquals(before, lost);
		assertFalse(SecretMarks.mayBeSame(before, changed));
		assertTrue(SecretMarks.mayBeSame(before, before));
		assertTrue(SecretMarks.mayBeSame(before, lost));
		assertTrue(SecretMarks.mayBeSame(old, lost));
		assertFalse(SecretMarks.mayBeSame(old, lost.replace("yes", "no")));
		assertFalse(SecretMarks.mayBeSame(old, "deb x\tcredentials=*** (0123abce)\tenabled=yes"));
		assertFalse(SecretMarks.mayBeSame("a", "b"));
	}

	@Test
	void whoMakesTheKeyAtOnceMakesOne() throws Exception {
		Set<String> marks = ConcurrentHashMap.newKeySet();
		IntStream.range(0, 32).parallel().forEach(i -> marks.add(marks().of("a")));
		marks.add(marks().of("a"));
		assertEquals(1, marks.size());
	}

	@Test
	void aDamagedKeyIsReplacedAndOneThatCannotBeKeptServes() throws Exception {
		Files.createDirectories(folder.resolve("state"));
		Files.writeString(folder.resolve("state/key"), "short");
		assertEquals(marks().of("a"), marks().of("a"));
		assertEquals(32, Files.size(folder.resolve("state/key")));
		Files.writeString(folder.resolve("file"), "");
		SecretMarks kept = new SecretMarks(folder.resolve("file/key"));
		assertEquals(kept.of("a"), kept.of("a"));
		assertNotEquals(kept.of("a"), new SecretMarks(folder.resolve("file/key")).of("a"));
	}

	@Test
	void noPasswordIsInATextOfApt() {
		assertEquals("Err:1 https://***@h.example/x s Release, http://other/a@b",
				SecretMarks.withoutPasswords("Err:1 https://ann:p@ss@h.example/x s Release, http://other/a@b"));
	}
}
