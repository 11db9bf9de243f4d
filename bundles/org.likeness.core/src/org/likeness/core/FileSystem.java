/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;

/**
 * One file system of a machine, and how much room is in it.
 *
 * @param folders   where it is mounted, in the order of paths: several folders may share one (btrfs subvolumes do)
 * @param blockSize in bytes, at least 1: a file takes whole blocks
 * @param size      of all of it, in bytes
 * @param free      bytes that the machine's users can still write, as df(1) tells; what is reserved for root is not in it
 */
public record FileSystem(List<MachinePath> folders, long blockSize, long size, long free) {

	public FileSystem {
		folders = List.copyOf(folders);
		if (folders.isEmpty() || blockSize < 1) {
			throw new IllegalArgumentException("no file system: " + folders + ", blocks of " + blockSize);
		}
	}

	/** @return the bytes of the blocks that so many bytes fill */
	public long blocks(long bytes) {
		return blocks(bytes, blockSize);
	}

	/** @return so many bytes, rounded up to whole blocks */
	static long blocks(long bytes, long blockSize) {
		return (bytes + blockSize - 1) / blockSize * blockSize;
	}
}
