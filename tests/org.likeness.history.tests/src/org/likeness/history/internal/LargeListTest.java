/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.MachinePath;

/** A folder of a million files has a list of hundreds of megabytes. */
class LargeListTest {

	private static final String LINE = "file\tfile\t0644\t0\t0\t0\t0\t-\t" + "-".repeat(400_000) + "\n";
	private static final int LINES = 700;

	@TempDir
	private Path scratch;

	/** The same bytes again and again. */
	private static final class Repeated extends InputStream {

		private final byte[] bytes;
		private long left;
		private int at;

		Repeated(byte[] bytes, int times) {
			this.bytes = bytes;
			this.left = (long) bytes.length * times;
		}

		@Override
		public int read() {
			byte[] one = new byte[1];
			return read(one, 0, 1) < 0 ? -1 : one[0];
		}

		@Override
		public int read(byte[] buffer, int offset, int length) {
			if (left == 0) {
				return -1;
			}
			int count = (int) Math.min(Math.min(length, left), bytes.length - at);
			System.arraycopy(bytes, at, buffer, offset, count);
			at = (at + count) % bytes.length;
			left -= count;
			return count;
		}
	}

	@Test
	void isReadInPieces() throws Exception {
		try (Repository repository = HistoryRepository.create(scratch.resolve("clone.likeness/history.git"))) {
			repository.getConfig().setInt("core", null, "compression", 0); // that takes longer than all else
			ObjectInserter inserter = repository.newObjectInserter();
			ObjectReader reader = repository.newObjectReader();
			byte[] line = LINE.getBytes(StandardCharsets.US_ASCII);
			ObjectId list = inserter.insert(Constants.OBJ_BLOB, (long) line.length * LINES, new Repeated(line, LINES));
			inserter.flush();
			List<RecordedEntry> entries = SnapshotTree.entries(reader, list, MachinePath.of("/home/ann"));
			assertEquals(LINES, entries.size());
			assertEquals("/home/ann/file", entries.get(LINES - 1).entry().path().toString());
		}
	}

	@Test
	void aLineThatNobodyWritesIsAnErrorAndNoEnd() throws Exception {
		assertThrows(IOException.class,
				() -> new LineReader(new Repeated(new byte[] { 'x' }, 5 << 20), 5 << 20).next());
		for (int size : new int[] { 0, 1, 8, 1 << 20 }) {
			try (LineReader lines = new LineReader(
					new ByteArrayInputStream("a\r\n\nlast".getBytes(StandardCharsets.UTF_8)), size)) {
				assertEquals("a\r", lines.next());
				assertEquals("", lines.next());
				assertEquals("last", lines.next());
				assertEquals(null, lines.next());
			}
		}
	}
}
