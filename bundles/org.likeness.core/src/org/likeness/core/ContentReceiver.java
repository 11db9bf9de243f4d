/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.io.IOException;
import java.io.InputStream;

/** Takes the contents of files, one after the other, as a machine streams them. */
@FunctionalInterface
public interface ContentReceiver {

	/**
	 * @param path    which file
	 * @param size    how many bytes follow
	 * @param content the bytes; valid until this method returns; whatever is not read is skipped
	 * @throws IOException if they can't be taken; this ends the read
	 */
	void receive(MachinePath path, long size, InputStream content) throws IOException;
}
