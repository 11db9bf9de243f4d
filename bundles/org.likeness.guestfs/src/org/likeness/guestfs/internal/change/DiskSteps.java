/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.MachineException;
import org.likeness.core.RecordPublisher;
import org.likeness.guestfs.internal.QemuImg;

/** The steps as they are done on this computer's disks. */
final class DiskSteps implements DurableSteps {

	/** For writing an overlay into its image, which takes as long as it takes. */
	private static final int SECONDS = 24 * 60 * 60;

	private final Path image;

	/** @param image named in errors */
	DiskSteps(Path image) {
		this.image = image;
	}

	@Override
	public long room(Path folder) {
		return folder.toFile().getUsableSpace();
	}

	@Override
	public void makeFolder(Path folder) throws IOException {
		if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
			Files.createDirectory(folder,
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
			sync(folder.getParent());
		}
	}

	@Override
	public void write(Path file, byte[] contents) throws IOException {
		Path fresh = fresh(file);
		try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE,
				StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
			ByteBuffer bytes = ByteBuffer.wrap(contents);
			while (bytes.hasRemaining()) {
				channel.write(bytes);
			}
			channel.force(true);
		}
		Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
		sync(file.getParent());
	}

	@Override
	public void rename(Path from, Path to) throws IOException {
		Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
		syncFolders(from, to);
	}

	/** rename(2) replaces what is there and link(2) does not; some file systems of flash drives have no links. */
	@Override
	public void giveBack(Path from, Path to) throws IOException {
		if (link(from, to)) {
			sync(to.getParent());
			Files.delete(from);
		} else if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
			throw new FileAlreadyExistsException(to.toString());
		} else {
			Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
		}
		syncFolders(from, to);
	}

	@Override
	public void delete(Path file) throws IOException {
		Files.deleteIfExists(fresh(file));
		if (Files.deleteIfExists(file)) {
			sync(file.getParent());
		}
	}

	/** A folder can be opened for reading only, which is enough for fsync(2) on Linux. */
	@Override
	public void sync(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			channel.force(true);
		}
	}

	@Override
	public void qemuImg(IProgressMonitor monitor, String... arguments) throws MachineException {
		QemuImg.Result result = new QemuImg(image, SECONDS).run(monitor, arguments);
		if (result.status() != 0) {
			throw new MachineException(
					"qemu-img " + arguments[0] + " failed (" + QemuImg.lastLine(result.message()) + ")",
					image.toString(), "It wrote nothing, or a part.",
					"See whether the disk is full or the image is in use.");
		}
	}

	@Override
	public void publish(RecordPublisher publisher, String record) throws MachineException {
		publisher.publish(record);
	}

	/** @return where new contents of a file are written; a kill leaves them there */
	static Path fresh(Path file) {
		return file.resolveSibling(file.getFileName() + ".new");
	}

	/** @return whether there are links here */
	private static boolean link(Path from, Path to) throws FileAlreadyExistsException {
		try {
			Files.createLink(to, from);
			return true;
		} catch (FileAlreadyExistsException e) {
			throw e;
		} catch (IOException | UnsupportedOperationException e) {
			return false;
		}
	}

	private void syncFolders(Path from, Path to) throws IOException {
		sync(to.getParent());
		sync(from.getParent());
	}
}
