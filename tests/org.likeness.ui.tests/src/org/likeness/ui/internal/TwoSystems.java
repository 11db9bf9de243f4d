/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.likeness.core.KnownClones.KnownClone;

/**
 * Two folders, each with a small Debian system: one stands for the laptop, the other for the clone. What differs is
 * written down here and nowhere else.
 */
final class TwoSystems {

	/** In both, with another value of EDITOR. */
	static final String CHANGED_TEXT = ".bashrc";
	/** In both, with other bytes. */
	static final String CHANGED_BINARY = ".config/logo.bin";
	/** On the laptop only. */
	static final String MISSING = ".vimrc";
	/** In both, in another version. */
	static final String CHANGED_PACKAGE = "bash";
	/** On the clone only. */
	static final String EXTRA_PACKAGE = "nano";

	private static final int APPLICATIONS = 40;

	private final Path laptop;
	private final Path clone;

	/** @param folder where both are made */
	TwoSystems(Path folder) throws IOException {
		laptop = folder.resolve("laptop");
		clone = folder.resolve("clone");
		make(laptop, "vim", 0, "5.2.15-2", List.of("coreutils", "vim", "git", "linux-image-amd64"));
		write(laptop.resolve("home/ann/" + MISSING), "set number\n");
		make(clone, "nano", 1, "5.2.15-1", List.of("coreutils", "git", "linux-image-amd64", EXTRA_PACKAGE));
	}

	Path laptop() {
		return laptop;
	}

	KnownClone known() {
		return new KnownClone(clone, "", "");
	}

	/** Makes the clone one of another distribution, with a settings database that can't be read. */
	void makeStrange() throws IOException {
		write(clone.resolve("etc/os-release"),
				"PRETTY_NAME=\"Ubuntu 24.04 LTS\"\nID=ubuntu\nVERSION_ID=\"24.04\"\nVERSION_CODENAME=noble\n");
		write(laptop.resolve("etc/apt/sources.list"), "deb http://deb.example.org/debian bookworm main\n");
		write(clone.resolve("etc/apt/sources.list"), "deb http://archive.example.org/ubuntu noble main\n");
		Path linked = clone.resolve("home/ann/.config/app39");
		Files.delete(linked.resolve("settings.ini"));
		Files.delete(linked);
		Files.createSymbolicLink(linked, Path.of("/srv/elsewhere"));
		write(laptop.resolve("home/ann/.config/blocked"), "a file\n");
		write(clone.resolve("home/ann/.config/blocked/inside"), "of a folder\n");
		write(clone.resolve("home/ann/.config/dconf/user"), "neither a database nor empty\n");
	}

	private static void make(Path root, String editor, int seed, String bash, List<String> packages)
			throws IOException {
		write(root.resolve("etc/os-release"),
				"PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID=\"12\"\n"
						+ "VERSION_CODENAME=bookworm\n");
		write(root.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/bash\nann:x:1000:1000:Ann:/home/ann:/bin/bash\n");
		write(root.resolve("etc/hostname"), root.getFileName() + "\n");
		StringBuilder status = new StringBuilder(stanza(CHANGED_PACKAGE, bash));
		packages.forEach(name -> status.append('\n').append(stanza(name, "1.0-1")));
		write(root.resolve("var/lib/dpkg/status"), status.toString());
		Path home = root.resolve("home/ann");
		write(home.resolve(CHANGED_TEXT), "alias ll=\"ls -l\"\nexport EDITOR=" + editor + "\n");
		write(home.resolve(".profile"), "umask 022\n");
		write(home.resolve(".cache/thumbnails/1"), "left out\n");
		byte[] binary = new byte[900];
		java.util.Arrays.fill(binary, (byte) (seed + 1));
		binary[0] = 0;
		Files.createDirectories(home.resolve(CHANGED_BINARY).getParent());
		Files.write(home.resolve(CHANGED_BINARY), binary);
		for (int i = 0; i < APPLICATIONS; i++) {
			write(home.resolve(".config/app" + i + "/settings.ini"),
					"[main]\nvalue=" + (i % 7 == 3 ? i * (1 + seed) : i) + "\n");
		}
	}

	private static String stanza(String name, String version) {
		return "Package: " + name + "\nStatus: install ok installed\nArchitecture: amd64\nVersion: " + version + "\n";
	}

	private static void write(Path file, String text) throws IOException {
		Files.createDirectories(file.getParent());
		Files.write(file, text.getBytes(StandardCharsets.UTF_8));
	}
}
