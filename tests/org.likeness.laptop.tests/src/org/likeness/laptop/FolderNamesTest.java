/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A survey tells what {@code find} tells, byte for byte, in every locale. */
class FolderNamesTest {

	@TempDir
	Path scratch;
	private Path tree;

	@BeforeEach
	void makeTree() throws Exception {
		tree = Files.createDirectory(scratch.resolve("tree"));
		Shell.run(tree, """
				echo one > plain; echo two > $'caf\\xe9'; echo three > $'emoji-\\xf0\\x9f\\x98\\x80.wanted'
				echo four > $'new\\nline.wanted'; echo five > 'a%41b?#[x].wanted'; echo six > $'\\xff\\xfe'
				mkdir -p $'d\\xfcr/\\xe4.d'; echo seven > $'d\\xfcr/\\xe4.d/x.wanted'
				ln -s $'//x//caf\\xe9/' absolute; ln -s $'../\\xff//y' relative; ln -s nowhere dangling
				ln -s $'/d\\xfcr' $'to-d\\xfcr'
				mkfifo fifo; touch -d '1999-12-31 23:59:59.123456789' old; touch -d '1960-01-01' ancient
				chmod 4755 plain; chmod 1777 $'d\\xfcr'; truncate -s 5G sparse
				mkdir folder folder-2; touch folder/z folder-2/a 'folder b'
				""");
	}

	@Test
	void tellsWhatFindTells() throws Exception {
		String found = SurveyProbe.describe(SurveyProbe.survey(tree));
		assertEquals(Shell.run(tree, SurveyProbe.FIND) + contents(), found);
	}

	@Test
	void tellsTheSameWithoutALocale() throws Exception {
		OtherProcess other = new OtherProcess(Files.createDirectory(scratch.resolve("classes")));
		String expected = Shell.run(tree, SurveyProbe.FIND) + contents();
		assertEquals(expected, other.survey(tree, Map.of("LC_ALL", "C")));
		assertEquals(expected, other.survey(tree, Map.of("LC_ALL", "C.UTF-8")));
	}

	@Test
	void saysWhatMayNotBeRead() throws Exception {
		Shell.run(tree,
				"mkdir secret; echo x > secret/inside; echo y > private.wanted; chmod 000 secret private.wanted");
		Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
		OtherProcess other = new OtherProcess(Files.createDirectory(scratch.resolve("classes")));
		boolean root = Shell.run(tree, "id -u").strip().equals("0");
		String found = root
				? other.survey(tree, Map.of(), "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
				: other.survey(tree, Map.of());
		assertTrue(found.endsWith("problem /private.wanted: permission denied\0problem /secret: permission denied\0"),
				found);
		assertTrue(found.contains("secret\td\t0\t"), found);
		Shell.run(tree, "chmod 755 secret");
	}

	private static String contents() {
		return "content /a%41b?#[x].wanted=five\n\0content /d\u00fcr/\u00e4.d/x.wanted=seven\n\0"
				+ "content /emoji-\u00f0\u009f\u0098\u0080.wanted=three\n\0content /new\nline.wanted=four\n\0";
	}
}
