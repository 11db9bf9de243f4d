/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.MachineException;
import org.likeness.guestfs.internal.DependentImages;
import org.likeness.guestfs.StarterClone;

class PartFileTest {

	@TempDir
	Path folder;
	private Path image;

	@BeforeEach
	void nameImage() {
		image = folder.resolve("clone.qcow2");
	}

	@Test
	void isTheImageOnlyWhenPublished() throws Exception {
		try (PartFile part = PartFile.create(image)) {
			Files.writeString(part.path(), "whole");
			assertEquals(List.of(".clone.qcow2.likeness-part"), names());
			part.publish();
		}
		assertEquals(List.of("clone.qcow2"), names());
		assertEquals("whole", Files.readString(image));
	}

	@Test
	void leavesNothingIfNotPublished() throws Exception {
		PartFile.create(image).close();
		assertEquals(List.of(), names());
	}

	@Test
	void existingImageIsNeverOverwritten() throws Exception {
		Files.writeString(image, "precious");
		assertThrows(MachineException.class, () -> PartFile.create(image));
		assertEquals("precious", Files.readString(image));
	}

	@Test
	void imageThatAppearsMeanwhileIsNotOverwritten() throws Exception {
		try (PartFile part = PartFile.create(image)) {
			Files.writeString(image, "precious");
			assertThrows(MachineException.class, part::publish);
		}
		assertEquals("precious", Files.readString(image));
		assertEquals(List.of("clone.qcow2"), names());
	}

	@Test
	void danglingLinkIsNotFollowed() throws Exception {
		Files.createSymbolicLink(image, folder.resolve("elsewhere"));
		assertThrows(MachineException.class, () -> PartFile.create(image));
		assertEquals(List.of("clone.qcow2"), names());
	}

	@Test
	void secondMakerIsTurnedAway() throws Exception {
		try (PartFile part = PartFile.create(image)) {
			Files.writeString(part.path(), "half");
			MachineException failure = assertThrows(MachineException.class, () -> PartFile.create(image));
			assertTrue(failure.what().contains("another process"));
			assertEquals("half", Files.readString(part.path()));
		}
	}

	/** The lock that matters is that between processes. */
	@Test
	void makerInAnotherProcessIsRespected() throws Exception {
		Path part = folder.resolve(".clone.qcow2.likeness-part");
		Files.writeString(part, "half");
		Process other = new ProcessBuilder("python3", "-c", "import fcntl,sys\nf=open(sys.argv[1],'r+b')\n"
				+ "fcntl.lockf(f,fcntl.LOCK_EX,1,2**63-2)\nprint('locked',flush=True)\nsys.stdin.read()",
				part.toString())
				.start();
		try {
			assertEquals('l', other.getInputStream().read());
			assertThrows(MachineException.class, () -> PartFile.create(image));
			assertEquals("half", Files.readString(part));
		} finally {
			other.destroyForcibly().waitFor();
		}
		PartFile.create(image).close();
		assertEquals(List.of(), names());
	}

	/** Closing any channel to a file gives up all locks that a process has on it. */
	@Test
	void aSecondTryDoesNotLetGoOfTheFirst() throws Exception {
		try (PartFile part = PartFile.create(image)) {
			assertThrows(MachineException.class, () -> PartFile.create(image));
			PartFile.create(folder.resolve("other.qcow2")).close();
			Process other = new ProcessBuilder("python3", "-c", "import fcntl,sys\nf=open(sys.argv[1],'r+b')\n"
					+ "fcntl.lockf(f,fcntl.LOCK_EX|fcntl.LOCK_NB,1,2**63-2)", part.path().toString()).start();
			assertNotEquals(0, other.waitFor());
		}
	}

	@Test
	void aSearchForImagesBesideItDoesNotLetGoOfIt() throws Exception {
		Path beside = Files.writeString(folder.resolve("beside.raw"), "disk");
		try (PartFile part = PartFile.create(image)) {
			// By another process: closing it here would give up the lock.
			assertEquals(0, new ProcessBuilder("truncate", "-s", "1M", part.path().toString()).start().waitFor());
			DependentImages.refuse(beside, List.of());
			Process other = new ProcessBuilder("python3", "-c", "import fcntl,sys\nf=open(sys.argv[1],'r+b')\n"
					+ "fcntl.lockf(f,fcntl.LOCK_EX|fcntl.LOCK_NB,1,2**63-2)", part.path().toString()).start();
			assertNotEquals(0, other.waitFor());
		}
	}

	/** Also for an image of another name, or nobody would ever see them. */
	@Test
	void whatAKilledProcessLeftIsRemoved() throws Exception {
		FileTime old = FileTime.from(Instant.now().minus(Duration.ofMinutes(5)));
		Path dead = Files.writeString(folder.resolve(".dead.qcow2.likeness-part"), "half");
		Path link = Files.createSymbolicLink(folder.resolve(".link.likeness-part"), dead);
		Path fresh = Files.writeString(folder.resolve(".fresh.qcow2.likeness-part"), "being made");
		Path alive = Files.writeString(folder.resolve(".alive.qcow2.likeness-part"), "locked");
		Path other = Files.writeString(folder.resolve("mine.likeness-part"), "not hidden");
		for (Path file : List.of(dead, alive, other)) {
			Files.setLastModifiedTime(file, old);
		}
		Process holder = new ProcessBuilder("python3", "-c", "import fcntl,sys\nf=open(sys.argv[1],'r+b')\n"
				+ "fcntl.lockf(f,fcntl.LOCK_EX,1,2**63-2)\nprint('locked',flush=True)\nsys.stdin.read()",
				alive.toString()).start();
		try {
			assertEquals('l', holder.getInputStream().read());
			PartFile.create(image).close();
			assertFalse(Files.exists(dead));
			assertTrue(Files.isSymbolicLink(link));
			assertTrue(Files.exists(fresh) && Files.exists(alive) && Files.exists(other));
		} finally {
			holder.destroyForcibly().waitFor();
		}
		PartFile.create(image).close();
		assertFalse(Files.exists(alive));
	}

	@Test
	void missingFolderIsNamed() {
		MachineException failure = assertThrows(MachineException.class,
				() -> PartFile.create(folder.resolve("nowhere/clone.qcow2")));
		assertEquals(folder.resolve("nowhere").toString(), failure.where());
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	void thePasswordIsToldBeforeThereIsAnImage() throws Exception {
		List<String> told = new ArrayList<>();
		StarterClone clone = new StarterClone(image, "ann", "secret");
		try (PartFile part = PartFile.create(image)) {
			StarterCloneBuild.handOver(part, clone, made -> told.add(made.password() + " " + Files.exists(image)));
		}
		assertEquals(List.of("secret false"), told);
		assertTrue(Files.exists(image));
	}

	@Test
	void withoutAnybodyWhoKnowsThePasswordThereIsNoImage() throws Exception {
		MachineException nobody = new MachineException("a", "b", "c", "d");
		try (PartFile part = PartFile.create(image)) {
			assertSame(nobody, assertThrows(MachineException.class, () -> StarterCloneBuild.handOver(part,
					new StarterClone(image, "ann", "secret"), made -> {
						throw nobody;
					})));
		}
		assertFalse(Files.exists(image));
	}
}
