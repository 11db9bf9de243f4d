/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.eclipse.core.runtime.NullProgressMonitor;

import org.likeness.guestfs.internal.Command;
import org.likeness.guestfs.internal.ThisProcess;

/**
 * The folder in which a clone's system is put together; removed when it is closed. It is locked while it is in use, so
 * that the next run can remove what a killed one left behind. It lies in /var/tmp, which can hold gigabytes, and which the
 * user who stands for the clone's root can reach.
 */
final class WorkFolder implements AutoCloseable {

	static final Path BASE = Path.of("/var/tmp");
	private static final String PREFIX = "likeness-starter-";
	private static final String LOCK = "lock";

	/** A folder without a lock is being made just now, or its maker was killed at that very moment. */
	private static final Duration GRACE = Duration.ofHours(1);

	/** What a killed program started takes some seconds to end, and may write until then. */
	private static final int TRIES = 20;
	private static final long PAUSE_MILLIS = 500;

	/** Those of this process: not to be opened, as with {@link PartFile}. */
	private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

	private final Path path;
	private final FileChannel lock;
	private final Tools tools;

	WorkFolder(Tools tools) throws IOException {
		this.tools = tools;
		removeAbandoned(tools);
		path = Files.createTempDirectory(BASE, PREFIX);
		HELD.add(path);
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
		lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
		lock.lock();
	}

	Path path() {
		return path;
	}

	/** @return how many bytes there is room for */
	static long usableSpace() {
		return BASE.toFile().getUsableSpace();
	}

	@Override
	public void close() throws IOException {
		try (lock) {
			for (int tries = 1; true; tries++) {
				try {
					remove(path, tools);
					return;
				} catch (IOException e) {
					if (tries == TRIES) {
						throw e;
					}
					pause(e);
				}
			}
		} finally {
			HELD.remove(path);
		}
	}

	private static void pause(IOException failure) throws IOException {
		try {
			Thread.sleep(PAUSE_MILLIS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw failure;
		}
	}

	private static void removeAbandoned(Tools tools) throws IOException {
		List<Path> folders;
		try (Stream<Path> entries = Files.list(BASE)) {
			folders = entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX)).toList();
		}
		for (Path folder : folders) {
			try {
				if (!HELD.contains(folder) && Files.isDirectory(folder) && !Files.isSymbolicLink(folder)
						&& isOwn(folder)
						&& isAbandoned(folder)) {
					remove(folder, tools);
				}
			} catch (IOException e) {
				continue; // what a killed run started takes some seconds to end; a later run removes it then
			}
		}
	}

	private static boolean isOwn(Path folder) throws IOException {
		return Files.getAttribute(folder, "unix:uid").equals(ThisProcess.userId());
	}

	private static boolean isAbandoned(Path folder) throws IOException {
		Path file = folder.resolve(LOCK);
		if (!Files.exists(file)) {
			return Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(GRACE));
		}
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
				FileLock held = channel.tryLock()) {
			return held != null;
		} catch (OverlappingFileLockException e) {
			return false; // another thread of this process holds it
		}
	}

	/** Not on another file system: if something of the laptop's should be mounted below, it stays. */
	private static void remove(Path folder, Tools tools) throws IOException {
		NullProgressMonitor uncancelled = new NullProgressMonitor();
		Path root = folder.resolve("root");
		if (tools.subordinate().isPresent() && Files.exists(root)) {
			Command.toTidyUp(tools.asCloneRoot(List.of("find", root.toString(), "-xdev", "-mindepth", "1", "-delete")))
					.run(uncancelled, line -> {
					});
		}
		// The lock goes last: as long as it is there, the next run knows that the folder is nobody's.
		for (Path path : List.of(root, folder)) {
			StringBuilder said = new StringBuilder();
			if (Command.toTidyUp(List.of("rm", "-rf", "--one-file-system", "--", path.toString())).run(uncancelled,
					said::append) != 0) {
				throw new IOException(path + " can't be removed: " + said);
			}
		}
	}
}
