/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.likeness.core.CloneFolder;
import org.likeness.core.Digest;

/**
 * The packages that were fetched for a clone, in a folder beside its image. They stay there, so that a step can be
 * rolled back when no source has them any more. The folder may come from anywhere, and what it holds becomes part of a
 * system: so a file counts only if it holds what a package source has promised, and no link is followed.
 *
 * @param folder need not exist
 */
public record PackagePool(Path folder) {

	private static final Pattern ARCHIVE = Pattern.compile("[a-z0-9][A-Za-z0-9.+~%_-]*\\.deb");
	/** What was not taken over whole has such a name. */
	private static final String PART = ".part";

	/** @return the pool of the clone of that folder */
	public static PackagePool of(CloneFolder clone) {
		return new PackagePool(clone.folder().resolve("packages"));
	}

	/** @return how apt names the file of a package: with its version and architecture, where a colon is escaped */
	static String fileName(String name, String version, String architecture) {
		return name + "_" + version.replace("%", "%25").replace("_", "%5f").replace(":", "%3a") + "_" + architecture
				+ ".deb";
	}

	/**
	 * @return where a file of the pool is, or would be
	 * @throws IllegalArgumentException if no package's file has such a name
	 */
	public Path file(String archive) {
		if (!ARCHIVE.matcher(archive).matches()) {
			throw new IllegalArgumentException("not the file of a package: " + archive);
		}
		return folder.resolve(archive);
	}

	/**
	 * @param digest what the file is to hold; {@code null} if nobody knows
	 * @return whether it is there, and holds that: read anew each time
	 */
	boolean holds(String archive, Digest digest) {
		if (digest == null || !isFolder() || !ARCHIVE.matcher(archive).matches()) {
			return false;
		}
		Path file = file(archive);
		if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
			return false;
		}
		try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
			return digest.equals(copy(in, OutputStream.nullOutputStream()));
		} catch (IOException e) {
			return false; // it is fetched again, as if it were not there
		}
	}

	/** @return how large a file is, in bytes */
	long size(String archive) throws IOException {
		return Files.size(file(archive));
	}

	private boolean isFolder() {
		return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
	}

	/**
	 * Makes the folder, if it is missing, and removes what a take-over that was interrupted left in it.
	 *
	 * @throws IOException if it can't be made, or something else stands there
	 */
	void prepare() throws IOException {
		FileAttribute<?> own = PosixFilePermissions
				.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
		Files.createDirectories(folder.getParent(), own);
		if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
			Files.createDirectory(folder, own);
		}
		if (!isFolder()) {
			throw new NotDirectoryException(folder + " is no folder (a link is not followed here)");
		}
		try (Stream<Path> files = Files.list(folder)) {
			for (Path left : files.filter(PackagePool::isPart).toList()) {
				Files.delete(left);
			}
		}
	}

	private static boolean isPart(Path file) {
		String name = file.getFileName().toString();
		return name.endsWith(PART) && ARCHIVE.matcher(name.substring(0, name.length() - PART.length())).matches()
				&& !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
	}

	/**
	 * Takes over a file that was fetched; it is on the disk before it has its name.
	 *
	 * @return whether it was taken; it was not if it is not there or holds something else
	 * @throws IOException if it can't be written; what the pool had under that name is still there
	 */
	boolean take(Path fetched, String archive, Digest digest) throws IOException {
		if (!Files.isRegularFile(fetched, LinkOption.NOFOLLOW_LINKS)) {
			return false;
		}
		Path file = file(archive);
		Path part = file.resolveSibling(archive + PART);
		boolean whole = false;
		try (InputStream in = Files.newInputStream(fetched, LinkOption.NOFOLLOW_LINKS);
				FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW,
						StandardOpenOption.WRITE)) {
			whole = digest.equals(copy(in, Channels.newOutputStream(channel)));
			channel.force(true);
		} finally {
			if (!whole) {
				Files.deleteIfExists(part);
			}
		}
		if (whole) {
			Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
			try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
				channel.force(true);
			}
		}
		return whole;
	}

	private static Digest copy(InputStream in, OutputStream out) throws IOException {
		MessageDigest computation = Digest.computation();
		new DigestInputStream(in, computation).transferTo(out);
		return Digest.of(computation.digest());
	}
}
