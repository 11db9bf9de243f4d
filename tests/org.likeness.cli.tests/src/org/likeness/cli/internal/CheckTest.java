/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.likeness.core.CheckedFileSystem;
import org.likeness.core.MachineCheck;

/** Check, on a tree that stands for what is in an image. */
class CheckTest extends CloneCommandTest {

	@Test
	void aWholeCloneIsWhole() throws Exception {
		assertEquals("Image         whole\nHistory       none yet\n", done("check").out());
		done("apply", "--all", "--yes");
		trees.shell(
				"mkdir clone.qcow2.likeness/packages; touch clone.qcow2.likeness/lock clone.qcow2.likeness/packages.log");
		assertEquals("Image         whole\nHistory       2 steps, whole: each of them can be restored\n",
				done("check").out());
		Map<String, Object> checked = json("check");
		assertEquals("likeness/check/1", checked.get("schema"));
		assertEquals(false, checked.get("damaged"));
		assertEquals(true, checked.get("checked"));
		assertEquals(2, checked.get("steps"));
	}

	@Test
	void whatIsWrongInsideIsTold() throws Exception {
		clone.checked(new MachineCheck(
				List.of(new CheckedFileSystem("/dev/sda1", "ext4", CheckedFileSystem.State.DAMAGED,
						"Inode 12 \u001b[2J"),
						new CheckedFileSystem("/dev/sda2", "vfat", CheckedFileSystem.State.WHOLE, ""),
						new CheckedFileSystem("/dev/sda3", "ntfs", CheckedFileSystem.State.UNCHECKED, "no tool")),
				true, List.of()));
		Cli.Result result = run("check");
		assertEquals(3, result.exitCode());
		assertEquals("""
				Image         whole
				File systems  /dev/sda1 (ext4) damaged: Inode 12 \\x1b[2J
				              /dev/sda2 (vfat) whole
				              /dev/sda3 (ntfs) not checked: no tool
				Remembered    what the clone is
				History       none yet
				""", result.out());
		Map<String, Object> checked = Json.object(run("check", "--json").out());
		assertEquals(true, checked.get("damaged"));
		assertEquals(List.of("damaged", "whole", "unchecked"),
				Json.list(checked.get("fileSystems")).stream().map(each -> each.get("state")).toList());
		clone.checked(new MachineCheck(List.of(), true, List.of("It tells something else.")));
		assertEquals(3, run("check").exitCode());
		assertTrue(run("check").out().contains("Remembered    wrong\n  It tells something else.\n"));
	}

	@Test
	void whatWasNotLookedAtIsNotWhole() throws Exception {
		clone.checked(new MachineCheck(List.of(
				new CheckedFileSystem("/dev/sda1", "ntfs", CheckedFileSystem.State.UNCHECKED, "no tool")), false,
				List.of()));
		assertEquals(3, run("check").exitCode());
		Map<String, Object> checked = Json.object(run("check", "--json").out());
		assertEquals(false, checked.get("damaged"));
		assertEquals(false, checked.get("checked"));
	}

	@Test
	void anImageThatAChangeIsBroughtIntoIsNotChecked() throws Exception {
		done("apply", "--all", "--yes");
		trees.shell("mv clone.qcow2 clone.qcow2.likeness/publishing.qcow2");
		Cli.Result result = run("check");
		assertTrue(result.out().startsWith("Image         not checked: a change is being brought into it\n"),
				result.out());
		assertEquals(3, result.exitCode());
		assertEquals(false, Json.object(run("check", "--json").out()).get("checked"));
	}

	@Test
	void damageIsFoundAndWhatIsLeftIsTold() throws Exception {
		done("apply", "--all", "--yes");
		trees.shell("cd clone.qcow2.likeness/history.git; rm -f $(git rev-parse main:files/home/ann/files/only "
				+ "| sed 's,^..,objects/&/,'); touch ../overlay.qcow2; "
				+ "truncate -s 100 ../../clone.qcow2");
		String before = trees.shell("find clone.qcow2* | sort");
		Cli.Result result = run("check");
		assertEquals(3, result.exitCode());
		assertEquals("", result.err());
		assertTrue(result.out().startsWith("Image         damaged\n  "), result.out());
		assertTrue(result.out().contains("\nHistory       damaged\n  "), result.out());
		assertTrue(result.out().contains("What can still be restored:\n    " + id(0)), result.out());
		assertTrue(result.out().contains("\nChange        one was interrupted"), result.out());
		assertTrue(result.out().contains("overlay.qcow2"), result.out());
		assertEquals(before, trees.shell("find clone.qcow2* | sort"));
		Map<String, Object> checked = Json.object(run("check", "--json").out());
		assertEquals(true, checked.get("damaged"));
		assertEquals(List.of("overlay.qcow2"), checked.get("interrupted"));
		assertEquals(2, Json.list(checked.get("restorable")).size());
	}

	@Test
	void anImageThatIsNotThereIsMissing() throws Exception {
		trees.shell("rm clone.qcow2");
		Cli.Result unknown = run("check");
		assertEquals(3, unknown.exitCode());
		assertTrue(unknown.err().startsWith("There is no such image: " + image() + "\n"), unknown.err());
		trees.shell("qemu-img create -q -f qcow2 clone.qcow2 1M");
		done("apply", "--item", "only", "--yes");
		trees.shell("rm clone.qcow2");
		Cli.Result lost = run("check");
		assertEquals(3, lost.exitCode());
		assertTrue(lost.out().startsWith("Image         missing\n"), lost.out());
		assertTrue(lost.out().contains("History       2 steps, whole"), lost.out());
	}
}
