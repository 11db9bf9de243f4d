/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.likeness.core.Digest;

/**
 * What stands in a Git tree for contents that are too large for Git: a pointer file of Git LFS.
 *
 * @param digest of the contents
 * @param size   their bytes
 * @see <a href="https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md">Git LFS Specification</a>
 */
record LargePointer(Digest digest, long size) {

	/** No pointer has more bytes; the specification allows 1024. */
	static final int MOST_BYTES = 1024;

	private static final Pattern FORM = Pattern
			.compile("version https://git-lfs.github.com/spec/v1\noid sha256:([0-9a-f]{64})\nsize ([0-9]{1,18})\n");

	byte[] bytes() {
		return ("version https://git-lfs.github.com/spec/v1\noid sha256:" + digest + "\nsize " + size + "\n")
				.getBytes(StandardCharsets.US_ASCII);
	}

	static Optional<LargePointer> parse(byte[] bytes) {
		if (bytes.length > MOST_BYTES) {
			return Optional.empty();
		}
		Matcher matcher = FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
		return matcher.matches()
				? Optional.of(new LargePointer(Digest.ofHex(matcher.group(1)), Long.parseLong(matcher.group(2))))
				: Optional.empty();
	}
}
