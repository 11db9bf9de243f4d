/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.likeness.core.Digest;

/**
 * Tells whether an image's files are what they were: by inode, size, and the times of their last change, of which the
 * kernel alone sets one (st_ctime). Numbers of devices and paths are left out: they may be others after a restart. Where
 * times are kept badly a stamp may differ for no reason, which only makes Likeness more careful.
 */
final class ImageStamp {

	private ImageStamp() {
	}

	/** @return what stays the same as long as nobody writes to a file, whatever its name */
	static String ofContents(Path file) throws IOException {
		return stat(file, "ino", "size", "lastModifiedTime");
	}

	/** @param files the image and all that it rests on */
	static String of(List<Path> files) throws IOException {
		MessageDigest digest = Digest.computation();
		for (Path file : files) {
			String line = stat(file, "ino", "size", "lastModifiedTime", "ctime") + "\n";
			digest.update(line.getBytes(StandardCharsets.UTF_8));
		}
		return Digest.of(digest.digest()).toString();
	}

	private static String stat(Path file, String... names) throws IOException {
		Map<String, Object> stat = Files.readAttributes(file, "unix:" + String.join(",", names),
				LinkOption.NOFOLLOW_LINKS);
		return Stream.of(names).map(name -> stat.get(name).toString()).collect(Collectors.joining(" "));
	}
}
