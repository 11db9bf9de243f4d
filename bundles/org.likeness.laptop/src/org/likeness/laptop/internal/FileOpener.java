/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import org.likeness.core.FileType;

/** Opens files of the laptop; tests count how often. */
@FunctionalInterface
public interface FileOpener {

	/** Opens regular files only: opening a FIFO would wait for a writer, opening a device may do something. */
	FileOpener REGULAR = path -> {
		if (FileStamp.of(path).type() != FileType.FILE) {
			throw new FileSystemException(path.toString(), null, "no regular file");
		}
		return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
	};

	/**
	 * @param path a real path; a symlink there is not followed
	 * @throws IOException if it is no regular file, or can't be opened
	 */
	InputStream open(Path path) throws IOException;
}
