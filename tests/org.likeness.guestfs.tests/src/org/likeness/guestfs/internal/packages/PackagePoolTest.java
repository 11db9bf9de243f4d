/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.CloneFolder;

class PackagePoolTest {

	@TempDir
	Path folder;
	private PackagePool pool;

	@BeforeEach
	void namePool() throws Exception {
		Files.createFile(folder.resolve("clone.qcow2"));
		pool = PackagePool.of(CloneFolder.of(folder.resolve("clone.qcow2")));
	}

	@Test
	void filesAreNamedAsAptNamesThem() throws Exception {
		try (AptRepository repository = new AptRepository(Files.createDirectory(folder.resolve("source")))) {
			repository.add("plain", "1.0-1", "amd64");
			repository.add("libodd++-x.y", "2:1.2~rc1+b2-0.1", "all");
			repository.add("foreign", "1:3", "i386");
			AptClone clone = new AptClone().installed(AptRepository.paragraph("dpkg", "1", "amd64"))
					.put("/etc/apt/sources.list", repository.publish().line("[trusted=yes]"));
			Path root = folder.resolve("apt/root");
			new AptFiles(clone.survey(AptFiles.request(), new NullProgressMonitor())).write(root);
			LaptopApt apt = new LaptopApt(root);
			apt.configure(List.of("amd64", "i386"));
			apt.run(new NullProgressMonitor(), "apt-get", "update");
			Path incoming = pool.incoming();
			LaptopApt.Answer answer = apt.run(new NullProgressMonitor(), "sh", "-c",
					"cd " + incoming + " && apt-get download plain libodd++-x.y foreign:i386");
			assertEquals(0, answer.status(), answer.lines().toString());
			assertEquals(Stream.of(PackagePool.fileName("plain", "1.0-1", "amd64"),
					PackagePool.fileName("libodd++-x.y", "2:1.2~rc1+b2-0.1", "all"),
					PackagePool.fileName("foreign", "1:3", "i386")).sorted().toList(), names(incoming));
		}
	}

	@Test
	void whatWasFetchedIsTakenOver() throws Exception {
		Path incoming = pool.incoming();
		Files.writeString(incoming.resolve("a_1_all.deb"), "abc");
		assertEquals(OptionalLong.empty(), pool.size("a_1_all.deb"), "it may not be whole yet");
		pool.accept(incoming);
		assertEquals(OptionalLong.of(3), pool.size("a_1_all.deb"));
		assertEquals(List.of("a_1_all.deb", "incoming"), names(pool.folder()));
		assertEquals(List.of(), names(incoming));
		assertEquals(folder.toRealPath().resolve("clone.qcow2.likeness/packages/a_1_all.deb"),
				pool.file("a_1_all.deb"));
	}

	@Test
	void whatWasLeftIsNotTakenOver() throws Exception {
		Files.writeString(pool.incoming().resolve("half_1_all.deb"), "ab");
		pool.accept(pool.incoming());
		assertEquals(OptionalLong.empty(), pool.size("half_1_all.deb"));
		assertEquals(List.of("incoming"), names(pool.folder()));
	}

	@Test
	void aFolderIsNoPackage() throws Exception {
		pool.incoming();
		assertEquals(OptionalLong.empty(), pool.size("incoming"));
		assertEquals(OptionalLong.empty(), pool.size("nothing_1_all.deb"));
	}

	@Test
	void theFolderOfTheCloneIsItsOwners() throws Exception {
		assertFalse(Files.exists(pool.folder()));
		pool.incoming();
		assertEquals("rwx------",
				PosixFilePermissions.toString(Files.getPosixFilePermissions(pool.folder().getParent())));
		assertTrue(pool.folder().getParent().endsWith("clone.qcow2.likeness"));
	}

	private static List<String> names(Path folder) throws Exception {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}
}
