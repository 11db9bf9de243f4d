/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.guestfs.Desktop;

/** What others can see while mmdebstrap runs, and what it takes over. */
class BootstrapTest {

	private static final String PROXY = "Acquire::http::Proxy \"http://ann:proxysecret@proxy.example:3128\";";

	@TempDir
	Path folder;

	private AptSources sources;
	private AptAccess access;
	private SystemTree tree;

	@BeforeEach
	void write() throws Exception {
		Path laptop = folder.resolve("laptop");
		Files.createDirectories(laptop.resolve("etc/apt"));
		Files.writeString(laptop.resolve("etc/apt/sources.list"),
				"deb http://ann:sourcesecret@mirror.example/debian bookworm main\n");
		sources = AptSources.read(laptop, "bookworm");
		access = new AptAccess(folder.resolve("access"));
		access.write(sources, List.of(PROXY));
		tree = new SystemTree(folder.resolve("tree"), new LaptopFiles(laptop));
		tree.writeEarly();
		tree.writeLate(sources, Optional.empty(), "initialsecret", "1234");
	}

	@Test
	void commandLineHoldsNoSecret() throws Exception {
		List<String> command = new Bootstrap(folder.resolve("root"), tree, access,
				new PackageCache(folder.resolve("cache")), folder.resolve("log"))
				.command("bookworm", new Recipe(Desktop.NONE, List.of()), sources, true);
		assertFalse(command.toString().contains("secret"), command.toString());
		assertEquals("deb http://mirror.example/debian bookworm main", command.get(command.size() - 1));
		List<String> setup = command.stream().filter(word -> word.startsWith("--setup-hook=")).toList();
		assertEquals("--setup-hook=sync-in '" + access.tree() + "' /", setup.get(setup.size() - 1));
	}

	@Test
	void aptGetsThePasswordsAndNobodyElseDoes() throws Exception {
		assertEquals("rwx------", permissions(folder.resolve("access")));
		TreeMap<String, String> seen = new TreeMap<>();
		try (Stream<Path> all = Files.walk(access.tree())) {
			for (Path path : all.toList()) {
				seen.put(access.tree().relativize(path).toString(), permissions(path));
			}
		}
		// mmdebstrap gives the new root's folders the permissions of these.
		assertEquals("{=rwxr-xr-x, etc=rwxr-xr-x, etc/apt=rwxr-xr-x, etc/apt/apt.conf.d=rwxr-xr-x, "
				+ "etc/apt/apt.conf.d/98likeness=rw-------, etc/apt/sources.list=rw-------}", seen.toString());
		assertEquals("deb http://ann:sourcesecret@mirror.example/debian bookworm main\n",
				Files.readString(access.tree().resolve("etc/apt/sources.list")));
		assertEquals(PROXY + "\n", Files.readString(access.tree().resolve("etc/apt/apt.conf.d/98likeness")));
	}

	@Test
	void whatTheCloneKeepsHoldsNoSecret() throws Exception {
		for (Path part : List.of(tree.early(), tree.late())) {
			try (Stream<Path> all = Files.walk(part)) {
				for (Path file : all.filter(path -> Files.isRegularFile(path)).toList()) {
					boolean secret = Files.readString(file).contains("secret");
					assertEquals(file.equals(tree.late().resolve("password")), secret, file.toString());
					assertTrue(!secret || permissions(file).equals("rw-------"), file.toString());
				}
			}
		}
		assertTrue(Recipe.script("customize.sh").contains("rm -f /etc/apt/apt.conf.d/98likeness "));
	}

	private static String permissions(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}
}
