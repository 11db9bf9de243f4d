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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import org.likeness.core.UserFolders;

/**
 * A private folder for the time that an appliance runs. It goes when it is closed or the JVM ends; what a killed JVM has
 * left goes when the next one makes such a folder.
 */
final class ScratchFolder implements AutoCloseable {

	private static final String PREFIX = "likeness-scratch-";

	/** What has to be free in bytes: the walk of a million files takes about 200 MB, a batch of contents 64. */
	static final long ROOM = 512L << 20;

	private static final Path USUAL = Path.of("/var/tmp");

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
		Files.createDirectories(parent);
		deleteStale(parent);
		if (!parent.equals(USUAL) && Files.isDirectory(USUAL)) {
			deleteStale(USUAL);
		}
		ProcessHandle self = ProcessHandle.current();
		String name = PREFIX + self.pid() + "-" + started(self) + "-" + UUID.randomUUID();
		return new ScratchFolder(Files.createDirectory(parent.resolve(name),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
	}

	/** The folder that guestfs(3) names for large temporary files; where that is full, a cache of the user's own. */
	static Path parent() {
		return parent(System.getenv(), UserFolders.cache(), ScratchFolder::room);
	}

	/** @param own  the cache @param room how many bytes can be written in a folder */
	static Path parent(Map<String, String> environment, Path own, ToLongFunction<Path> room) {
		return Stream.of("LIBGUESTFS_CACHEDIR", "TMPDIR").map(environment::get).filter(value -> value != null)
				.map(Path::of).findFirst()
				.orElseGet(() -> room.applyAsLong(USUAL) < ROOM && room.applyAsLong(own) >= ROOM ? own : USUAL);
	}

	/** @return how many bytes can be written in a folder, which need not exist */
	static long room(Path folder) {
		Path there = folder;
		while (there.getParent() != null && Files.notExists(there)) {
			there = there.getParent();
		}
		return there.toFile().getUsableSpace();
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
