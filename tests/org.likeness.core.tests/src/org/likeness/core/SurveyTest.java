/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

class SurveyTest {

	private static Want tree(String root, String... leaveOut) {
		return Want.tree(MachinePath.of(root), List.of(leaveOut).stream().map(PathPattern::of).toList());
	}

	private static String walks(Want... wants) {
		return SurveyRequest.of(List.of(wants)).walks().stream().map(walk -> walk.root() + " " + walk.leaveOut())
				.collect(Collectors.joining("; "));
	}

	private static FileEntry file(String path, long size) {
		return new FileEntry(MachinePath.of(path), FileType.FILE, 0644, 0, 0, size, 0, null);
	}

	@Test
	void wantsAreMergedIntoAsFewWalksAsMeetThemAll() {
		assertEquals("/etc []", walks(tree("/etc"), tree("/etc/apt"), Want.file(MachinePath.of("/etc/passwd"))));
		assertEquals("/etc []; /etc-2 []; /home []", walks(tree("/home"), tree("/etc-2"), tree("/etc")));
		assertEquals("/h []", walks(tree("/h", "a"), tree("/h")));
		assertEquals("/h [a, b] and [b, c]", walks(tree("/h", "a", "b"), tree("/h", "b", "c")));
		assertEquals("/h [b]",
				walks(tree("/h", "a", "b"), tree("/h", "b"), tree("/h", "b", "c"), tree("/h", "b", "a")));
		assertEquals("/h [a, b]", walks(tree("/h", "a", "b"), tree("/h", "b", "a")));
		assertEquals("/h [a]; /h/a/x []", walks(tree("/h", "a"), tree("/h/a/x")));
		assertEquals("/h [a]; /h/sub []", walks(tree("/h", "a"), tree("/h/sub"), tree("/h/sub/deep", "x")));
		assertEquals("", walks());
	}

	@Test
	void equalWantsCountOnce() {
		assertEquals(1, SurveyRequest.of(List.of(tree("/a", "x"), tree("/a", "x"))).wants().size());
	}

	@Test
	void theLargestLimitOfThoseWhoWantTheContentsCounts() {
		Want small = new Want(MachinePath.of("/e"), List.of(), List.of(PathPattern.of("*.conf")), 10);
		Want large = new Want(MachinePath.of("/e/a.conf"), List.of(), List.of(PathPattern.of("")), 100);
		SurveyRequest request = SurveyRequest.of(List.of(small, large));
		assertEquals(100, request.contentLimit(file("/e/a.conf", 50)));
		assertEquals(10, request.contentLimit(file("/e/b.conf", 50)));
		assertEquals(-1, request.contentLimit(file("/e/d/b.conf", 50)));
		assertTrue(request.wantsContents(file("/e/a.conf", 50)));
		assertFalse(request.wantsContents(file("/e/b.conf", 50)));
		assertFalse(
				request.wantsContents(new FileEntry(MachinePath.of("/e/a.conf"), FileType.FIFO, 0, 0, 0, 0, 0, null)));
	}

	@Test
	void eachWantSeesItsPart() {
		Survey.Builder builder = new Survey.Builder();
		for (String path : List.of("/h/b", "/h", "/h/.cache/x", "/h/.cache", "/h/.cache-2", "/h2", "/a", "/h/b/.cache",
				"/h/b/.cache/y", "/h/b")) {
			builder.add(file(path, 1));
		}
		Survey survey = builder.build();
		Want want = tree("/h", "**/.cache");
		assertEquals("[/a, /h, /h/.cache, /h/.cache/x, /h/.cache-2, /h/b, /h/b/.cache, /h/b/.cache/y, /h2]",
				paths(survey.entries()));
		assertEquals("[/h, /h/.cache-2, /h/b]", paths(survey.entries(want)));
		assertEquals("[/h/.cache, /h/b/.cache]", paths(survey.leftOut(want)));
		assertEquals("[/h/.cache, /h/.cache/x]", paths(survey.entries(tree("/h/.cache"))));
		assertEquals("[]", paths(survey.entries(tree("/nothing"))));
		assertEquals("[]", paths(survey.entries(tree("/z"))));
		assertTrue(survey.entry(MachinePath.of("/h/b")).isPresent());
		assertFalse(survey.entry(MachinePath.of("/h/c")).isPresent());
	}

	@Test
	void ofAllThatWasFoundOnlyWhatIsAskedForIsTold() {
		Survey.Builder builder = new Survey.Builder();
		for (String path : List.of("/h", "/h/a", "/h/.cache", "/h/.cache/x", "/e/small", "/e/large", "/e/lost")) {
			builder.add(file(path, path.endsWith("large") ? 100 : 10)).content(MachinePath.of(path), new byte[10]);
		}
		for (String path : List.of("/h", "/h/a", "/e/small", "/h/.cache/x")) {
			builder.link(MachinePath.of(path), path.equals("/h") ? "another" : "one");
		}
		builder.written(MachinePath.of("/e/large"), 7);
		Survey survey = builder.problem(MachinePath.of("/h/a"), "p").problem(MachinePath.of("/e"), "q")
				.problem(MachinePath.of("/z"), "r").build();
		Want limited = new Want(MachinePath.of("/e"), List.of(), List.of(PathPattern.of("{small,large}")), 50);
		Survey only = survey.only(SurveyRequest.of(List.of(tree("/h", ".cache"), limited)));
		assertEquals("[/e/large, /e/lost, /e/small, /h, /h/.cache, /h/a]", paths(only.entries()));
		assertEquals("[/e/small]", only.contents().keySet().toString());
		assertEquals("[/e/small, /h/a]", only.links(MachinePath.of("/h/a")).toString());
		assertEquals("[]", only.links(MachinePath.of("/h")).toString());
		assertEquals(7, only.written(file("/e/large", 100)));
		assertEquals(10, only.written(file("/e/small", 10)));
		assertEquals("{/e=q, /e/large=it has 100 bytes, and at most 50 are read, /h/a=p}",
				new java.util.TreeMap<>(only.problems()).toString());
	}

	private static String paths(List<FileEntry> entries) {
		return entries.stream().map(FileEntry::path).toList().toString();
	}
}
