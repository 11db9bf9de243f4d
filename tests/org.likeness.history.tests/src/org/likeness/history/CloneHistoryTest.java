/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.core.AccessList;
import org.likeness.core.Digest;
import org.likeness.core.FileAttributes;
import org.likeness.core.FileEntry;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.core.RecordedState;
import org.likeness.core.RecordedStep;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Want;

class CloneHistoryTest {

	private static final IProgressMonitor NONE = new NullProgressMonitor();
	private static final Instant WHEN = Instant.parse("2026-03-01T10:00:00Z");

	@TempDir
	private Path scratch;
	private Path folder;
	private Git git;
	private CloneHistory history;
	private final Clone clone = new Clone();

	@BeforeEach
	void open() throws MachineException {
		folder = CloneHistory.folderOf(scratch.resolve("clone.qcow2"));
		git = new Git(folder);
		history = CloneHistory.open(folder);
	}

	@AfterEach
	void close() {
		history.close();
	}

	private static RecordedStep step(String message) {
		return new RecordedStep(RecordedStep.Kind.APPLIED, WHEN, message, OptionalDouble.of(0.875),
				new TreeMap<>(Map.of("dconf", 2)));
	}

	private String record(String message, RecordedState before) throws MachineException {
		String record = history.prepare(step(message), before, clone.state(), NONE);
		history.publish(record);
		return record;
	}

	private String titles() throws MachineException {
		return history.steps().stream().map(step -> step.step().kind().word() + ": " + step.title())
				.collect(Collectors.joining("\n"));
	}

	private static Map<MachinePath, String> read(Machine machine, Collection<MachinePath> files)
			throws MachineException {
		Map<MachinePath, String> contents = new HashMap<>();
		machine.read(files, (path, size, in) -> {
			byte[] bytes = in.readAllBytes();
			assertEquals(size, bytes.length);
			contents.put(path, new String(bytes, StandardCharsets.ISO_8859_1));
		}, NONE);
		return contents;
	}

	private static String read(Machine machine, String path) throws MachineException {
		return read(machine, List.of(MachinePath.of(path))).get(MachinePath.of(path));
	}

	@Test
	void nothingIsCreatedBeforeThereIsSomethingToKeep() throws Exception {
		assertTrue(history.isEmpty());
		assertEquals(List.of(), history.steps());
		assertEquals(List.of(), history.check(NONE));
		assertThrows(MachineException.class, () -> history.step("abcd"));
		assertFalse(Files.exists(folder));
		assertEquals(scratch.toRealPath().resolve("clone.qcow2.likeness"), folder);
	}

	@Test
	void theFolderIsThatOfWhatALinkLeadsTo() throws IOException {
		Path image = Files.createFile(scratch.resolve("real.qcow2"));
		Path link = Files.createSymbolicLink(scratch.resolve("link.qcow2"), image);
		assertEquals(scratch.toRealPath().resolve("real.qcow2.likeness"), CloneHistory.folderOf(link));
	}

	@Test
	void aStepIsReadableWithPlainGit() throws Exception {
		clone.file("/home/ann/a b", "old\n").file("/etc/x.conf", "1\n").setting("/panel/size", "30");
		clone.keep(history, "/home/ann/a b");
		RecordedState before = clone.state();
		clone.file("/home/ann/a b", "new\n").setting("/panel/size", "36").keep(history, "/home/ann/a b");
		String record = record("Take over\n\nthe panel", before);
		git.fsck();
		assertEquals(record + "\n", git.run("git rev-parse main HEAD | uniq"));
		assertEquals("""
				applied: Take over
				found: State before the first step""", titles());
		assertEquals("""
				Likeness <likeness@localhost> 2026-03-01T10:00:00+00:00
				Take over

				the panel

				Likeness-Kind: applied
				Likeness-Score: 0.875
				Likeness-Changed: 2 dconf
				""", git.run("git log -1 --format='%an <%ae> %aI%n%B'").strip() + "\n");
		assertEquals("""
				README
				files/etc/x.conf
				files/home/ann/a b
				items/dconf.txt
				machine.txt
				metadata/%entries
				metadata/home/%entries
				metadata/home/ann/%entries
				wants.txt
				""", git.run("git ls-tree -r --name-only main").replace("metadata/etc/%entries\n", ""));
		String diff = git.run("git log -1 -p --format=");
		assertTrue(diff.contains("-old\n+new\n"), diff);
		assertTrue(diff.contains("-/panel/size\tvalue=30\n+/panel/size\tvalue=36\n"), diff);
		assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
		assertEquals("""
				format\t3
				os\tdebian\t12\tDebian GNU/Linux 12 (bookworm)\tbookworm
				hostname\tclone
				account\troot\t0\t0\troot\t/root\t/bin/bash
				account\tann\t1000\t1000\tAnn\\tö\\\\\t/home/ann\t/bin/bash
				""", git.run("git show main:machine.txt"));
		assertEquals(step("Take over\n\nthe panel"), history.step(record.substring(0, 7)).step());
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void aStateIsWhatItWas(long seed) throws Exception {
		Clone was = Clone.random(seed);
		Clone becomes = Clone.random(seed + 100);
		RecordedState before = was.state();
		RecordedState after = becomes.state();
		history.publish(history.prepare(step("x"), before, after, NONE));
		git.fsck();
		assertEquals(List.of(), history.check(NONE));
		List<HistoryStep> steps = history.steps();
		check(before, steps.get(1).id());
		check(after, steps.get(0).id());
	}

	private void check(RecordedState expected, String id) throws MachineException {
		try (RecordedMachine machine = history.at(id)) {
			Survey survey = machine.survey(SurveyRequest.of(Clone.WANTS), NONE);
			assertEquals(expected.survey().entries(), survey.entries());
			assertEquals(expected.survey().problems(), survey.problems());
			assertEquals(expected.survey().contents().keySet(), survey.contents().keySet());
			survey.contents()
					.forEach((path, bytes) -> assertArrayEquals(expected.survey().contents().get(path), bytes));
			assertEquals(expected.system(), machine.describe(NONE));
			assertEquals("history:" + folder.toString().replace(".likeness", "") + "#" + id, machine.id());
		}
	}

	@Test
	void attributesAreReadableAndAnOlderHistoryKnowsNone() throws Exception {
		clone.file("/home/ann/a", "1");
		FileEntry plain = clone.state().survey().entry(MachinePath.of("/home/ann/a")).orElseThrow();
		clone.add(plain.with(FileAttributes.of(Map.of(Name.of("user.note"), Name.of("to keep").bytes(),
				FileAttributes.ACCESS_LIST, AccessList.ofText("user::rw-,user:5:r--,group::r--,mask::r--,other::---")
						.orElseThrow().bytes()))));
		record("First", clone.state());
		String lists = git.run("git show main:metadata/home/ann/%entries");
		assertTrue(lists.contains("\tsystem.posix_acl_access=user::rw-,user:5:r--,group::r--,mask::r--,other::---"
				+ "\tuser.note=to keep\n"), lists);
		git.run("""
				export GIT_INDEX_FILE=old-index
				git read-tree main
				machine=$(git show main:machine.txt | sed 's/^format\t3$/format\t1/' | git hash-object -w --stdin)
				list=$(git show main:metadata/home/ann/%entries | cut -f 1-9 | git hash-object -w --stdin)
				git update-index --cacheinfo "100644,$machine,machine.txt" --cacheinfo "100644,$list,metadata/home/ann/%entries"
				git update-ref refs/heads/main $(git cat-file commit main | sed "s/^tree .*/tree $(git write-tree)/" |
					git hash-object -w -t commit --stdin)
				rm old-index
				""");
		try (RecordedMachine machine = history.at(history.steps().get(0).id())) {
			FileEntry old = machine.survey(SurveyRequest.of(Clone.WANTS), NONE).entry(plain.path()).orElseThrow();
			assertSame(FileAttributes.UNKNOWN, old.attributes());
			assertEquals(plain, old.with(FileAttributes.NONE));
		}
		record("Second", clone.state());
		assertEquals("applied: Second\nfound: Contents kept before: Second\napplied: First",
				titles().lines().limit(3).collect(Collectors.joining("\n")), "what was not known has not changed");
		git.fsck();
	}

	@Test
	void checksumsOfPackagesStayWithAllSteps() throws Exception {
		Digest first = Digest.of(Digest.computation().digest(new byte[] { 1 }));
		Digest second = Digest.of(Digest.computation().digest(new byte[] { 2 }));
		RecordedState before = clone.file("/etc/x.conf", "0").state();
		clone.file("/etc/x.conf", "00");
		String none = record("None", before);
		before = clone.state();
		clone.file("/etc/x.conf", "1").packages(Map.of("a_1%3a1.0_all.deb", first));
		record("First", before);
		before = clone.packages(Map.of()).state();
		clone.file("/etc/x.conf", "2").packages(Map.of("b+_2~1_amd64.deb", second));
		String last = record("Second", before);
		assertEquals(first + "  a_1%3a1.0_all.deb\n" + second + "  b+_2~1_amd64.deb\n",
				git.run("git show " + last + ":packages.txt"));
		for (String id : List.of(none, last)) {
			try (RecordedMachine machine = history.at(id)) {
				assertEquals(Map.of("a_1%3a1.0_all.deb", first, "b+_2~1_amd64.deb", second), machine.packageFiles());
			}
		}
		assertEquals("applied: Second\napplied: First\napplied: None\nfound: State before the first step", titles());
		git.fsck();
	}

	@Test
	void namesOfOneFileAreRecordedSo() throws Exception {
		clone.file("/home/ann/a\tb", "1").file("/home/ann/c", "1").file("/etc/x.conf", "1").link("/home/ann/a\tb",
				"/home/ann/c");
		String record = record("First", clone.state());
		assertTrue(git.run("git show main:metadata/home/ann/%entries").contains("\tlink=/home/ann/a\\x09b\n"));
		try (RecordedMachine machine = history.at(record)) {
			Survey survey = machine.survey(SurveyRequest.of(Clone.WANTS), NONE);
			assertEquals(clone.state().survey().links(MachinePath.of("/home/ann/c")),
					survey.links(MachinePath.of("/home/ann/a\tb")));
			assertEquals(2, survey.links(MachinePath.of("/home/ann/c")).size());
			assertTrue(survey.links(MachinePath.of("/etc/x.conf")).isEmpty());
		}
	}

	@Test
	void everyByteOfANameComesBack() throws Exception {
		for (int b = 1; b < 256; b++) {
			if (b != '/') {
				clone.file(MachinePath.ofBytes(("/home/ann/x" + (char) b).getBytes(StandardCharsets.ISO_8859_1)),
						new byte[] { (byte) b }, b);
				clone.file(MachinePath.ofBytes(("/home/ann/" + (char) b + ".conf").getBytes(
						StandardCharsets.ISO_8859_1)), new byte[] { (byte) b }, b);
			}
		}
		for (String name : List.of(".git", ".gitmodules", "git~1", ".GIT ", "%", "GITMOD~1", "...", "a\\.git",
				".git.")) {
			clone.folder("/etc/" + name).file("/etc/" + name + "/" + name, name)
					.file("/home/ann/" + name + "0.conf", name);
		}
		RecordedState state = clone.state();
		String record = record("x", state);
		git.fsck();
		check(state, record);
	}

	@Test
	void whatOthersChangedIsAStepOfItsOwn() throws Exception {
		clone.file("/home/ann/a", "1").fingerprint("/home/ann/a");
		record("First", clone.state());
		record("Second", clone.state());
		assertEquals("applied: Second\napplied: First\nfound: State before the first step", titles());
		clone.file(MachinePath.of("/home/ann/a"), new byte[5], 5);
		record("Third", clone.state());
		clone.keep(history, "/home/ann/a");
		record("Fourth", clone.state());
		assertEquals("""
				applied: Fourth
				found: Contents kept before: Fourth
				applied: Third
				found: Changed in the clone
				applied: Second""", titles().lines().limit(5).collect(Collectors.joining("\n")));
		git.fsck();
	}

	@Test
	void contentsKeptBeforeAChangeServeAllStepsUpToIt() throws Exception {
		clone.file("/home/ann/a", "old").file("/home/ann/b", "other").file("/etc/c", "c");
		String first = record("First", clone.state());
		clone.file("/etc/c", "d");
		record("Second", clone.state());
		clone.keep(history, "/home/ann/a");
		RecordedState before = clone.state();
		clone.file(MachinePath.of("/home/ann/a"), "new".getBytes(StandardCharsets.UTF_8), 5).keep(history,
				"/home/ann/a");
		String third = record("Third", before);
		MachinePath a = MachinePath.of("/home/ann/a");
		MachinePath b = MachinePath.of("/home/ann/b");
		try (RecordedMachine machine = history.at(first)) {
			assertEquals(List.of(b), machine.withoutContents(List.of(a, b)));
			assertEquals("old", read(machine, "/home/ann/a"));
			List<FileEntry> files = machine.survey(SurveyRequest.of(Clone.WANTS), NONE).entries().stream()
					.filter(FileEntry::isFile).toList();
			assertEquals(Map.of(a, Digest.of(Digest.computation().digest("old".getBytes(StandardCharsets.UTF_8)))),
					machine.digest(files, NONE));
		}
		try (RecordedMachine machine = history.at(third)) {
			assertEquals("new", read(machine, "/home/ann/a"));
		}
	}

	@Test
	void contentsOfAChangedFileAreNotTakenForTheOldOnes() throws Exception {
		clone.file("/home/ann/a", "one");
		String first = record("First", clone.state());
		clone.file(MachinePath.of("/home/ann/a"), "two".getBytes(StandardCharsets.UTF_8), 7);
		record("Second", clone.state());
		clone.keep(history, "/home/ann/a");
		record("Third", clone.state());
		try (RecordedMachine machine = history.at(first)) {
			assertEquals(Map.of(), read(machine, List.of(MachinePath.of("/home/ann/a"))));
		}
	}

	@Test
	void unchangedFilesKeepTheirContents() throws Exception {
		clone.file("/home/ann/a", "kept").keep(history, "/home/ann/a");
		record("First", clone.state());
		clone.digests().clear();
		clone.file("/home/ann/b", "x");
		String second = record("Second", clone.state());
		clone.file(MachinePath.of("/home/ann/a"), "kept".getBytes(StandardCharsets.UTF_8), 9);
		String third = record("Third", clone.state());
		try (RecordedMachine machine = history.at(second)) {
			assertEquals("kept", read(machine, "/home/ann/a"));
		}
		try (RecordedMachine machine = history.at(third)) {
			assertEquals(null, read(machine, "/home/ann/a"));
		}
	}

	@Test
	void whatIsKnownToBeASecretIsNotTakenOverFromAnOldStep() throws Exception {
		MachinePath key = MachinePath.of("/home/ann/key");
		MachinePath below = MachinePath.of("/home/ann/keys/one");
		clone.folder("/home/ann/keys").file(key.toString(), "secret").keep(history, key.toString());
		clone.file(below.toString(), "hidden").keep(history, below.toString());
		record("Before secrets were looked for", clone.state());
		clone.digests().clear();
		clone.withhold("/home/ann/key", "/home/ann/keys");
		String second = record("Second", clone.state());
		try (RecordedMachine machine = history.at(second)) {
			assertEquals(Map.of(), read(machine, List.of(key, below)));
			List<FileEntry> files = machine.survey(SurveyRequest.of(Clone.WANTS), NONE).entries().stream()
					.filter(FileEntry::isFile).toList();
			assertEquals(2, files.size(), "that they are there is known");
			assertEquals(Map.of(), machine.digest(files, NONE));
		}
	}

	@Test
	void largeContentsLieOnceBesideGit() throws Exception {
		byte[] large = new byte[3 << 20];
		new Random(1).nextBytes(large);
		byte[] edge = java.util.Arrays.copyOf(large, 1 << 20);
		clone.file(MachinePath.of("/home/ann/large"), large, 1).file(MachinePath.of("/home/ann/copy"), large, 1)
				.file(MachinePath.of("/home/ann/large.conf"), large, 1).file(MachinePath.of("/home/ann/edge"), edge, 1);
		clone.keep(history, "/home/ann/large").keep(history, "/home/ann/copy").keep(history, "/home/ann/edge");
		String record = record("x", clone.state());
		String digest = clone.digests().get(MachinePath.of("/home/ann/large")).toString();
		assertEquals("version https://git-lfs.github.com/spec/v1\noid sha256:" + digest + "\nsize 3145728\n",
				git.run("git show main:files/home/ann/large"));
		assertEquals(digest + "  -\n" + digest + "\n",
				git.run("find lfs -type f -exec cat {} + | sha256sum; find lfs -type f -printf '%f\\n'"));
		assertEquals("1048576\n", git.run("git cat-file -s main:files/home/ann/edge"));
		try (RecordedMachine machine = history.at(record)) {
			assertEquals(new String(large, StandardCharsets.ISO_8859_1), read(machine, "/home/ann/copy"));
			assertEquals(new String(edge, StandardCharsets.ISO_8859_1), read(machine, "/home/ann/edge"));
			assertArrayEquals(large, machine.survey(SurveyRequest.of(Clone.WANTS), NONE)
					.content(MachinePath.of("/home/ann/large.conf")).get());
			assertEquals(List.of(), machine.withoutContents(List.of(MachinePath.of("/home/ann/large"))));
		}
		git.fsck();
		assertEquals(List.of(), history.check(NONE));
	}

	@Test
	void aFileThatHoldsAPointerIsJustAFile() throws Exception {
		String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0".repeat(64) + "\nsize 5\n";
		clone.file("/home/ann/pointer", pointer).keep(history, "/home/ann/pointer");
		try (RecordedMachine machine = history.at(record("x", clone.state()))) {
			assertEquals(pointer, read(machine, "/home/ann/pointer"));
		}
		assertEquals(List.of(), history.check(NONE));
	}

	@Test
	void wrongSizesAreNotKept() throws Exception {
		for (long size : new long[] { 2, 4, (1 << 20) + 1, 3 << 20 }) {
			assertThrows(IOException.class, () -> history.keep(size, new ByteArrayInputStream(new byte[3])));
		}
		clone.file("/home/ann/a", "a");
		record("x", clone.state());
		assertEquals(List.of(), history.check(NONE));
	}

	@Test
	void aRequestIsMetAsFarAsWasLooked() throws Exception {
		clone.file("/home/ann/a", "a").folder("/home/ann/.cache").folder("/home/ann/d").file("/home/ann/d/x", "x")
				.file("/etc/y.conf", "y");
		try (RecordedMachine machine = history.at(record("x", clone.state()))) {
			Survey narrow = machine.survey(SurveyRequest.of(List.of(Want.tree(MachinePath.of("/home/ann/d"), List.of()),
					Want.contents(MachinePath.of("/etc"), "none"))), NONE);
			assertEquals(List.of("/etc", "/etc/y.conf", "/home/ann/d", "/home/ann/d/x"),
					narrow.entries().stream().map(entry -> entry.path().toString()).toList());
			assertEquals(Map.of(), narrow.contents());
			assertEquals(Map.of(), narrow.problems());
			Survey wide = machine.survey(
					SurveyRequest.of(List.of(Want.contents(MachinePath.of("/home/ann"), "d/x"),
							Want.tree(MachinePath.of("/usr"), List.of()))),
					NONE);
			assertEquals(List.of("/home/ann", "/home/ann/.cache", "/home/ann/a", "/home/ann/d", "/home/ann/d/x"),
					wide.entries().stream().map(entry -> entry.path().toString()).toList());
			assertEquals(List.of(MachinePath.of("/home/ann/.cache"), MachinePath.of("/home/ann/d/x"),
					MachinePath.of("/usr")), wide.problems().keySet().stream().sorted().toList());
		}
	}

	@Test
	void aRecordIsSeenWhenItIsPublished() throws Exception {
		String record = history.prepare(step("x"), clone.state(), clone.state(), NONE);
		assertTrue(history.isEmpty());
		assertEquals("x", history.step(record).title());
		history.close();
		history = CloneHistory.open(folder);
		history.publish(record);
		history.publish(record);
		clone.setting("a", "1");
		String second = record("y", clone.state());
		history.publish(record);
		assertEquals(second, history.steps().get(0).id());
		assertThrows(MachineException.class, () -> history.publish("0".repeat(39) + "1"));
		git.fsck();
	}

	@Test
	void someoneElsesCommitsAreShownAndNotOverwritten() throws Exception {
		clone.file("/home/ann/a", "a");
		String first = record("First", clone.state());
		String prepared = history.prepare(step("Second"), clone.state(), clone.state(), NONE);
		String identity = "git -c user.name=Zoe -c user.email=zoe@example.org ";
		String theirs = git.run(identity + "commit-tree -p main -m 'By hand' $(git mktree </dev/null)").strip();
		git.run("git update-ref refs/heads/main " + theirs);
		MachineException moved = assertThrows(MachineException.class, () -> history.publish(prepared));
		assertTrue(moved.remedy().contains("git branch -f main " + prepared), moved.remedy());
		HistoryStep foreign = history.steps().get(0);
		assertEquals(new RecordedStep(RecordedStep.Kind.FOUND, foreign.step().when(), "By hand",
				OptionalDouble.empty(), new TreeMap<>()), foreign.step());
		MachineException notOurs = assertThrows(MachineException.class, () -> history.at(theirs));
		assertTrue(notOurs.remedy().startsWith("Somebody else made it"), notOurs.explanation());
		record("Third", clone.state());
		assertEquals("applied: Third\nfound: Changed in the clone\nfound: By hand\napplied: First",
				titles().lines().limit(4).collect(Collectors.joining("\n")));
		git.run("git branch other main && git branch -f main " + prepared);
		history.publish(prepared);
		assertEquals(prepared, history.steps().get(0).id());
		try (RecordedMachine machine = history.at(first)) {
			assertEquals(1, machine.withoutContents(List.of(MachinePath.of("/home/ann/a"))).size());
		}
		git.fsck();
	}

	@Test
	void aLockThatAKilledWriterLeftIsNoObstacle() throws Exception {
		String record = history.prepare(step("x"), clone.state(), clone.state(), NONE);
		Files.createDirectories(folder.resolve("history.git/refs/heads"));
		Files.createFile(folder.resolve("history.git/refs/heads/main.lock"));
		history.publish(record);
		assertEquals(record, history.steps().get(0).id());
	}

	@Test
	void cancellingLeavesTheHistoryAsItWas() throws Exception {
		record("x", clone.state());
		NullProgressMonitor monitor = new NullProgressMonitor();
		monitor.setCanceled(true);
		clone.setting("a", "b");
		assertThrows(OperationCanceledException.class,
				() -> history.prepare(step("y"), clone.state(), clone.state(), monitor));
		assertEquals("x", history.steps().get(0).title());
		record("z", clone.state());
		git.fsck();
	}

	@Test
	void idsAreFoundByTheirStart() throws Exception {
		String record = record("x", clone.state());
		assertEquals(record, history.step(record.substring(0, 4)).id());
		for (String none : List.of("", "123", "zzzz", "0000", record + "0", "main")) {
			assertThrows(MachineException.class, () -> history.step(none), none);
		}
	}

	@Test
	void theSameStatesMakeTheSameCommit() throws Exception {
		RecordedState state = Clone.random(7).state();
		String record = history.prepare(step("x"), state, state, NONE);
		try (CloneHistory other = CloneHistory.open(scratch.resolve("other.likeness"))) {
			assertEquals(record, other.prepare(step("x"), state, state, NONE));
		}
	}

	@Test
	void whatIsNoRepositoryIsTold() throws Exception {
		Files.createDirectories(folder.resolve("history.git"));
		MachineException failure = assertThrows(MachineException.class, () -> CloneHistory.open(folder));
		assertEquals(3, failure.explanation().lines().count());
	}
}
