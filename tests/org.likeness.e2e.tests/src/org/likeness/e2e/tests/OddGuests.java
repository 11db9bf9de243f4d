/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

import org.likeness.core.Digest;
import org.likeness.guestfs.internal.Acceleration;

/**
 * Guests with unusual layouts and names, made once by odd-guests.sh and kept below the repository's .cache folder until
 * that script changes. The trees that they were made of stay beside them.
 */
public final class OddGuests {

	private static Path folder;

	private OddGuests() {
	}

	/** @return the image or tree of that name; not to be changed */
	public static synchronized Path get(String name) throws Exception {
		if (folder == null) {
			folder = make();
		}
		return folder.resolve(name);
	}

	private static Path make() throws Exception {
		byte[] script;
		try (InputStream in = OddGuests.class.getResourceAsStream("odd-guests.sh")) {
			script = in.readAllBytes();
		}
		String version = Digest.of(Digest.computation().digest(script)).toString().substring(0, 16);
		Path parent = Files.createDirectories(cache());
		Path made = parent.resolve("odd-" + version);
		if (Files.isDirectory(made)) {
			return made;
		}
		Path fresh = Files.createTempDirectory(parent, "making-");
		try {
			Path file = Files.write(fresh.resolve("odd-guests.sh"), script);
			Path log = fresh.resolve("log");
			ProcessBuilder builder = new ProcessBuilder("bash", file.toString(), fresh.toString());
			if (!new Acceleration(Path.of("/usr/bin/qemu-system-x86_64")).verdict().kvm()) {
				builder.environment().putIfAbsent("LIBGUESTFS_BACKEND_SETTINGS", "force_tcg");
			}
			Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
			assertEquals(0, process.waitFor(), () -> read(log));
			Files.move(fresh, made, StandardCopyOption.ATOMIC_MOVE);
		} finally {
			delete(fresh);
		}
		return made;
	}

	private static String read(Path log) {
		try {
			return Files.readString(log);
		} catch (IOException e) {
			return e.toString();
		}
	}

	/** The tests run somewhere in the repository; its top has the bundles. */
	private static Path cache() {
		Path folder = Path.of("").toAbsolutePath();
		while (folder.getParent() != null && !Files.isDirectory(folder.resolve("bundles"))) {
			folder = folder.getParent();
		}
		return folder.resolve(".cache/guests");
	}

	private static void delete(Path folder) throws IOException {
		if (Files.exists(folder)) {
			try (Stream<Path> files = Files.walk(folder)) {
				for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
					Files.deleteIfExists(file);
				}
			}
		}
	}
}
