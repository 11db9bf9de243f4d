/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;

/**
 * A folder that may come from anywhere: with a stick, from a share, out of a bucket. Whoever made it can have put
 * anything there; a link in it could make a program read, replace or delete a file of the laptop's. So nothing but plain
 * files and folders is let through, before anything in it is opened.
 */
public final class UntrustedFolder {

	/** Far more than Git, Git LFS or a pool of packages has; each level of a walk holds a folder open. */
	private static final int DEEPEST = 40;

	private final Path folder;

	/** @param folder need not exist; the folders above it are trusted */
	public UntrustedFolder(Path folder) {
		this.folder = folder;
	}

	/**
	 * Looks at the folder itself and at what lies directly in it.
	 *
	 * @throws MachineException if one of them is a link or a special file, or can't be looked at; nothing is changed
	 */
	public void checkEntries() throws MachineException {
		check(1);
	}

	/**
	 * Looks at the folder and at all that is in it, however deep.
	 *
	 * @throws MachineException if there is a link or a special file, or something can't be looked at; nothing is changed
	 */
	public void checkTree() throws MachineException {
		check(DEEPEST);
	}

	private void check(int depth) throws MachineException {
		if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		try {
			Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), depth, new Visitor(depth));
		} catch (Refusal e) {
			throw e.explanation;
		} catch (IOException e) {
			throw new MachineException("A folder that belongs to the clone can't be looked at (" + reason(e) + ")",
					folder.toString(), "Nothing was changed.", "See whether you may read it, then try again.", e);
		}
	}

	private static String reason(IOException failure) {
		return failure.getMessage() == null ? failure.getClass().getSimpleName()
				: failure.getClass().getSimpleName() + ": " + failure.getMessage();
	}

	/** Carries an explanation out of a walk. */
	private static final class Refusal extends IOException {

		private static final long serialVersionUID = 1L;

		private final MachineException explanation;

		Refusal(String what, Path where, String remedy) {
			explanation = new MachineException(what, where.toString(), "Nothing was changed.", remedy);
		}
	}

	private final class Visitor extends SimpleFileVisitor<Path> {

		private final int depth;

		Visitor(int depth) {
			this.depth = depth;
		}

		@Override
		public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
			if (attributes.isSymbolicLink()) {
				throw new Refusal("There is a symbolic link where only files of Likeness's own belong, and it is not "
						+ "followed", file,
						"If you have made it, put what it leads to in its place. If not, delete it, and mistrust where "
								+ "the clone came from.");
			}
			if (attributes.isOther() || file.equals(folder)) {
				throw new Refusal("There is a special file where only files of Likeness's own belong", file,
						"Delete it, and mistrust where the clone came from.");
			}
			if (attributes.isDirectory() && depth == DEEPEST) {
				throw new Refusal("The folders in a folder that belongs to the clone are nested too deep", file,
						"Likeness has not made them. Delete them, and mistrust where the clone came from.");
			}
			return FileVisitResult.CONTINUE;
		}

		/** Another process may be writing there. */
		@Override
		public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
			if (failure instanceof NoSuchFileException) {
				return FileVisitResult.CONTINUE;
			}
			throw failure;
		}
	}
}
