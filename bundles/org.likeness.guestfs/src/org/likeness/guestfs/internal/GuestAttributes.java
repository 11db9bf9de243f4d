/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.util.stream.Collectors;

import org.likeness.core.AttributeDump;

/** The extended attributes of many files of the guest, in one part of an answer: only files that have any are told. */
final class GuestAttributes {

	/** Of all of them together: a file system may let a million files share a block of attributes. */
	private static final int LIMIT = 64 << 20;

	private static final String END = "end";

	private GuestAttributes() {
	}

	/** A part of a script that tells the attributes of the files whose names it takes, which end with NUL. */
	static final String SCRIPT = "xargs -0 -r -s 1000000 "
			+ AttributeDump.COMMAND.stream().map(part -> "'" + part + "'").collect(Collectors.joining(" "))
			+ " 2>/dev/null | head -c " + (LIMIT + 1) + " | tr '\\n' '\\000'; printf '\\0" + END + "\\0'";

	/**
	 * Reads what the script told.
	 *
	 * @return the attributes by the names in the list; {@code null} if they are more than is read
	 */
	static AttributeDump read(FieldReader fields) throws IOException {
		AttributeDump dump = new AttributeDump();
		long length = 0;
		try {
			for (String line = fields.need(); !line.equals(END); line = fields.need()) {
				length += line.length() + 1;
				if (length > LIMIT) {
					return null;
				}
				dump.line(line);
			}
		} catch (IllegalArgumentException e) {
			throw new IOException(e.getMessage(), e);
		}
		return dump;
	}
}
