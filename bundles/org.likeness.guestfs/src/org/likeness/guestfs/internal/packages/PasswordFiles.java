/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files with passwords among those that apt is to read: lists of sources, and settings that name proxies. They lie on
 * the disk only while apt runs, and go with this process, however it is told to end. In between they are in memory.
 */
final class PasswordFiles {

	private static final Pattern IN_ADDRESS = Pattern.compile("://[^/\\s]*@");

	private final Path root;
	private final Map<Path, byte[]> hidden = new HashMap<>();

	/** @param root the folder that apt takes for the system */
	PasswordFiles(Path root) {
		this.root = root;
	}

	/** Forgets all: other files are about to be written. */
	synchronized void forget() {
		hidden.clear();
	}

	/** Writes them again, for nobody but the user. */
	synchronized void reveal() throws IOException {
		for (Map.Entry<Path, byte[]> file : hidden.entrySet()) {
			Files.deleteIfExists(file.getKey());
			Files.createFile(file.getKey(),
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			Files.write(file.getKey(), file.getValue());
		}
	}

	/** Takes them off the disk; one that can't be looked at goes too, and is lost. */
	synchronized void hide() throws IOException {
		for (Path file : candidates()) {
			byte[] content = Files.readAllBytes(file);
			if (IN_ADDRESS.matcher(new String(content, StandardCharsets.ISO_8859_1)).find()) {
				hidden.put(file, content);
				Files.delete(file);
			}
		}
	}

	private List<Path> candidates() throws IOException {
		if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
			return List.of();
		}
		Path settings = root.resolve("etc/apt");
		try (Stream<Path> all = Files.walk(root, 4)) {
			return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
					.filter(file -> file.getParent().equals(root)
							|| file.startsWith(settings) && file.toString().contains("/sources.list"))
					.toList();
		}
	}
}
