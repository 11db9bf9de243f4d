/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.CloneFolder;
import org.likeness.core.Digest;
import org.likeness.guestfs.internal.AptSettings;

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
			FetchUser user = new FetchUser("");
			new AptFiles(clone.survey(AptFiles.request(), new NullProgressMonitor())).write(root);
			LaptopApt apt = new LaptopApt(root, user);
			apt.configure(AptSettings.ofThisComputer(), List.of("amd64", "i386"));
			apt.run(new NullProgressMonitor(), "apt-get", "update");
			Path incoming = Files.createDirectory(folder.resolve("incoming"));
			LaptopApt.Answer answer = apt.run(new NullProgressMonitor(), "sh", "-c",
					"cd " + incoming + " && apt-get download plain libodd++-x.y foreign:i386");
			assertEquals(0, answer.status(), answer.lines().toString());
			List<String> expected = Stream.of(PackagePool.fileName("plain", "1.0-1", "amd64"),
					PackagePool.fileName("libodd++-x.y", "2:1.2~rc1+b2-0.1", "all"),
					PackagePool.fileName("foreign", "1:3", "i386")).sorted().toList();
			assertEquals(expected, names(incoming));
			expected.forEach(pool::file); // each of them is a good name
		}
	}

	private static Digest digest(String content) {
		return Digest.of(Digest.computation().digest(content.getBytes(StandardCharsets.UTF_8)));
	}

	/** @return a file outside of the pool */
	private Path fetched(String content) throws Exception {
		return Files.writeString(folder.resolve("fetched"), content);
	}

	@Test
	void whatWasFetchedIsTakenOver() throws Exception {
		pool.prepare();
		assertFalse(pool.holds("a_1_all.deb", digest("abc")));
		assertTrue(pool.take(fetched("abc"), "a_1_all.deb", digest("abc")));
		assertTrue(pool.holds("a_1_all.deb", digest("abc")));
		assertEquals(3, pool.size("a_1_all.deb"));
		assertEquals(List.of("a_1_all.deb"), names(pool.folder()));
		assertEquals(folder.toRealPath().resolve("clone.qcow2.likeness/packages/a_1_all.deb"),
				pool.file("a_1_all.deb"));
	}

	@Test
	void whatIsNotWhatWasPromisedIsNeitherTakenNorUsed() throws Exception {
		pool.prepare();
		assertFalse(pool.take(fetched("abd"), "a_1_all.deb", digest("abc")));
		assertFalse(pool.take(folder.resolve("nothing"), "a_1_all.deb", digest("abc")));
		assertEquals(List.of(), names(pool.folder()));
		Files.writeString(pool.file("a_1_all.deb"), "abd");
		assertFalse(pool.holds("a_1_all.deb", digest("abc")));
		assertFalse(pool.holds("a_1_all.deb", null), "nobody knows what it is to hold");
		assertFalse(pool.take(fetched("abx"), "a_1_all.deb", digest("abc")));
		assertEquals("abd", Files.readString(pool.file("a_1_all.deb")), "of no use, but not ours to remove");
		assertTrue(pool.take(fetched("abc"), "a_1_all.deb", digest("abc")));
		assertEquals("abc", Files.readString(pool.file("a_1_all.deb")));
	}

	@Test
	void whatAnInterruptedTakeOverLeftGoesAndNothingElse() throws Exception {
		pool.prepare();
		Files.writeString(pool.folder().resolve("half_1_all.deb.part"), "ab");
		Files.writeString(pool.folder().resolve("letter.odt.part"), "x");
		Files.writeString(pool.folder().resolve("letter.odt"), "x");
		Files.createDirectory(pool.folder().resolve("b_1_all.deb.part"));
		pool.prepare();
		assertEquals(List.of("b_1_all.deb.part", "letter.odt", "letter.odt.part"), names(pool.folder()));
	}

	@Test
	void noLinkIsFollowed() throws Exception {
		Path other = Files.createDirectory(folder.resolve("Documents"));
		Files.writeString(other.resolve("a_1_all.deb"), "abc");
		Files.writeString(other.resolve("b_1_all.deb.part"), "abc");
		pool.prepare();
		Files.createSymbolicLink(pool.file("a_1_all.deb"), other.resolve("a_1_all.deb"));
		assertFalse(pool.holds("a_1_all.deb", digest("abc")));
		Path link = Files.createSymbolicLink(folder.resolve("link"), other.resolve("a_1_all.deb"));
		assertFalse(pool.take(link, "c_1_all.deb", digest("abc")));
		assertTrue(pool.take(fetched("abc"), "a_1_all.deb", digest("abc")));
		assertTrue(Files.isRegularFile(pool.file("a_1_all.deb"), LinkOption.NOFOLLOW_LINKS));
		PackagePool linked = new PackagePool(Files.createSymbolicLink(folder.resolve("pool"), other));
		assertFalse(linked.holds("a_1_all.deb", digest("abc")));
		assertThrows(NotDirectoryException.class, linked::prepare);
		assertTrue(Files.exists(other.resolve("b_1_all.deb.part")));
	}

	@Test
	void aFolderIsNoPackageAndAPathNoName() throws Exception {
		pool.prepare();
		Files.createDirectory(pool.file("a_1_all.deb"));
		assertFalse(pool.holds("a_1_all.deb", digest("abc")));
		for (String name : List.of("../a_1_all.deb", "/a_1_all.deb", "a", ".deb", ".a_1_all.deb", "a/b_1_all.deb",
				"a\nb_1_all.deb")) {
			assertFalse(pool.holds(name, digest("abc")), name);
			assertThrows(IllegalArgumentException.class, () -> pool.file(name), name);
		}
	}

	@Test
	void theFolderOfTheCloneIsItsOwners() throws Exception {
		assertFalse(Files.exists(pool.folder()));
		pool.prepare();
		for (Path made : List.of(pool.folder(), pool.folder().getParent())) {
			assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
		}
		assertTrue(pool.folder().getParent().endsWith("clone.qcow2.likeness"));
	}

	private static List<String> names(Path folder) throws Exception {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}
}
