/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;

/**
 * What a plan does to the free space of one file system of the clone. Files count as whole blocks, and those that are
 * removed or replaced as freed; packages count as what they themselves say that they take, in the file system that holds
 * {@code /usr}. What programs of packages make, and what file systems need to keep track of files, is not known before.
 *
 * @param fileSystem as it is now
 * @param needed     the most bytes that are taken at any moment of the change; a package that is replaced is there twice
 *                   for a while
 * @param after      bytes that are free afterwards; below 0 if the plan does not fit
 */
public record Room(FileSystem fileSystem, long needed, long after) {

	/** What most file systems have; a file's last block is larger than what is in it by less than that. */
	private static final long USUAL_BLOCK = 4096;

	/** @return how many bytes changes write, whatever they free: what a disk image can grow by */
	public static long written(List<FileChange> changes) {
		return RoomCount.written(changes, USUAL_BLOCK);
	}

	/** @return whether there is room for the plan */
	public boolean fits() {
		return needed <= fileSystem.free();
	}

	/** @return where it is mounted, for people: "/home" */
	public String place() {
		return String.join(", ", fileSystem.folders().stream().map(MachinePath::toString).toList());
	}
}
