/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Objects;

/**
 * One directory entry of a machine, as {@code lstat(2)} describes it.
 *
 * @param path          where it is
 * @param type          what it is
 * @param mode          permission bits with setuid, setgid and sticky, 0 to 07777
 * @param uid           owner's number
 * @param gid           group's number
 * @param size          bytes of a file; 0 for anything else
 * @param mtimeNanos    last change of the contents, nanoseconds since 1970
 * @param linkTarget    what a symlink says, byte for byte; {@code null} for anything else
 * @param attributes    extended attributes and access control lists
 */
public record FileEntry(MachinePath path, FileType type, int mode, int uid, int gid, long size, long mtimeNanos,
		Name linkTarget, FileAttributes attributes) {

	public FileEntry {
		Objects.requireNonNull(path);
		Objects.requireNonNull(type);
		Objects.requireNonNull(attributes);
		if ((linkTarget != null) != (type == FileType.SYMLINK)) {
			throw new IllegalArgumentException("a link target belongs to a symlink: " + path);
		}
	}

	/** Makes an entry without extended attributes. */
	public FileEntry(MachinePath path, FileType type, int mode, int uid, int gid, long size, long mtimeNanos,
			Name linkTarget) {
		this(path, type, mode, uid, gid, size, mtimeNanos, linkTarget, FileAttributes.NONE);
	}

	/** @return the same with these attributes */
	public FileEntry with(FileAttributes others) {
		return new FileEntry(path, type, mode, uid, gid, size, mtimeNanos, linkTarget, others);
	}

	/** @return whether it is a regular file */
	public boolean isFile() {
		return type == FileType.FILE;
	}

	/** @return whether it is a folder */
	public boolean isDirectory() {
		return type == FileType.DIRECTORY;
	}
}
