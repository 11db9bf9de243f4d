/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.guestfs.internal.change.Tools;

/** A starter clone takes more than a gigabyte while it is made; whatever ends the making, that does not stay. */
class StarterSignalTest {

	@TempDir
	Path folder;
	private Path places;
	private Path laptop;

	/** An mmdebstrap that unpacks for ever. */
	@BeforeEach
	void create() throws Exception {
		places = Files.createDirectory(folder.resolve("places"));
		laptop = folder.resolve("laptop");
		write("etc/os-release",
				"PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_CODENAME=bookworm\n");
		write("var/lib/dpkg/status",
				"Package: dpkg\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.21\n\n");
		write("etc/apt/sources.list", "deb http://mirror.example/debian bookworm main\n");
		write("etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
		Path slow = Files.writeString(Files.createDirectory(folder.resolve("bin")).resolve("mmdebstrap"), """
				#!/bin/sh
				[ "$1" != --unshare-helper ] || { shift; exec "$@"; }
				for word; do case $word in */root) root=$word;; esac; done
				mkdir -p $root/usr
				echo $$ >'%s'; echo $root >'%s'
				i=0
				while :; do i=$((i+1)); echo I: extracting archives...; echo $i >$root/usr/$i; sleep 0.01; done
				""".formatted(folder.resolve("pid"), folder.resolve("unpacks")));
		Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	private void write(String path, String text) throws IOException {
		Files.createDirectories(laptop.resolve(path).getParent());
		Files.writeString(laptop.resolve(path), text);
	}

	/** @return one that makes a clone, and unpacks already */
	private Process start() throws Exception {
		// Whoever runs the tests in the background ignores Ctrl-C, and so would all that they start.
		List<String> command = new ArrayList<>(List.of("env", "--default-signal"));
		command.addAll(List.of(
				Tools.program(StarterProbe.class, places.resolve("clone.qcow2").toString(), laptop.toString())));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(folder.resolve("said").toFile());
		builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
		builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
		builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
		Process process = builder.start();
		while (!Files.exists(folder.resolve("unpacks")) || Files.size(folder.resolve("unpacks")) == 0) {
			assertTrue(process.isAlive(), () -> said());
			Thread.sleep(20);
		}
		return process;
	}

	private String said() {
		try {
			return Files.readString(folder.resolve("said"));
		} catch (IOException e) {
			return e.toString();
		}
	}

	private Path work() throws IOException {
		return Path.of(Files.readString(folder.resolve("unpacks")).strip()).getParent();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TERM", "INT", "HUP" })
	void aSignalLeavesNothing(String signal) throws Exception {
		Process process = start();
		Tools.run("kill", "-s", signal, Long.toString(process.pid()));
		assertTrue(process.waitFor() > 0);
		assertEquals(List.of(), list(places), this::said);
		assertTrue(Files.notExists(work()), this::said);
	}

	@Test
	void whatAKillLeavesTheNextOneRemoves() throws Exception {
		Process process = start();
		process.destroyForcibly().waitFor();
		Path left = work();
		assertTrue(Files.exists(left));
		Tools.run("kill", "-KILL", Files.readString(folder.resolve("pid")).strip());
		Files.delete(folder.resolve("unpacks"));
		Process next = start();
		assertTrue(Files.notExists(left), "what the killed one left");
		Tools.run("kill", Long.toString(next.pid()));
		next.waitFor();
		assertEquals(List.of(), list(places), this::said);
		assertTrue(Files.notExists(work()));
	}

	private static List<String> list(Path where) throws IOException {
		try (Stream<Path> files = Files.list(where)) {
			return files.map(file -> file.getFileName().toString()).toList();
		}
	}
}
