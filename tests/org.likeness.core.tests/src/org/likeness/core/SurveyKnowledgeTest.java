/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was not looked at is not absent. */
class SurveyKnowledgeTest {

	private static final SystemDescription SYSTEM = new SystemDescription(
			new OperatingSystem("debian", "12", "Debian 12", "bookworm"), "host", List.of());

	private static Want tree(String root, String... leaveOut) {
		return Want.tree(MachinePath.of(root), List.of(leaveOut).stream().map(PathPattern::of).toList());
	}

	private static Survey.Builder asked(Want... wants) {
		return new Survey.Builder().asked(SurveyRequest.of(List.of(wants)));
	}

	private static FileEntry entry(String path, FileType type) {
		return new FileEntry(MachinePath.of(path), type, 0755, 0, 0, 0, 0,
				type == FileType.SYMLINK ? Name.of("elsewhere") : null);
	}

	private static void assertKnows(Knowledge expected, Survey survey, String... paths) {
		for (String path : paths) {
			assertEquals(expected, survey.knows(MachinePath.of(path)), path);
		}
	}

	@Test
	void knowsOnlyWhatWasAskedFor() {
		Survey survey = asked(tree("/h", "**/cache", "docs"), tree("/etc/apt"))
				.add(entry("/h", FileType.DIRECTORY)).add(entry("/h/cache", FileType.DIRECTORY)).build();
		assertKnows(Knowledge.PRESENT, survey, "/h", "/h/cache");
		assertKnows(Knowledge.ABSENT, survey, "/h/x", "/h/x/y", "/h/docs", "/h/a/cache", "/etc/apt", "/etc/apt/x/y");
		assertKnows(Knowledge.UNKNOWN, survey, "/h/cache/x", "/h/docs/x", "/h/a/cache/x", "/etc", "/etc/cups", "/h2");
	}

	@Test
	void aSurveyThatWasAskedForNothingKnowsOnlyWhatItWasTold() {
		Survey survey = new Survey.Builder().add(entry("/h", FileType.DIRECTORY)).build();
		assertKnows(Knowledge.PRESENT, survey, "/h");
		assertKnows(Knowledge.UNKNOWN, survey, "/h/x", "/");
		assertFalse(survey.isListed(MachinePath.of("/h")));
	}

	@Test
	void whatOneWantLeavesOutAnotherMayLookAt() {
		Survey survey = asked(tree("/h", ".config"), tree("/h/.config/x", "*/**")).build();
		assertKnows(Knowledge.ABSENT, survey, "/h/.config", "/h/.config/x", "/h/.config/x/a", "/h/.config/x/a/b");
		assertKnows(Knowledge.UNKNOWN, survey, "/h/.config/y", "/h/.config/x/a/b/c");
	}

	@Test
	void whatCouldNotBeReadIsUnknownWithAllBelow() {
		Survey survey = asked(tree("/h")).add(entry("/h", FileType.DIRECTORY)).add(entry("/h/d", FileType.DIRECTORY))
				.problem(MachinePath.of("/h/d"), "permission denied").problem(MachinePath.of("/h/gone"), "bad block")
				.build();
		assertKnows(Knowledge.PRESENT, survey, "/h/d");
		assertKnows(Knowledge.UNKNOWN, survey, "/h/d/x", "/h/d/x/y", "/h/gone", "/h/gone/x");
		assertKnows(Knowledge.ABSENT, survey, "/h/e");
		assertEquals("/h/d: permission denied", survey.whyUnknown(MachinePath.of("/h/d/x/y")));
		assertFalse(survey.isListed(MachinePath.of("/h/d")));
		assertTrue(survey.isListed(MachinePath.of("/h")));
	}

	@Test
	void aSymlinkIsNoWayButAPlainFileEndsIt() {
		Survey survey = asked(tree("/h")).add(entry("/h", FileType.DIRECTORY)).add(entry("/h/link", FileType.SYMLINK))
				.add(entry("/h/file", FileType.FILE)).build();
		assertKnows(Knowledge.UNKNOWN, survey, "/h/link/x", "/h/link/x/y");
		assertKnows(Knowledge.ABSENT, survey, "/h/file/x");
		assertEquals(Knowledge.ABSENT, survey.knowsEntry(MachinePath.of("/h/link/x")));
		assertEquals("/h/link is a symlink, and what it leads to was not looked at",
				survey.whyUnknown(MachinePath.of("/h/link/x")));
	}

	@Test
	void theRootOfAWantIsAWayEvenWhereItIsASymlink() {
		Survey survey = asked(tree("/home", "?*"), tree("/home/ann")).add(entry("/home", FileType.DIRECTORY))
				.add(entry("/home/ann", FileType.SYMLINK)).add(entry("/home/elsewhere", FileType.DIRECTORY))
				.add(entry("/home/elsewhere/.x", FileType.FILE)).build();
		assertKnows(Knowledge.PRESENT, survey, "/home/ann", "/home/ann/.x");
		assertKnows(Knowledge.ABSENT, survey, "/home/ann/.y", "/home/bob");
		assertKnows(Knowledge.UNKNOWN, survey, "/home/bob/.x");
	}

	@Test
	void aFolderThatIsLeftOutIsNotListed() {
		Survey survey = asked(tree("/h", "undo")).add(entry("/h", FileType.DIRECTORY))
				.add(entry("/h/undo", FileType.DIRECTORY)).add(entry("/h/file", FileType.FILE)).build();
		assertTrue(survey.isListed(MachinePath.of("/h")));
		assertFalse(survey.isListed(MachinePath.of("/h/undo")));
		assertFalse(survey.isListed(MachinePath.of("/h/file")));
	}

	@Test
	void nobodyIsToldToKnowMoreThanWasAsked(@TempDir Path folder) throws Exception {
		Want home = tree("/h", "cache");
		Want printers = tree("/etc/cups");
		Survey survey = asked(home, printers).build();
		Survey only = survey.only(SurveyRequest.of(List.of(home)));
		assertKnows(Knowledge.ABSENT, survey, "/etc/cups/x");
		assertKnows(Knowledge.UNKNOWN, only, "/etc/cups/x");
		assertKnows(Knowledge.ABSENT, only, "/h/x");
		assertKnows(Knowledge.ABSENT, survey.toBuilder().build(), "/etc/cups/x");

		SurveyFile file = new SurveyFile(folder.resolve("clone.survey"));
		file.save(new SurveyFile.Memory("proof", SYSTEM, List.of(home, printers), survey, Map.of()));
		Survey read = file.load().orElseThrow().survey();
		assertKnows(Knowledge.ABSENT, read, "/etc/cups/x", "/h/x");
		assertKnows(Knowledge.UNKNOWN, read, "/h/cache/x", "/var");
	}
}
