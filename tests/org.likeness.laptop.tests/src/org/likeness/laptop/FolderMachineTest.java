/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.AttributeDump;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.PathPattern;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.SystemDescription;
import org.likeness.core.Want;

class FolderMachineTest {

	@TempDir
	Path scratch;
	private Path root;
	private FolderMachine machine;

	@BeforeEach
	void makeRoot() throws Exception {
		Shell.run(scratch, "mkdir root outside; echo secret > outside/secret");
		root = scratch.resolve("root");
		machine = new FolderMachine("test", "test", root);
	}

	private Survey survey(Want... wants) throws MachineException {
		return machine.survey(SurveyRequest.of(List.of(wants)), new NullProgressMonitor());
	}

	private static MachinePath path(String text) {
		return MachinePath.of(text);
	}

	private static List<String> paths(List<FileEntry> entries) {
		return entries.stream().map(entry -> entry.path().toString()).toList();
	}

	private String content(Survey survey, String path) {
		return survey.content(path(path)).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("none");
	}

	@Test
	void resolvesLinksOnTheWayToARootWithinTheMachine() throws Exception {
		Shell.run(root, """
				mkdir -p data/home/ann etc; echo inside > data/home/ann/file; echo zone > data/zone
				ln -s /data/home home; ln -s ../../../../../data/zone etc/zone
				""");
		Survey survey = survey(Want.contents(path("/home/ann"), "**"), Want.file(path("/etc/zone")));
		assertEquals("inside\n", content(survey, "/home/ann/file"));
		assertEquals("zone\n", content(survey, "/etc/zone"));
		assertEquals(FileType.FILE, survey.entry(path("/etc/zone")).orElseThrow().type());
	}

	/** Two facets may want one folder, each but for what it has no use for. */
	@Test
	void walksOfAFolderThatTwoWantOnlyWhatOneNeeds() throws Exception {
		Shell.run(root, """
				mkdir -p h/.cache/deep h/.local/Trash/files h/.mozilla/p/Cache; cd h
				touch .cache/deep/x .local/Trash/files/x .local/y .mozilla/p/prefs .mozilla/p/Cache/x .profile
				""");
		Want dotfiles = Want.tree(path("/h"),
				List.of(PathPattern.of(".cache"), PathPattern.of("**/Trash"), PathPattern.of(".mozilla")));
		Want browsers = Want.tree(path("/h"), List.of(PathPattern.of("**/Cache"), PathPattern.of(".cache"),
				PathPattern.of(".local/Tra*"), PathPattern.of(".profile")));
		Survey survey = survey(dotfiles, browsers);
		assertEquals(List.of("/h", "/h/.cache", "/h/.local", "/h/.local/Trash", "/h/.local/y", "/h/.mozilla",
				"/h/.mozilla/p", "/h/.mozilla/p/Cache", "/h/.mozilla/p/prefs", "/h/.profile"), paths(survey.entries()));
		assertEquals(List.of("/h", "/h/.local", "/h/.local/y", "/h/.profile"), paths(survey.entries(dotfiles)));
		assertEquals(List.of("/h/.cache", "/h/.local/Trash", "/h/.mozilla"), paths(survey.leftOut(dotfiles)));
		assertEquals(List.of("/h/.cache", "/h/.local/Trash", "/h/.mozilla/p/Cache", "/h/.profile"),
				paths(survey.leftOut(browsers)));
	}

	/** Each of them is small enough; all of them would take more memory than there is. */
	@Test
	void readsNoMoreThanABoundOfAllContentsTogether() throws Exception {
		Shell.run(root, "mkdir e; cd e; truncate -s 48M a.list b.list c.list; echo small > d.list");
		Survey survey = survey(Want.contents(path("/e"), "*.list"));
		assertEquals(3, survey.contents().size());
		assertEquals(6 + 2 * (48 << 20), survey.contents().values().stream().mapToLong(bytes -> bytes.length).sum());
		assertEquals(List.of("with all files that are read before it there are more than 128 MiB"),
				List.copyOf(survey.problems().values()));
	}

	/** What the survey tells, setfattr can set again; and then getfattr finds the same. */
	@Test
	void tellsAttributesAndAccessLists() throws Exception {
		Shell.run(root,
				"""
						mkdir -p d/sub d/left plain; cd d
						touch none file 'sp ace' $'new\\n\\xe4\\\\' sub/in left/out
						setfattr -n user.note -v kept file; setfattr -n user.empty file; setfattr -n user.bin -v 0x000aff0d 'sp ace'
						setfattr -n user.$'odd=\\n \\xff\\\\' -v v $'new\\n\\xe4\\\\'
						setfacl -m u:1234:rw,g:5:r file; setfacl -m d:u:1234:rwx,u:99:x sub
						setfattr -n user.long -v "$(printf 'v%.0s' {1..3000})" sub/in; setfattr -n user.out -v x left/out
						ln -s file link
						""");
		Survey survey = survey(Want.tree(path("/d"), List.of(PathPattern.of("left"))),
				Want.tree(path("/plain"), List.of()));
		assertEquals(List.of("/d/file", "/d/new\\x0a\\xe4\\\\", "/d/sp ace", "/d/sub", "/d/sub/in"),
				paths(survey.entries().stream().filter(entry -> !entry.attributes().isEmpty()).toList()));
		StringBuilder settings = new StringBuilder();
		for (FileEntry entry : survey.entries()) {
			if (!entry.attributes().isEmpty()) {
				AttributeDump.write(entry.path().raw().substring(1), entry.attributes(),
						line -> settings.append(line).append('\n'));
			}
		}
		java.nio.file.Files.writeString(scratch.resolve("settings"), settings, StandardCharsets.US_ASCII);
		Shell.run(scratch, """
				mkdir copy; cp -r root/d copy/
				(cd copy; setfattr --restore=../settings)
				rm root/d/left/out copy/d/left/out
				for f in root copy; do (cd $f; getfattr -R -d -m - d; getfacl -Rn d) > $f.txt; done
				grep -q user.empty copy.txt; cmp root.txt copy.txt
				""");
	}

	@Test
	void tellsWhichNamesAreOneFile() throws Exception {
		Shell.run(root,
				"mkdir -p a b; echo x > a/one; ln a/one b/two; ln a/one three; echo x > alone; ln alone ../outside/alone");
		Survey survey = survey(Want.tree(path("/"), List.of()));
		assertEquals(List.of("/a/one", "/b/two", "/three"),
				survey.links(path("/three")).stream().map(MachinePath::toString).toList());
		assertTrue(survey.links(path("/alone")).isEmpty());
	}

	@Test
	void tellsHowMuchOfAFileIsNoHole() throws Exception {
		Shell.run(root, "truncate -s 1G holes; printf x | dd of=holes bs=1 seek=500000000 conv=notrunc status=none; "
				+ "yes | head -c 200000 > dense; truncate -s 60000 small; sync holes dense");
		Survey survey = survey(Want.tree(path("/"), List.of()));
		long written = survey.written(survey.entry(path("/holes")).orElseThrow());
		assertTrue(written > 0 && written <= 65536, written + " bytes");
		assertEquals(200_000, survey.written(survey.entry(path("/dense")).orElseThrow()));
		assertEquals(60_000, survey.written(survey.entry(path("/small")).orElseThrow()));
	}

	@Test
	void neverLeavesTheRoot() throws Exception {
		Shell.run(root, "ln -s '" + scratch + "/outside' absolute; ln -s ../outside relative; mkdir d; "
				+ "ln -s ../../../../../../../../.." + scratch + "/outside d/far; ln -s .. up; ln -s / top");
		Survey survey = survey(Want.contents(path("/absolute"), "**"), Want.contents(path("/relative"), "**"),
				Want.contents(path("/d/far"), "**"), Want.file(path("/absolute/secret")),
				Want.file(path("/up/outside/secret")), Want.file(path("/top/outside/secret")));
		assertEquals(List.of("/absolute", "/d", "/d/far", "/relative", "/top", "/up"), paths(survey.entries()),
				"the ways are told, which lead nowhere");
		for (Want want : survey.request().wants()) {
			assertEquals(List.of(), survey.entries(want));
		}
		assertEquals(Map.of(), survey.contents());
		machine.read(List.of(path("/relative/secret"), path("/absolute/secret")),
				(path, size, in) -> assertEquals("", path + " was read"), new NullProgressMonitor());
		FileEntry entry = new FileEntry(path("/relative/secret"), FileType.FILE, 0644, 0, 0, 7, 0, null);
		assertEquals(Map.of(), machine.digest(List.of(entry), new NullProgressMonitor()));
	}

	@Test
	void saysSoWhereLinksNeverEnd() throws Exception {
		Shell.run(root, "ln -s a b; ln -s b a; ln -s itself itself; mkdir ok");
		Survey survey = survey(Want.file(path("/a/x")), Want.file(path("/itself")), Want.tree(path("/ok"), List.of()));
		assertEquals("too many symbolic links on the way", survey.problem(path("/a/x")).orElseThrow());
		assertEquals("too many symbolic links on the way", survey.problem(path("/itself")).orElseThrow());
		assertEquals(List.of("/a", "/b", "/itself", "/ok"), paths(survey.entries()));
		assertEquals(Map.of(), survey.contents());
	}

	@Test
	void tellsALeftOutFolderAndDoesNotEnterIt() throws Exception {
		Shell.run(root, "mkdir -p h/.cache/deep h/a/.cache h/b; touch h/.cache/deep/x h/a/.cache/y h/b/z");
		Want want = Want.tree(path("/h"), List.of(PathPattern.of("**/.cache")));
		Survey survey = survey(want);
		assertEquals(List.of("/h", "/h/.cache", "/h/a", "/h/a/.cache", "/h/b", "/h/b/z"), paths(survey.entries()));
		assertEquals(List.of("/h/.cache", "/h/a/.cache"), paths(survey.leftOut(want)));
	}

	@Test
	void walksWhatOneWantNeedsThoughAnotherLeavesItOut() throws Exception {
		Shell.run(root, "mkdir -p h/.cache h/b; echo x > h/.cache/x; touch h/b/z");
		Want without = Want.tree(path("/h"), List.of(PathPattern.of(".cache")));
		Survey survey = survey(without, Want.file(path("/h/.cache/x")));
		assertEquals("x\n", content(survey, "/h/.cache/x"));
		assertEquals(List.of("/h", "/h/b", "/h/b/z"), paths(survey.entries(without)));
		assertEquals(4, survey.entries().size() - 1, "each path is told once");
	}

	@Test
	void resolvesARootInsideAnotherWalkToo() throws Exception {
		Shell.run(root, "mkdir -p etc usr/share; echo zone > usr/share/zone; ln -s /usr/share/zone etc/localtime; "
				+ "ln -s ../usr/share etc/shared");
		Survey survey = survey(Want.tree(path("/etc"), List.of()), Want.file(path("/etc/localtime")),
				Want.contents(path("/etc/shared"), "*"));
		assertEquals(FileType.SYMLINK, survey.unfollowed(path("/etc/localtime")).orElseThrow().type());
		assertEquals(FileType.FILE, survey.entry(path("/etc/localtime")).orElseThrow().type());
		assertEquals("zone\n", content(survey, "/etc/localtime"));
		assertEquals("zone\n", content(survey, "/etc/shared/zone"));
	}

	@Test
	void neverWaitsForAFifo() throws Exception {
		Shell.run(root, "mkfifo fifo; ln -s fifo link");
		assertTimeoutPreemptively(Duration.ofMinutes(5), () -> {
			Survey survey = survey(Want.contents(path("/"), "**"), Want.file(path("/fifo")), Want.file(path("/link")));
			assertEquals(FileType.FIFO, survey.entry(path("/fifo")).orElseThrow().type());
			assertEquals(Map.of(), survey.contents());
			machine.read(List.of(path("/fifo"), path("/link")), (path, size, in) -> in.read(),
					new NullProgressMonitor());
			FileEntry pretended = new FileEntry(path("/fifo"), FileType.FILE, 0644, 0, 0, 1, 0, null);
			assertEquals(Map.of(), machine.digest(List.of(pretended), new NullProgressMonitor()));
		});
	}

	@Test
	void readsNoMoreThanTheLimit() throws Exception {
		Shell.run(root, "head -c 10 /dev/zero > ten; head -c 11 /dev/zero > eleven; truncate -s 5G huge");
		Survey survey = survey(new Want(path("/"), List.of(), List.of(PathPattern.of("*")), 10));
		assertArrayEquals(new byte[10], survey.content(path("/ten")).orElseThrow());
		assertEquals("it has 11 bytes, and at most 10 are read", survey.problem(path("/eleven")).orElseThrow());
		assertTrue(survey.problem(path("/huge")).isPresent());
		assertFalse(survey.content(path("/huge")).isPresent());
	}

	@Test
	void aRootThatIsNotThereIsNoProblem() throws Exception {
		Shell.run(root, "echo file > file");
		Survey survey = survey(Want.file(path("/etc/nothing")), Want.file(path("/file/below")));
		assertEquals(List.of(), survey.entries());
		assertEquals(Map.of(), survey.problems());
	}

	@Test
	void streamsContents() throws Exception {
		Shell.run(root, "echo one > a; echo two > b; ln -s a link");
		Map<String, String> found = new TreeMap<>();
		machine.read(List.of(path("/b"), path("/gone"), path("/a"), path("/link")), (path, size, in) -> found
				.put(path.toString(), size + " " + new String(in.readAllBytes(), StandardCharsets.UTF_8)),
				new NullProgressMonitor());
		assertEquals(Map.of("/a", "4 one\n", "/b", "4 two\n", "/link", "4 one\n"), found);
		MachineException failure = assertThrows(MachineException.class,
				() -> machine.read(List.of(path("/a")), (path, size, in) -> {
					throw new IOException("disk full");
				}, new NullProgressMonitor()));
		assertTrue(failure.explanation().contains("disk full"), failure.explanation());
	}

	@Test
	void describesTheSystem() throws Exception {
		Shell.run(root,
				"""
						mkdir -p usr/lib etc; ln -s /usr/lib/os-release etc/os-release; echo ' box ' > etc/hostname
						printf 'ID=debian\\nVERSION_ID="12"\\nPRETTY_NAME="Debian \\\\"GNU\\\\" 12"\\n#x\\nbad\\n' > usr/lib/os-release
						cat > etc/passwd <<'END'
						root:x:0:0:root:/root:/bin/bash
						broken:x:abc:0::/:/bin/sh
						nologin:x:1000:1000::/home/nologin/:/usr/sbin/nologin
						ann:x:1001:1001:Ann Other,room 3,,:/home//ann/:/bin/bash
						up:x:1002:1002::/home/../etc:/bin/bash
						END
						""");
		SystemDescription system = machine.describe(new NullProgressMonitor());
		assertEquals("debian", system.os().id());
		assertEquals("12", system.os().version());
		assertEquals("Debian \"GNU\" 12", system.os().prettyName());
		assertEquals("", system.os().codename());
		assertEquals("box", system.hostname());
		assertEquals(List.of("root", "nologin", "ann"),
				system.accounts().stream().map(account -> account.name()).toList());
		assertEquals("Ann Other", system.firstHuman().orElseThrow().fullName());
		assertEquals(path("/home/ann"), system.firstHuman().orElseThrow().home());
	}

	@Test
	void saysWhereThereIsNoSystem() {
		MachineException empty = assertThrows(MachineException.class,
				() -> machine.describe(new NullProgressMonitor()));
		assertTrue(empty.explanation().contains(root.toString()), empty.explanation());
		FolderMachine missing = new FolderMachine("test", "test", root.resolve("missing"));
		assertThrows(MachineException.class, () -> missing.describe(new NullProgressMonitor()));
		assertThrows(MachineException.class,
				() -> missing.survey(SurveyRequest.of(List.of()), new NullProgressMonitor()));
	}

	@Test
	void canBeCancelled() throws Exception {
		Shell.run(root, "touch a b");
		NullProgressMonitor cancelled = new NullProgressMonitor();
		cancelled.setCanceled(true);
		assertThrows(OperationCanceledException.class,
				() -> machine.survey(SurveyRequest.of(List.of(Want.tree(path("/"), List.of()))), cancelled));
		assertThrows(OperationCanceledException.class,
				() -> machine.read(List.of(path("/a")), (path, size, in) -> in.read(), cancelled));
	}
}
