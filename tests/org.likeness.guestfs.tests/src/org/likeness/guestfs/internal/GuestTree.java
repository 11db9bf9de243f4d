/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A system in which the appliance's scripts can be run without an appliance: this computer's own, below an overlay that
 * takes all that is written, in a mount namespace of root's.
 */
final class GuestTree {

	/** Far more than anything here takes: only what never ends is cut off. */
	private static final int MINUTES = 10;

	private final Path folder;

	/** @param folder an empty one, for what is written */
	GuestTree(Path folder) throws IOException {
		this.folder = folder;
		for (String part : List.of("upper", "work", "root", "temporary")) {
			Files.createDirectory(folder.resolve(part));
		}
	}

	/** @return where a file of the system is if it has been written */
	Path written(String path) {
		return folder.resolve("upper").resolve(path.substring(1));
	}

	/** Runs a part of a script as the appliance does. @return all that it prints */
	List<String> run(Mailbox.Request request, String body) throws Exception {
		String root = folder.resolve("root").toString();
		Path script = Files.writeString(folder.resolve("script"),
				"mount -t overlay -o lowerdir=/,upperdir=" + folder.resolve("upper") + ",workdir="
						+ folder.resolve("work") + " overlay " + root + " || exit 9\nexport LC_ALL=C\nt="
						+ folder.resolve("temporary") + "\n" + request.function() + "{\n"
						+ body.replace(GuestPaths.SYSROOT, root) + "\n} | cat\n",
				StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
		Path said = folder.resolve("said");
		Process process = new ProcessBuilder("setsid", "unshare", "--mount", "sh", script.toString())
				.redirectErrorStream(true).redirectOutput(said.toFile())
				.redirectInput(Path.of("/dev/null").toFile()).start();
		boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
		if (!ended) {
			new ProcessBuilder("sh", "-c", "kill -s KILL -- -" + process.pid()).start().waitFor();
		}
		List<String> lines = new ArrayList<>(Files.readAllLines(said, StandardCharsets.ISO_8859_1));
		assertTrue(ended, "it does not end: " + lines);
		return lines;
	}

	/** Runs a program of the system. */
	List<String> run(String... words) throws Exception {
		Mailbox.Request request = new Mailbox.Request().section();
		for (String word : words) {
			request.add(word);
		}
		return run(request, GuestRoot.script("section 0 | xargs -0 " + GuestRoot.chroot() + "; status=$?", ":"));
	}
}
