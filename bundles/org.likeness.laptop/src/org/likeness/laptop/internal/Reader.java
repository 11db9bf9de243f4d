/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who reads the laptop, and whether that user may read a file. Only where modes and owners leave a doubt, the kernel is asked. */
final class Reader {

	private static final int ROOT = 0;
	private static final int UNKNOWN = -1;
	private static final int OWNER_READS = 0400;
	private static final int ALL_READ = 0444;

	private final int uid;

	private Reader(int uid) {
		this.uid = uid;
	}

	/** @return who runs this process */
	static Reader current() {
		try {
			return new Reader((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
		} catch (IOException | UnsupportedOperationException e) {
			return new Reader(UNKNOWN);
		}
	}

	/** @return whether the contents of a regular file can be read */
	boolean mayRead(FileStamp stamp, Path real) {
		boolean granted = uid == ROOT || (stamp.mode() & ALL_READ) == ALL_READ
				|| uid != UNKNOWN && stamp.uid() == uid && (stamp.mode() & OWNER_READS) != 0;
		return granted || Files.isReadable(real);
	}
}
