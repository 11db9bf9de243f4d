/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.likeness.core.MachineException;
import org.likeness.guestfs.internal.LockedFiles;
import org.likeness.guestfs.internal.ThisProcess;

/**
 * An image that is being made: a file beside the one that it becomes. Until it is published there is no image; then there
 * is the whole of it. A part file that a killed run left behind is taken over by the next one.
 */
final class PartFile implements AutoCloseable {

	/** One byte where no image reaches and QEMU, which locks some of the first bytes, has no lock. */
	private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

	/** A clone comes to hold what is its owner's alone. */
	private static final FileAttribute<?> PRIVATE = PosixFilePermissions
			.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

	private static final String SUFFIX = ".likeness-part";

	/** Between being made and being locked a file is nobody's for a moment. */
	private static final Duration GRACE = Duration.ofMinutes(1);

	/**
	 * Those that are being made in this process: they must not even be opened, for closing any channel to a file gives up all
	 * of the process's locks on it (fcntl(2)).
	 */
	private static final Set<Path> HELD = new HashSet<>();

	private final Path image;
	private final Path part;
	private final FileChannel channel;
	private final Object key;

	private PartFile(Path image, Path part, FileChannel channel, Object key) {
		this.key = key;
		this.image = image;
		this.part = part;
		this.channel = channel;
	}

	/**
	 * @param image what it is to become; must not exist
	 * @throws MachineException if it exists, can't be made, or is being made by another process; nothing was changed
	 */
	static PartFile create(Path image) throws MachineException {
		Path target = image.toAbsolutePath().normalize();
		if (exists(target)) {
			throw existing(target);
		}
		Path folder = target.getParent();
		if (folder == null || !Files.isDirectory(folder)) {
			throw new MachineException("There is no such folder to put the clone into", String.valueOf(folder),
					"No clone was made.", "Make the folder first, or choose another.");
		}
		synchronized (HELD) {
			removeAbandoned(folder);
			return make(target, folder);
		}
	}

	/** What a killed process has left for an image of another name: hundreds of megabytes that nobody sees. */
	private static void removeAbandoned(Path folder) {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*" + SUFFIX)) {
			for (Path file : files) {
				if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !HELD.contains(file)
						&& Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(ThisProcess.userId())
						&& Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(GRACE))) {
					removeIfAbandoned(file);
				}
			}
		} catch (IOException | DirectoryIteratorException e) {
			return; // that it is tidy there is not what was asked for
		}
	}

	private static void removeIfAbandoned(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
			if (tryLock(channel) != null) {
				Files.deleteIfExists(file);
			}
		}
	}

	private static PartFile make(Path target, Path folder) throws MachineException {
		Path part = folder.resolve("." + target.getFileName() + SUFFIX);
		if (HELD.contains(part)) {
			throw busy(target);
		}
		try {
			if (!exists(part)) {
				Files.createFile(part, PRIVATE);
			}
			Object before = key(part);
			FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
			LockedFiles.add(before, Optional.of(List.of())); // a new image rests on none
			boolean taken = false;
			try {
				FileLock lock = tryLock(channel);
				// Its last holder may have published or removed it between our opening and our locking.
				if (lock == null || before == null || !before.equals(key(part)) || exists(target)) {
					throw busy(target);
				}
				channel.truncate(0);
				HELD.add(part);
				taken = true;
				return new PartFile(target, part, channel, before);
			} finally {
				if (!taken) {
					LockedFiles.remove(before);
					channel.close();
				}
			}
		} catch (FileAlreadyExistsException e) {
			throw busy(target);
		} catch (IOException e) {
			throw new MachineException("A file can't be made in that folder", folder.toString(), "No clone was made.",
					"Choose a folder that you can write to. The system says: " + e.getMessage(), e);
		}
	}

	private static boolean exists(Path path) {
		return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
	}

	/** @return what the path stands for now: device and inode, null for nothing */
	private static Object key(Path path) throws IOException {
		try {
			return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
		} catch (NoSuchFileException e) {
			return null;
		}
	}

	private static MachineException busy(Path target) {
		return new MachineException("This clone is being made by another process just now", target.toString(),
				"That process goes on; this one changed nothing.", "Wait for it, or choose another name.");
	}

	private static FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock(LOCKED_BYTE, 1, false);
		} catch (OverlappingFileLockException e) {
			return null; // another thread of this process holds it
		}
	}

	private static MachineException existing(Path target) {
		return new MachineException("There is such a file already, and it is never overwritten", target.toString(),
				"It was not changed.", "Choose another name, or remove that file yourself.");
	}

	Path path() {
		return part;
	}

	/**
	 * Makes it the image, in one step, once all of it is on the disk.
	 *
	 * @throws MachineException if there is such an image by now; it is not overwritten
	 * @throws IOException      if that failed; there is no image
	 */
	void publish() throws IOException, MachineException {
		channel.force(true);
		try {
			Files.createLink(image, part); // unlike a rename, this never replaces a file
			Files.delete(part);
		} catch (FileAlreadyExistsException e) {
			throw existing(image);
		} catch (UnsupportedOperationException | FileSystemException e) {
			if (exists(image)) {
				throw existing(image);
			}
			Files.move(part, image); // a file system without hard links, such as a flash drive's
		}
		try (FileChannel folder = FileChannel.open(image.getParent(), StandardOpenOption.READ)) {
			folder.force(true);
		}
	}

	/** Removes it, if it has not become the image. */
	@Override
	public void close() throws IOException {
		try (channel) {
			Files.deleteIfExists(part);
		} finally {
			LockedFiles.remove(key);
			synchronized (HELD) {
				HELD.remove(part);
			}
		}
	}
}
