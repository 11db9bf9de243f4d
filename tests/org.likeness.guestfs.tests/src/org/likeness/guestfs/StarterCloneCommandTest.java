/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.MachineException;

/** What is found out before anything is made. */
class StarterCloneCommandTest {

	@TempDir
	Path folder;
	private Path laptop;

	@BeforeEach
	void makeLaptop() throws IOException {
		laptop = Files.createDirectory(folder.resolve("laptop"));
		write("etc/os-release",
				"PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_CODENAME=bookworm\n");
		write("var/lib/dpkg/status",
				"Package: adduser\nArchitecture: all\n\nPackage: dpkg\nStatus: install ok installed\n"
						+ "Architecture: amd64\n\n");
		write("etc/apt/sources.list", "deb http://mirror.example/debian bookworm main\n");
		write("etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
	}

	@Test
	void otherSystemIsRefused() throws IOException {
		write("etc/os-release",
				"PRETTY_NAME=\"Ubuntu 24.04 LTS\"\nID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\n");
		assertRefused("this is Ubuntu 24.04 LTS", command());
	}

	@Test
	void folderThatIsNoSystemIsRefused() throws IOException {
		assertRefused("not a system that says what it is",
				command().setLaptopRoot(Files.createDirectory(folder.resolve("empty"))));
	}

	@Test
	void otherArchitectureIsRefused() throws IOException {
		write("var/lib/dpkg/status", "Package: dpkg\nArchitecture: arm64\n\n");
		assertRefused("architecture is arm64", command());
	}

	@Test
	void laptopWithoutSourcesIsRefused() throws IOException {
		Files.delete(laptop.resolve("etc/apt/sources.list"));
		assertRefused("no usable package source", command());
	}

	@Test
	void tooSmallADiskIsRefusedWithTheLeastSize() {
		assertRefused("at least 2048 MiB", command().setSize(1 << 20));
		assertRefused("at least 5120 MiB", command().setSize(1L << 31).setDesktop(Desktop.XFCE));
	}

	@Test
	void impossibleUserIsRefused() {
		assertRefused("can't be the name of a user", command().setUser("a b"));
	}

	@Test
	void existingImageIsNotTouched() throws IOException {
		Path image = Files.writeString(folder.resolve("clone.qcow2"), "precious");
		assertRefused("never overwritten", command());
		assertEquals("precious", Files.readString(image));
	}

	private StarterCloneCommand command() {
		return new StarterCloneCommand().setImage(folder.resolve("clone.qcow2")).setUser("ann").setLaptopRoot(laptop);
	}

	private static void assertRefused(String expected, StarterCloneCommand command) {
		MachineException failure = assertThrows(MachineException.class, () -> command.call(new NullProgressMonitor()));
		assertTrue(failure.explanation().contains(expected), failure.explanation());
	}

	private void write(String path, String text) throws IOException {
		Path file = laptop.resolve(path);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}
}
