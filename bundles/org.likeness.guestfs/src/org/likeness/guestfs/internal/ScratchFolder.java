/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A private folder for the time that an appliance runs. It goes when it is closed or the JVM ends; what a killed JVM has
 * left goes when the next one makes such a folder.
 */
final class ScratchFolder implements AutoCloseable {

	private static final String PREFIX = "likeness-scratch-";

	private final Path path;
	private final Thread atExit;

	private ScratchFolder(Path path) {
		this.path = path;
		this.atExit = new Thread(() -> delete(path), "delete " + path);
		Runtime.getRuntime().addShutdownHook(atExit);
	}

	/** Makes a folder beside those of libguestfs: on a disk, not in memory, for an answer can be large. */
	static ScratchFolder make() throws IOException {
		return make(parent());
	}

	static ScratchFolder make(Path parent) throws IOException {
		deleteStale(parent);
		ProcessHandle self = ProcessHandle.current();
		String name = PREFIX + self.pid() + "-" + started(self) + "-" + UUID.randomUUID();
		return new ScratchFolder(Files.createDirectory(parent.resolve(name),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
	}

	/** The folder that guestfs(3) names for large temporary files. */
	static Path parent() {
		return Stream.of("LIBGUESTFS_CACHEDIR", "TMPDIR").map(System::getenv).filter(value -> value != null)
				.map(Path::of).findFirst().orElse(Path.of("/var/tmp"));
	}

	Path path() {
		return path;
	}

	@Override
	public void close() {
		delete(path);
		try {
			Runtime.getRuntime().removeShutdownHook(atExit);
		} catch (IllegalStateException e) {
			return; // the JVM is ending, and the hook finds nothing to do
		}
	}

	/** The number of a process is used again at some time; together with its start it is not. */
	private static long started(ProcessHandle process) {
		return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
	}

	private static void deleteStale(Path parent) throws IOException {
		try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
			for (Path folder : folders) {
				String[] parts = folder.getFileName().toString().substring(PREFIX.length()).split("-", 3);
				if (parts.length == 3 && isOurs(folder) && !runs(parts[0], parts[1])) {
					delete(folder);
				}
			}
		}
	}

	private static boolean isOurs(Path folder) {
		try {
			return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
					&& Files.getOwner(folder).equals(Files.getOwner(Path.of("/proc/self")));
		} catch (IOException e) {
			return false;
		}
	}

	private static boolean runs(String pid, String start) {
		try {
			Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
			return process.isPresent() && started(process.get()) == Long.parseLong(start);
		} catch (NumberFormatException e) {
			return true;
		}
	}

	/** Symlinks in the folder lead to images; they go, and what they lead to stays. */
	private static void delete(Path folder) {
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(file);
			}
		} catch (IOException | UncheckedIOException e) {
			return; // the next start tries again
		}
	}
}
