/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/** What a directory entry is. */
public enum FileType {
	FILE, DIRECTORY, SYMLINK, FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE;

	/**
	 * @param mode the {@code st_mode} of {@code stat(2)}
	 * @throws IllegalArgumentException if the type bits are none of Linux's
	 */
	public static FileType ofMode(int mode) {
		switch (mode & 0170000) {
		case 0100000:
			return FILE;
		case 0040000:
			return DIRECTORY;
		case 0120000:
			return SYMLINK;
		case 0010000:
			return FIFO;
		case 0140000:
			return SOCKET;
		case 0020000:
			return CHARACTER_DEVICE;
		case 0060000:
			return BLOCK_DEVICE;
		default:
			throw new IllegalArgumentException("no file type in mode " + Integer.toOctalString(mode));
		}
	}
}
