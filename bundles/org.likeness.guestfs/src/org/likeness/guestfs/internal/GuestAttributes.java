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
	private static final String TOO_MUCH = "too much";

	private GuestAttributes() {
	}

	/** @return a part of a script that tells the attributes of the files in a list, whose names end with NUL */
	static String script(String list) {
		String command = AttributeDump.COMMAND.stream().map(part -> "'" + part + "'").collect(Collectors.joining(" "));
		return "xargs -0 -r -s 1000000 -a " + list + " " + command + " 2>/dev/null | head -c " + (LIMIT + 1)
				+ " > $t/attributes\nif [ $(stat -c %s $t/attributes) -gt " + LIMIT + " ]; then printf '" + TOO_MUCH
				+ "\\0'; else tr '\\n' '\\000' < $t/attributes; printf '" + END + "\\0'; fi";
	}

	/**
	 * Reads what the script told.
	 *
	 * @return the attributes by the names in the list; {@code null} if they are more than is read
	 */
	static AttributeDump read(FieldReader fields) throws IOException {
		AttributeDump dump = new AttributeDump();
		try {
			for (String line = fields.need(); !line.equals(END); line = fields.need()) {
				if (line.equals(TOO_MUCH)) {
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
