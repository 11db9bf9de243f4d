/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.TreeMap;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.core.MachineException;
import org.likeness.core.RecordedStep;

/** The folder beside an image may have been made by anybody: nothing in it may reach the rest of the laptop. */
class UntrustedHistoryTest {

	@TempDir
	private Path scratch;
	private Path folder;
	private Path documents;
	private Git git;

	@BeforeEach
	void record() throws Exception {
		folder = scratch.resolve("clone.qcow2.likeness");
		documents = Files.createDirectory(scratch.resolve("Documents"));
		Files.writeString(documents.resolve("thesis.txt"), "years of work");
		Files.writeString(documents.resolve("keep1.tmp"), "so named by chance");
		git = new Git(folder);
		try (CloneHistory history = CloneHistory.open(folder)) {
			step(history);
		}
	}

	/** Keeps something large, so that the history is opened to write, and cleaned. */
	private static void step(CloneHistory history) throws Exception {
		Clone clone = new Clone().file("/home/ann/x", "x");
		history.keep(2 << 20, new ByteArrayInputStream(new byte[2 << 20]));
		history.publish(history.prepare(new RecordedStep(RecordedStep.Kind.APPLIED, Instant.EPOCH, "x",
				OptionalDouble.empty(), new TreeMap<>()), clone.state(), clone.state(), new NullProgressMonitor()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "rm -r lfs/tmp; ln -s $D lfs/tmp", "mv lfs $D; ln -s $D/lfs lfs",
			"mv objects $D; ln -s $D/objects objects", "rm -rf hooks; ln -s $D hooks",
			"f=$(find lfs/objects -type f); ln -sf $D/thesis.txt $f", "ln -sf $D/thesis.txt HEAD",
			"mv config $D; ln -s $D/config config", "ln -s $D refs/heads/other", "mkfifo objects/info/fifo",
			"echo $D > objects/info/alternates", "echo $D > commondir", "echo '#!/bin/sh' > hooks/pre-push",
			"cd ..; mv history.git $D; ln -s $D/history.git history.git", "cd ..; ln -s $D history.git.new",
			"cd ../..; mv clone.qcow2.likeness $D; ln -s $D/clone.qcow2.likeness .",
			"mkdir -p $(seq -s / 60); true", "git config core.fsmonitor 'touch $D/ran'",
			"git config core.worktree $D", "git config include.path $D/thesis.txt",
			"git config includeIf.gitdir:/.path $D/thesis.txt", "git config core.hooksPath $D",
			"git config alias.log '!touch $D/ran'", "git config diff.external $D/x", "git config core.pager $D/x",
			"git config filter.lfs.smudge $D/x", "git config diff.x.textconv $D/x", "git config core.sshCommand $D/x",
			"git config remote.origin.url 'ext::sh -c touch% $D/ran'", "git config remote.origin.uploadpack $D/x",
			"git config gc.recentObjectsHook $D/x", "git config extensions.refStorage reftable",
			"git config core.alternateRefsCommand $D/x", "git config uploadpack.packObjectsHook $D/x",
			"git config credential.helper $D/x", "git config gpg.program $D/x", "git config core.gitProxy $D/x" })
	void isNotOpened(String trick) throws Exception {
		Files.createDirectories(folder.resolve("history.git/hooks"));
		git.run("D=" + documents + "\n" + trick);
		for (int i = 0; i < 2; i++) {
			MachineException refusal = assertThrows(MachineException.class, () -> {
				try (CloneHistory history = CloneHistory.open(folder)) {
					step(history);
				}
			});
			assertTrue(refusal.where().startsWith(folder.toString()), refusal.explanation());
			assertFalse(refusal.state().isBlank() || refusal.remedy().isBlank());
		}
		assertEquals("years of work", Files.readString(documents.resolve("thesis.txt")));
		assertEquals("so named by chance", Files.readString(documents.resolve("keep1.tmp")));
		assertFalse(Files.exists(documents.resolve("ran")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "git config user.name Zoe", "git config gc.auto 0", "git branch mine main",
			"git config remote.usb.url /media/usb/history.git", "git gc -q", "git repack -adq",
			"git config lfs.repositoryformatversion 0", "git config remote.o.url ssh://git@example.org:22/a.git" })
	void whatAPersonDoesWithPlainGitStays(String command) throws Exception {
		git.run(command);
		try (CloneHistory history = CloneHistory.open(folder)) {
			step(history);
			assertTrue(history.steps().size() > 1);
		}
	}

	@Test
	void onlyItsOwnTemporaryFilesAreDeleted() throws Exception {
		git.run("echo a > lfs/tmp/keep123.tmp; echo b > lfs/tmp/notes.txt; mkdir lfs/tmp/keep5.tmp\n"
				+ "echo c > likeness-77.pack; echo d > likeness-plan.txt");
		try (CloneHistory history = CloneHistory.open(folder)) {
			step(history);
		}
		assertEquals("keep5.tmp\nnotes.txt\n", git.run("ls lfs/tmp"));
		assertEquals("likeness-plan.txt\n", git.run("ls | grep likeness-"));
	}
}
