/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.guestfs.StarterCloneCommand;
import org.likeness.guestfs.internal.Acceleration;

/** A starter clone, made as a user makes it, looked at by tools that are not ours. */
class StarterCloneTest {

	/** An emulated guest on a busy computer is slow; this only ends a test that would never end. */
	private static final Duration LIMIT = Duration.ofMinutes(10);

	private static StarterGuest guest;

	@TempDir
	Path folder;

	@BeforeAll
	static void makeGuest() throws Exception {
		guest = StarterGuest.get();
	}

	@Test
	void imageIsSound() throws Exception {
		Outcome check = Outcome.of("qemu-img", "check", guest.image().toString());
		assertEquals(0, check.status(), check.output());
	}

	@Test
	void fileSystemIsCleanAndFreeOfTheLaptopsSecrets() throws Exception {
		boolean kvm = new Acceleration(Path.of("/usr/bin/qemu-system-x86_64")).verdict().kvm();
		Outcome seen = Outcome.of(kvm ? Map.of() : Map.of("LIBGUESTFS_BACKEND_SETTINGS", "force_tcg"), "guestfish",
				"add-drive", guest.image().toString(), "readonly:true", "label:guest", ":", "run", ":", "debug", "sh",
				"udevadm settle; e2fsck -fn /dev/disk/guestfs/guest1 >&2; echo status $?", ":", "mount-ro", "/dev/sda1",
				"/", ":", "cat", "/etc/machine-id", ":", "glob", "echo", "/tmp/*", ":", "glob",
				"echo",
				"/etc/ssh/ssh_host_*");
		// An empty machine id, and patterns that match nothing and so stay as they are.
		assertEquals("status 0\n\n/tmp/*\n/etc/ssh/ssh_host_*\n",
				seen.output().replaceFirst("(?s)^.*\nstatus", "status"));
	}

	@Test
	void bootsToALoginOfTheLaptopsUser() throws Exception {
		try (SerialConsole console = new SerialConsole(guest.image())) {
			console.waitFor(Pattern.compile("-clone login: "), LIMIT);
			console.type(StarterGuest.USER);
			console.waitFor(Pattern.compile("Password: "), LIMIT);
			console.type(guest.password());
			console.waitFor(Pattern.compile("\\$ "), LIMIT);
			assertEquals("running", lastLine(console.run("systemctl is-system-running --wait", LIMIT)));
			assertEquals(StarterGuest.USER, lastLine(console.run("id -un", LIMIT)));
			assertTrue(console.run("id -Gn", LIMIT).contains("sudo"));
			assertEquals("", console.run("dpkg --audit", LIMIT).strip());
			assertEquals(release(Files.readString(Path.of("/etc/debian_version"))),
					release(console.run("cat /etc/debian_version", LIMIT)));
			assertTrue(lastLine(console.run("echo " + guest.password() + " | sudo -S -p '' passwd -S root", LIMIT))
					.startsWith("root L "), "root is locked");
			assertTrue(lastLine(console.run("cat /etc/machine-id", LIMIT)).matches("[0-9a-f]{32}"));
		}
	}

	@Test
	void cancellingLeavesNothing() throws Exception {
		List<Path> before = workFolders();
		AtomicReference<Instant> cancelled = new AtomicReference<>();
		NullProgressMonitor monitor = new NullProgressMonitor() {
			@Override
			public void subTask(String name) {
				if (name.startsWith("Unpacking") && cancelled.get() == null) {
					cancelled.set(Instant.now());
					setCanceled(true);
				}
			}
		};
		assertThrows(OperationCanceledException.class,
				() -> new StarterCloneCommand().setImage(folder.resolve("clone.qcow2"))
						.setUser(StarterGuest.USER).call(monitor));
		Duration taken = Duration.between(cancelled.get(), Instant.now());
		assertTrue(taken.toSeconds() < 30, "it took " + taken);
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(List.of(), files.toList());
		}
		assertEquals(before, workFolders());
	}

	private static List<Path> workFolders() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("/var/tmp"))) {
			return files.filter(file -> file.getFileName().toString().startsWith("likeness-starter-")).sorted()
					.toList();
		}
	}

	private static String lastLine(String text) {
		List<String> lines = text.strip().lines().toList();
		return lines.get(lines.size() - 1).strip();
	}

	/** Debian 12.5 and 12.11 are the same release. */
	private static String release(String version) {
		return lastLine(version).replaceFirst("\\..*", "");
	}
}
