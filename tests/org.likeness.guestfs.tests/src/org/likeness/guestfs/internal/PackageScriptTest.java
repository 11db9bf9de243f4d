/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.Digest;
import org.likeness.core.PackageChange;
import org.likeness.core.PackageFile;
import org.likeness.core.PackagePlan;

/** Runs what the appliance runs over a system in namespaces, with real packages: dpkg-deb makes them. */
class PackageScriptTest {

	private static final String CONFIGURATION = "/etc/likeness-probe.conf";
	private static final String DATA = "/var/lib/likeness-probe/cluster";

	@TempDir
	Path folder;
	private Path pool;
	private boolean postrm = true;
	private GuestTree guest;

	@BeforeEach
	void makeGuest() throws IOException {
		assumeTrue(ThisProcess.userId() == 0, "only root can mount");
		pool = Files.createDirectory(folder.resolve("pool"));
		guest = new GuestTree(Files.createDirectory(folder.resolve("guest")));
	}

	/** Makes a package with a configuration file, data that a purge removes, and a script that sets it up. */
	private PackageFile make(String version, String postinst) throws Exception {
		Path tree = Files.createDirectory(folder.resolve("tree"));
		write(tree, "DEBIAN/control", "Package: likeness-probe\nVersion: " + version
				+ "\nArchitecture: all\nMaintainer: Nobody <nobody@example.org>\nDescription: for a test\n");
		write(tree, "DEBIAN/conffiles", CONFIGURATION + "\n");
		script(tree, "DEBIAN/postinst", postinst);
		if (postrm) {
			script(tree, "DEBIAN/postrm", "if [ \"$1\" = purge ]; then rm -rf /var/lib/likeness-probe; fi\n");
		}
		write(tree, CONFIGURATION.substring(1), "of the package\n");
		Path file = pool.resolve("likeness-probe_" + version + "_all.deb");
		Process process = new ProcessBuilder("dpkg-deb", "--root-owner-group", "-b", tree.toString(), file.toString())
				.redirectErrorStream(true).start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertEquals(0, process.waitFor(), said);
		new ProcessBuilder("rm", "-r", tree.toString()).start().waitFor();
		byte[] bytes = Files.readAllBytes(file);
		return new PackageFile(file.getFileName().toString(), bytes.length,
				Digest.of(Digest.computation().digest(bytes)), true);
	}

	private static void write(Path tree, String path, String content) throws IOException {
		Files.createDirectories(tree.resolve(path).getParent());
		Files.writeString(tree.resolve(path), content);
	}

	private static void script(Path tree, String path, String content) throws IOException {
		write(tree, path, "#!/bin/sh\nset -e\n" + content);
		Files.setPosixFilePermissions(tree.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	private List<String> apply(PackageFile comes) throws Exception {
		PackageChange change = new PackageChange("likeness-probe", "all", comes == null ? "1" : null,
				comes == null ? null : "1", comes, null, 0, 0, null);
		PackageScript script = new PackageScript(new PackagePlan(List.of(change), List.of(), Map.of(), Map.of()));
		return guest.run(script.request(List.of(folder.resolve("guest/root").toString())),
				script.inAppliance("mount --bind " + pool + " $r/run/likeness/archives"));
	}

	private static void assertEndedWell(List<String> said) {
		assertEquals(GuestRoot.ENDED + 0, said.get(said.size() - 1), said.toString());
	}

	private String state() throws Exception {
		return guest.run("dpkg-query", "-W", "-f", "${db:Status-Status}\\n", "likeness-probe").get(0);
	}

	@Test
	void whatAPackageLeavesRunningEndsAndHoldsNothingUp() throws Exception {
		Path alive = folder.resolve("guest/upper/alive");
		List<String> said = apply(make("1", "(while :; do date > /alive; sleep 0.1; done) &\nsleep 100000 &\n"));
		assertEndedWell(said);
		assertTrue(said.contains(PackageScript.CHECKED), said.toString());
		assertTrue(said.contains("likeness: installed likeness-probe all 1"), said.toString());
		Files.deleteIfExists(alive);
		Thread.sleep(500);
		assertFalse(Files.exists(alive), "it is still running");
	}

	@Test
	void aProgramThatLeavesAnotherOneRunningHoldsNothingUp() throws Exception {
		List<String> said = guest.run("sh", "-c", "sleep 100000 & echo done; exit 3");
		assertEquals(List.of("done", "", GuestRoot.ENDED + 123), said, "xargs(1) tells of any failure so");
	}

	@Test
	void programsSeeTheirOwnProcesses() throws Exception {
		assertEquals("ok", guest.run("sh", "-c", "[ -d /proc/$$ ] && [ \"$(cat /proc/$$/comm)\" = sh ] && echo ok")
				.get(0));
	}

	@Test
	void whatGoesKeepsItsConfigurationAndData() throws Exception {
		PackageFile file = make("1", "mkdir -p /var/lib/likeness-probe; echo rows > " + DATA + "\n");
		assertEndedWell(apply(file));
		Files.writeString(guest.written(CONFIGURATION), "edited\n");
		assertEndedWell(apply(null));
		assertEquals("config-files", state());
		assertEquals("edited\n", Files.readString(guest.written(CONFIGURATION)));
		assertEquals("rows\n", Files.readString(guest.written(DATA)));
		assertEndedWell(apply(file));
		assertEquals("installed", state());
		assertEquals("edited\n", Files.readString(guest.written(CONFIGURATION)));
	}

	@Test
	void whatLosesNothingGoesWhole() throws Exception {
		postrm = false;
		PackageFile file = make("1", ":\n");
		assertEndedWell(apply(file));
		assertEndedWell(apply(null));
		assertTrue(state().contains("no packages found"), state());
		assertFalse(Files.exists(folder.resolve("guest/root" + CONFIGURATION)));
		assertFalse(Files.isRegularFile(guest.written(CONFIGURATION)));
	}

	@Test
	void editsAndCopiesOfAConfigurationStay() throws Exception {
		postrm = false;
		PackageFile file = make("1", ":\n");
		for (String beside : List.of("", "~", ".dpkg-old", ".bak", "~1~")) {
			assertEndedWell(apply(file));
			Files.writeString(guest.written(CONFIGURATION + beside), "mine\n");
			assertEndedWell(apply(null));
			assertEquals("config-files", state());
			assertEquals("mine\n", Files.readString(guest.written(CONFIGURATION + beside)));
			Files.delete(guest.written(CONFIGURATION + beside));
			Files.writeString(guest.written(CONFIGURATION), "of the package\n");
		}
	}

	@Test
	void configurationThatCanNotBeComparedStays() throws Exception {
		postrm = false;
		assertEndedWell(apply(make("1", ":\n")));
		Path status = guest.written("/var/lib/dpkg/status");
		String other = "/etc/likeness-other.conf";
		Files.writeString(status, Files.readString(status, StandardCharsets.ISO_8859_1)
				.replaceFirst("(\n " + CONFIGURATION + " [0-9a-f]{32})\n", "$1\n " + other + " newconffile\n"),
				StandardCharsets.ISO_8859_1);
		Files.writeString(guest.written(other), "mine\n");
		assertEndedWell(apply(null));
		assertEquals("config-files", state());
		assertEquals("mine\n", Files.readString(guest.written(other)));
	}

	@Test
	void anotherFileThanThePromisedOneIsNotInstalled() throws Exception {
		PackageFile promised = make("1", ":\n");
		make("1", "echo 1 > /owned\n");
		List<String> said = apply(promised);
		assertEquals(GuestRoot.ENDED + 1, said.get(said.size() - 1), said.toString());
		assertTrue(said.contains(promised.name() + ": FAILED"), said.toString());
		assertFalse(said.contains(PackageScript.CHECKED), said.toString());
		assertFalse(Files.exists(guest.written("/owned")));
		assertFalse(Files.exists(guest.written(CONFIGURATION)));
	}
}
