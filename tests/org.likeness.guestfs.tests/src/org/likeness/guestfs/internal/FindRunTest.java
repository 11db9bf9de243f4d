/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.LeaveOut;
import org.likeness.core.Name;
import org.likeness.core.PathPattern;

/** What find tells, on this computer, is what a walk by hand comes to that asks the patterns themselves. */
class FindRunTest {

	@TempDir
	Path folder;
	private String top;

	@BeforeEach
	void makeTrees() throws Exception {
		top = Files.createDirectory(folder.resolve("a.b (c)[d]+*?|{2}^$\\e")).toString();
		for (String path : List.of("etc/apt/keep/deep", "etc/apt/cache/deep", "etc/alone", "home/ann/.cache/x/y",
				"home/ann/.config/app/Cache/x", "home/ann/.config/app/cache/x", "home/ann/.config/Cache/in",
				"home/ann/new\nline/x", "home/ann/dir.txt/x", "home/bob/.cache/x", "homer/x/y", "empty")) {
			Files.createDirectories(Path.of(top, path));
			Files.writeString(Path.of(top, path, "file"), path);
		}
		Files.createSymbolicLink(Path.of(top, "home/ann/link"), Path.of("/etc"));
	}

	private FindRun.Tree tree(String path, String... leaveOut) {
		return new FindRun.Tree(top + path, LeaveOut.of(patterns(leaveOut)));
	}

	private static List<PathPattern> patterns(String... globs) {
		return Arrays.stream(globs).map(PathPattern::of).toList();
	}

	/** @return operand and path of each record */
	private TreeSet<String> found(FindRun run) throws Exception {
		Path names = folder.resolve("names");
		List<String> command = new ArrayList<>(List.of("find"));
		command.addAll(run.arguments(names.toString()));
		Process find = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		FieldReader fields = new FieldReader(find.getInputStream());
		TreeSet<String> found = new TreeSet<>();
		int known = 0;
		for (String type = fields.next(); type != null; type = fields.next()) {
			WalkRecord record = WalkRecord.read(type, fields);
			found.add(record.operand() + " " + record.relative());
			known += type.equals("f") || type.equals("d") ? 1 : 0;
		}
		assertEquals(0, find.waitFor());
		assertEquals(known,
				Files.readString(names, StandardCharsets.ISO_8859_1).chars().filter(c -> c == 0).count(),
				"files and folders are noted");
		return found;
	}

	private static TreeSet<String> expected(FindRun run) throws Exception {
		TreeSet<String> expected = new TreeSet<>();
		for (FindRun.Tree tree : run.trees()) {
			walk(tree, "", expected);
		}
		return expected;
	}

	private static void walk(FindRun.Tree tree, String relative, TreeSet<String> told) throws Exception {
		Path path = Path.of(tree.operand(), relative);
		told.add(tree.operand() + " " + relative);
		boolean leftOut = tree.leaveOut().matches(Name.of(relative));
		if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !leftOut) {
			try (Stream<Path> inside = Files.list(path)) {
				for (Path child : inside.toList()) {
					String name = child.getFileName().toString();
					walk(tree, relative.isEmpty() ? name : relative + "/" + name, told);
				}
			}
		}
	}

	@Test
	void tellsOfEachTreeWhatIsNotLeftOutThere() throws Exception {
		List<FindRun> runs = FindRun.of(List.of(tree("/etc/apt", "cache"),
				tree("/home/ann", "**/Cache", ".cache", "*.txt"),
				tree("/home/bob"), tree("/homer", "?*"), tree("/empty", "*"), tree("/etc/alone", "cache", "**/x")));
		assertEquals(1, runs.size());
		TreeSet<String> found = found(runs.get(0));
		assertEquals(expected(runs.get(0)), found);
		String all = found.toString();
		assertEquals(false, all.contains(".cache/x/y"), all);
		assertEquals(true, all.contains(top + "/home/bob .cache/x/file"), all);
		assertEquals(true, all.contains("app/cache/x/file"), all);
		assertEquals(true, all.contains(top + "/empty ,") || all.contains(top + "/empty ]"), all);
	}

	/** One needs what another leaves out, and none needs what all of them do. */
	@Test
	void ofATreeThatSeveralWantOnlyWhatAllLeaveOutIsLeftOut() throws Exception {
		List<FindRun> runs = FindRun.of(List.of(
				new FindRun.Tree(top + "/home/ann",
						LeaveOut.common(List.of(patterns(".cache", "**/Cache"), patterns(".c*/x", ".config/app")))),
				new FindRun.Tree(top + "/etc",
						LeaveOut.common(List.of(patterns(""), patterns("apt/keep"), patterns("{apt,alone}", "other")))),
				tree("/homer", "x")));
		assertEquals(1, runs.size());
		TreeSet<String> found = found(runs.get(0));
		assertEquals(expected(runs.get(0)), found);
		String all = found.toString();
		assertEquals(true, all.contains(".cache/x") && !all.contains(".cache/x/"), all);
		assertEquals(true, all.contains(".config/app/cache/x/file"), all);
		assertEquals(true, all.contains(".config/app/Cache") && !all.contains(".config/app/Cache/"), all);
		assertEquals(true, all.contains("/etc apt/keep") && !all.contains("/etc apt/keep/"), all);
		assertEquals(true, all.contains("/etc apt/cache/deep/file"), all);
	}

	@Test
	void treesThatLieInOneAnotherAreWalkedApart() throws Exception {
		List<FindRun.Tree> trees = List.of(tree("", "home", "etc"), tree("/home", "*/.cache"),
				tree("/home/ann", ".config"),
				tree("/home/ann"), tree("/home/ann/.config", "**/Cache"), tree("/homer"), tree("/etc"));
		List<FindRun> runs = FindRun.of(trees);
		assertEquals(trees.size(), runs.stream().mapToInt(run -> run.trees().size()).sum());
		for (FindRun run : runs) {
			assertEquals(expected(run), found(run), run.toString());
		}
		assertEquals(5, runs.size(), "all but two lie in one another");
	}

	@Test
	void thereIsNoRunForNothing() {
		assertEquals(List.of(), FindRun.of(List.of()));
	}
}
