/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while a change is brought into the image: the product waits longer than its patience, and finishes it. */
class InterruptedPublishingTest {

	@TempDir
	private Path folder;

	/** Whoever runs the tests in the background ignores Ctrl-C, and so would all that they start. */
	@Test
	void isFinished() throws Exception {
		Shell shell = new Shell(folder);
		Product product = Product.make(folder.resolve("product"));
		Path laptop = SmallGuest.tree(folder.resolve("laptop"));
		SmallGuest.image(laptop, folder.resolve("clone.raw"));
		shell.run("qemu-img convert -f raw -O qcow2 clone.raw clone.qcow2; rm clone.raw; "
				+ "echo 'alias ll=\"ls -l\"' > laptop/home/ann/.bash_aliases; chown -R 1000:1000 laptop/home/ann");
		Path image = folder.resolve("clone.qcow2");
		Path slow = Files.writeString(Files.createDirectory(folder.resolve("bin")).resolve("qemu-img"),
				"#!/bin/sh\nPATH=${PATH#*:}\ncase $1 in commit) touch '" + folder.resolve("commits")
						+ "'; sleep 8;; esac\nexec qemu-img \"$@\"\n");
		Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwxr-xr-x"));
		Run apply = product.run("apply", "--item", "dotfiles:.bash_aliases", "--yes", "--laptop-root", laptop, "--home",
				laptop.resolve(SmallGuest.HOME), image).by("env", "--default-signal", "setsid")
				.with("PATH", slow.getParent() + ":" + System.getenv("PATH")).start();
		while (!Files.exists(folder.resolve("commits"))) {
			assertTrue(apply.process().isAlive(), apply.errors());
			Thread.sleep(50);
		}
		shell.run("kill -INT -- -" + apply.process().pid());
		assertEquals(130, apply.status(), apply.errors());
		assertTrue(apply.errors().contains("is finished first"), apply.errors());
		assertTrue(Files.exists(image), "the image is back in its place");
		assertEquals("history.git\nlock\n", shell.run("ls clone.qcow2.likeness | grep -v packages"));
		Run history = product.run("history", image);
		assertEquals(0, history.status(), history.errors());
		assertTrue(history.output().contains("Apply 1 dotfiles"), history.output());
		assertEquals("", history.errors(), "nothing is left to be recovered");
	}
}
