/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.likeness.core.Name;

/**
 * Turns names into the paths of java.nio and back without losing a byte, whatever the locale is. A path keeps the bytes
 * of the file system, but its string form does not: a name that is not of the locale's encoding comes out as question
 * marks. Its URI form does keep them: each byte that is no plain character stands there as {@code %NN}.
 */
public final class NativeNames {

	/**
	 * {@link Path#toUri()} asks the file system whether the path is a folder. Below this one nothing can be, so the
	 * question never reaches a symlink's target or a slow disk.
	 */
	private static final Path NOWHERE = Path.of("/dev/null");

	private NativeNames() {
	}

	/** @return the bytes of a relative or absolute path, as the file system gave it, even where they are not normal */
	public static Name name(Path path) {
		String text = path.toString();
		if (isAscii(text)) {
			return Name.of(text);
		}
		int slashes = 0;
		while (slashes < text.length() && text.charAt(slashes) == '/') {
			slashes++;
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
		bytes.writeBytes("/".repeat(slashes).getBytes(StandardCharsets.US_ASCII));
		Path relative = path.subpath(0, path.getNameCount());
		String escaped = NOWHERE.resolve(relative).toUri().getRawPath();
		for (int i = NOWHERE.toString().length() + 1; i < escaped.length(); i++) {
			char c = escaped.charAt(i);
			if (c == '%') {
				bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
				i += 2;
			} else {
				bytes.write(c);
			}
		}
		return Name.ofBytes(bytes.toByteArray());
	}

	/** @return the path of the entry {@code component} of {@code folder} */
	public static Path resolve(Path folder, Name component) {
		if (isAscii(component.raw())) {
			return folder.resolve(component.raw());
		}
		StringBuilder uri = new StringBuilder("file:///");
		for (byte b : component.bytes()) {
			uri.append(String.format("%%%02X", b & 0xff));
		}
		return folder.resolve(Path.of(URI.create(uri.toString())).getFileName());
	}

	/** @return the path of {@code relative}, one or more components, below {@code folder} */
	public static Path resolveAll(Path folder, Name relative) {
		Path path = folder;
		for (String component : relative.raw().split("/")) {
			path = resolve(path, Name.ofBytes(component.getBytes(StandardCharsets.ISO_8859_1)));
		}
		return path;
	}

	/** Every encoding of a Linux locale keeps ASCII, so these characters are the bytes. */
	private static boolean isAscii(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) >= 0x80) {
				return false;
			}
		}
		return true;
	}
}
