/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Arrays;
import java.util.Objects;

/**
 * One directory entry of a machine, as {@code lstat(2)} describes it. Immutable.
 * <p>
 * There may be a million of them: an entry shares its folder with its neighbours, and what all files of a person have in
 * common with others that have the same.
 */
public final class FileEntry {

	/** What many entries have in common. */
	private record Traits(FileType type, int mode, int uid, int gid, Name linkTarget, FileAttributes attributes) {
	}

	/** The folder that it is in; {@code null} of the root. */
	private final MachinePath folder;
	private final byte[] name;
	private final Traits traits;
	private final long size;
	private final long mtimeNanos;

	private FileEntry(MachinePath folder, byte[] name, Traits traits, long size, long mtimeNanos) {
		this.folder = folder;
		this.name = name;
		this.traits = traits;
		this.size = size;
		this.mtimeNanos = mtimeNanos;
	}

	/**
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
	public FileEntry(MachinePath path, FileType type, int mode, int uid, int gid, long size, long mtimeNanos,
			Name linkTarget, FileAttributes attributes) {
		this(path.isRoot() ? null : path.parent(), path.nameBytes(),
				new Traits(Objects.requireNonNull(type), mode, uid, gid, linkTarget,
						Objects.requireNonNull(attributes)),
				size, mtimeNanos);
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
		return new FileEntry(folder, name,
				new Traits(type(), mode(), uid(), gid(), linkTarget(), Objects.requireNonNull(others)), size,
				mtimeNanos);
	}

	/**
	 * @param shared an equal folder
	 * @param like   an entry that may have the same type, mode, owners and attributes; {@code null} for none
	 * @return the same, holding no object of its own where it can share these
	 */
	FileEntry sharing(MachinePath shared, FileEntry like) {
		Traits common = like != null && like.traits.equals(traits) ? like.traits : traits;
		MachinePath above = folder == null ? null : shared;
		return above == folder && common == traits ? this : new FileEntry(above, name, common, size, mtimeNanos);
	}

	/** @return where it is; made anew each time */
	public MachinePath path() {
		return folder == null ? MachinePath.ROOT : new MachinePath(folder, name);
	}

	/** @return the folder that holds it; the root's is the root */
	public MachinePath folder() {
		return folder == null ? MachinePath.ROOT : folder;
	}

	/** @return what it is */
	public FileType type() {
		return traits.type;
	}

	/** @return permission bits with setuid, setgid and sticky, 0 to 07777 */
	public int mode() {
		return traits.mode;
	}

	/** @return owner's number */
	public int uid() {
		return traits.uid;
	}

	/** @return group's number */
	public int gid() {
		return traits.gid;
	}

	/** @return bytes of a file; 0 for anything else */
	public long size() {
		return size;
	}

	/** @return last change of the contents, nanoseconds since 1970 */
	public long mtimeNanos() {
		return mtimeNanos;
	}

	/** @return what a symlink says, byte for byte; {@code null} for anything else */
	public Name linkTarget() {
		return traits.linkTarget;
	}

	/** @return extended attributes and access control lists */
	public FileAttributes attributes() {
		return traits.attributes;
	}

	/** @return whether it is a regular file */
	public boolean isFile() {
		return traits.type == FileType.FILE;
	}

	/** @return whether it is a folder */
	public boolean isDirectory() {
		return traits.type == FileType.DIRECTORY;
	}

	/** Compares where they are, as {@link MachinePath#compareTo} does. */
	static int compareByPath(FileEntry a, FileEntry b) {
		return a.folder == b.folder ? Arrays.compareUnsigned(a.name, b.name) : a.path().compareTo(b.path());
	}

	@Override
	public boolean equals(Object other) {
		return this == other || other instanceof FileEntry entry && size == entry.size
				&& mtimeNanos == entry.mtimeNanos && traits.equals(entry.traits) && path().equals(entry.path());
	}

	@Override
	public int hashCode() {
		return path().hashCode() * 31 + Long.hashCode(mtimeNanos);
	}

	/** @return path, type and all else, for test failures */
	@Override
	public String toString() {
		return path() + " " + traits + " " + size + " bytes, " + mtimeNanos;
	}
}
