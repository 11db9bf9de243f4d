/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.MachinePath;

/**
 * What {@code lstat(2)} says of a file of the laptop. Contents can't change without a change of one of these: a program
 * can set {@code mtime} back, but not {@code ctime}, which only the kernel sets.
 *
 * @param mode  type and permissions
 * @param dev   number of the device
 * @param ino   number of the inode
 * @param size  bytes
 * @param mtime last change of the contents, nanoseconds since 1970
 * @param ctime last change of contents or inode, nanoseconds since 1970
 * @param links how many names it has
 */
public record FileStamp(int mode, int uid, int gid, long dev, long ino, long size, long mtime, long ctime,
		int links) {

	private static final String ATTRIBUTES = "unix:mode,uid,gid,dev,ino,size,lastModifiedTime,ctime,nlink";

	/** @throws IOException if there is nothing, or it can't be reached */
	public static FileStamp of(Path path) throws IOException {
		Map<String, Object> attributes = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
		return new FileStamp((Integer) attributes.get("mode"), (Integer) attributes.get("uid"),
				(Integer) attributes.get("gid"), (Long) attributes.get("dev"), (Long) attributes.get("ino"),
				(Long) attributes.get("size"), nanos(attributes.get("lastModifiedTime")),
				nanos(attributes.get("ctime")), (Integer) attributes.get("nlink"));
	}

	private static long nanos(Object time) {
		return ((FileTime) time).to(TimeUnit.NANOSECONDS);
	}

	public FileType type() {
		return FileType.ofMode(mode);
	}

	/**
	 * @param path where it is in the machine
	 * @param real where it is on the laptop, to read what a symlink says
	 * @throws IOException if it is a symlink no more
	 */
	public FileEntry entry(MachinePath path, Path real) throws IOException {
		FileType type = type();
		return new FileEntry(path, type, mode & 07777, uid, gid, type == FileType.FILE ? size : 0, mtime,
				type == FileType.SYMLINK ? NativeNames.name(Files.readSymbolicLink(real)) : null);
	}

	/** @return whether the contents are proven to be the same: all but the mode and the owners is */
	public boolean sameContents(FileStamp other) {
		return dev == other.dev && ino == other.ino && size == other.size && mtime == other.mtime
				&& ctime == other.ctime;
	}
}
