/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.MachineException;

class AptSourcesTest {

	@TempDir
	Path root;

	@Test
	void stanzasOfTheReleaseAreKeptAndOthersLeftOut() throws Exception {
		write("etc/apt/sources.list.d/debian.sources", """
				# the archive
				Types: deb deb-src
				URIs: http://mirror.example/debian/
				Suites: bookworm bookworm-updates bookworm-backports
				Components: main contrib
				 non-free-firmware
				Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

				Types: deb
				URIs: http://mirror.example/debian
				Suites: bookworm
				Components: main
				Enabled: no

				Types: deb
				URIs: https://packages.example/node_20.x
				Suites: bookworm
				Components: main
				Signed-By: /usr/share/keyrings/nodesource.gpg
				""");
		AptSources sources = AptSources.read(root, "bookworm");
		assertEquals(Map.of("etc/apt/sources.list.d/debian.sources", """
				Types: deb deb-src
				URIs: http://mirror.example/debian/
				Suites: bookworm bookworm-updates
				Components: main contrib non-free-firmware
				Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
				"""), sources.files());
		String signed = "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://mirror.example/debian/ ";
		assertEquals(List.of(signed + "bookworm main contrib non-free-firmware",
				signed + "bookworm-updates main contrib non-free-firmware"), sources.lines());
	}

	@Test
	void linesOfTheReleaseAreKeptAndOthersLeftOut() throws Exception {
		write("etc/apt/sources.list", """
				deb cdrom:[Debian GNU/Linux 12.0]/ bookworm main
				deb http://mirror.example/debian bookworm main non-free # the archive
				deb-src http://mirror.example/debian bookworm main
				deb [ arch=amd64,i386 ] http://mirror.example/debian-security bookworm-security main
				deb http://mirror.example/debian trixie main
				#deb http://mirror.example/debian bookworm-updates main
				""");
		write("etc/apt/sources.list.d/docker.list",
				"deb [arch=amd64 signed-by=/etc/apt/keyrings/docker.asc] https://download.example/linux/debian bookworm stable\n");
		write("etc/apt/sources.list.d/foreign.list",
				"deb [signed-by=/etc/apt/keyrings/vendor.gpg] https://download.example/linux/debian bookworm main\n");
		AptSources sources = AptSources.read(root, "bookworm");
		assertEquals(Map.of("etc/apt/sources.list", """
				deb http://mirror.example/debian bookworm main non-free
				deb-src http://mirror.example/debian bookworm main
				deb [arch=amd64,i386] http://mirror.example/debian-security bookworm-security main
				"""), sources.files());
		assertEquals(List.of("deb http://mirror.example/debian bookworm main non-free",
				"deb [arch=amd64,i386] http://mirror.example/debian-security bookworm-security main"), sources.lines());
	}

	@Test
	void keyThatTheCloneLacksIsNotNamed() throws Exception {
		write("etc/apt/sources.list",
				"deb [signed-by=/etc/apt/keyrings/our-debian-mirror.gpg] http://mirror.example/debian bookworm main\n");
		assertEquals(List.of("deb http://mirror.example/debian bookworm main"),
				AptSources.read(root, "bookworm").lines());
	}

	@Test
	void listOfMirrorsIsReplacedByItsFirst() throws Exception {
		write("etc/apt/mirrors/debian.list",
				"# mirrors\nhttp://one.example/debian\tpriority:1\nhttp://two.example/debian\n");
		write("etc/apt/sources.list", "deb mirror+file:/etc/apt/mirrors/debian.list bookworm main\n");
		assertEquals(List.of("deb http://one.example/debian bookworm main"), AptSources.read(root, "bookworm").lines());
	}

	@Test
	void passwordsAreForTheMakingAlone() throws Exception {
		write("etc/apt/mirrors/debian.list", "http://ann:one@one.example/debian\tpriority:1\n");
		write("etc/apt/sources.list", """
				deb mirror+file:/etc/apt/mirrors/debian.list bookworm main
				deb-src https://ann:tw%40o@two.example:8080/debian bookworm main
				deb http:ann:three@three.example/debian bookworm main
				deb http://four.example/~a@b/debian bookworm main
				""");
		write("etc/apt/sources.list.d/five.sources", """
				Types: deb
				URIs: https://token@five.example/debian https://[fe80::1]/debian
				Suites: bookworm
				Components: main
				""");
		AptSources sources = AptSources.read(root, "bookworm");
		assertEquals(List.of("deb http://ann:one@one.example/debian bookworm main",
				"deb http:ann:three@three.example/debian bookworm main",
				"deb http://four.example/~a@b/debian bookworm main",
				"deb https://token@five.example/debian bookworm main", "deb https://[fe80::1]/debian bookworm main"),
				sources.accessLines());
		assertEquals(List.of("deb http://one.example/debian bookworm main",
				"deb http:three.example/debian bookworm main", "deb http://four.example/~a@b/debian bookworm main",
				"deb https://five.example/debian bookworm main", "deb https://[fe80::1]/debian bookworm main"),
				sources.lines());
		assertEquals("""
				deb http://one.example/debian bookworm main
				deb-src https://two.example:8080/debian bookworm main
				deb http:three.example/debian bookworm main
				deb http://four.example/~a@b/debian bookworm main
				""", sources.files().get("etc/apt/sources.list"));
		assertTrue(sources.files().get("etc/apt/sources.list.d/five.sources")
				.contains("URIs: https://five.example/debian https://[fe80::1]/debian\n"));
		assertEquals(4, sources.remarks().size());
		assertTrue(sources.remarks().get(1).contains(" https://two.example:8080/debian. "));
		assertTrue(Stream.of("one@", "tw%40o", "three@", "token@")
				.noneMatch((sources + " " + sources.remarks() + sources.files())::contains));
	}

	@Test
	void laptopWithoutDebiansArchiveIsRefused() throws Exception {
		write("etc/apt/sources.list", "deb http://mirror.example/ubuntu jammy main\n");
		MachineException failure = assertThrows(MachineException.class, () -> AptSources.read(root, "bookworm"));
		assertTrue(failure.explanation().contains("no usable package source for Debian \"bookworm\""));
	}

	@Test
	void filesThatAptIgnoresAreIgnored() throws Exception {
		write("etc/apt/sources.list.d/debian.list.save", "deb http://mirror.example/debian bookworm main\n");
		assertThrows(MachineException.class, () -> AptSources.read(root, "bookworm"));
	}

	private void write(String path, String text) throws IOException {
		Path file = root.resolve(path);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}
}
