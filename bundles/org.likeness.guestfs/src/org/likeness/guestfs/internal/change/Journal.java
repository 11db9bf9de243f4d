/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.likeness.core.Digest;

/**
 * How far a transaction has come, as its file tells it: lines of text, the last of which holds the SHA-256 of those
 * before it.
 *
 * @param phase  what was decided
 * @param layers the image and what it rests on, as they were when the transaction began
 * @param stamp  proves that the image is what it was then
 * @param record the history's name for the step; empty while preparing
 */
record Journal(Phase phase, Layers layers, String stamp, String record) {

	/** What was decided. */
	enum Phase {
		/** Nothing yet: the old state holds. */
		PREPARING,
		/** The new state holds, once it is in the image; nothing of it is there yet. */
		PUBLISHING,
		/** The same, and a part of it may be in the image, which is away from its path. */
		WRITING,
		/** The new state is in the image, durably. */
		PUBLISHED
	}

	private static final String TITLE = "likeness transaction 2";

	/** There, the phase did not tell whether something was in the image already. */
	private static final String FIRST_TITLE = "likeness transaction 1";
	private static final int SIZE_LIMIT = 1 << 20;

	/** @return the journal in another phase */
	Journal in(Phase next) {
		return new Journal(next, layers, stamp, record);
	}

	/** @return the journal with what the image and the files below it were found to be */
	Journal with(Layers found) {
		return new Journal(phase, found, stamp, record);
	}

	/** @return the journal once the new state is decided on */
	Journal decided(String name) {
		if (name.isEmpty() || name.contains("\n")) {
			throw new IllegalArgumentException("no name of a record: " + name);
		}
		return new Journal(Phase.PUBLISHING, layers, stamp, name);
	}

	byte[] encode() {
		List<String> lines = new ArrayList<>(List.of(TITLE, phase.name(), record, stamp));
		lines.addAll(layers.encode());
		String text = String.join("\n", lines) + "\n";
		return (text + digest(text) + "\n").getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * @return the journal in a file; empty if there is none
	 * @throws IOException if it can't be read, or is damaged
	 */
	static Optional<Journal> read(Path file) throws IOException {
		byte[] bytes;
		try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
			bytes = in.readNBytes(SIZE_LIMIT + 1);
			if (bytes.length > SIZE_LIMIT) {
				throw new IOException("it is too long");
			}
		} catch (NoSuchFileException e) {
			return Optional.empty();
		}
		String text = new String(bytes, StandardCharsets.UTF_8);
		int last = text.lastIndexOf('\n', text.length() - 2) + 1;
		String body = text.substring(0, last);
		String[] lines = body.split("\n");
		if (!text.substring(last).equals(digest(body) + "\n") || lines.length < 5
				|| !List.of(TITLE, FIRST_TITLE).contains(lines[0])) {
			throw new IOException("it is damaged");
		}
		try {
			Phase phase = Phase.valueOf(lines[1]);
			boolean maybeWritten = phase == Phase.PUBLISHING && lines[0].equals(FIRST_TITLE);
			return Optional
					.of(new Journal(maybeWritten ? Phase.WRITING : phase,
							Layers.decode(List.of(lines).subList(4, lines.length)),
							lines[3], lines[2]));
		} catch (IllegalArgumentException e) {
			throw new IOException("it was written by another version of Likeness", e);
		}
	}

	private static String digest(String text) {
		return Digest.of(Digest.computation().digest(text.getBytes(StandardCharsets.UTF_8))).toString();
	}
}
