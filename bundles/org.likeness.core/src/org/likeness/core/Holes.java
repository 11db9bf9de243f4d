/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.io.IOException;
import java.util.Arrays;

/** Tells data from holes: whole blocks of zeros, which need not be written. */
public final class Holes {

	/** What file systems give space in; fewer zeros make no hole. In bytes. */
	public static final int BLOCK = 4096;

	/** In a smaller file holes would save less than they cost. In bytes. */
	public static final long SMALLEST_FILE = 64 << 10;

	private static final byte[] ZEROS = new byte[BLOCK];

	/** Takes one run after the other. */
	@FunctionalInterface
	public interface Taker {

		/**
		 * @param from where the run starts in the buffer
		 * @param to where it ends, not counted
		 * @param hole whether it is zeros only
		 */
		void take(int from, int to, boolean hole) throws IOException;
	}

	private Holes() {
	}

	/**
	 * Tells the runs of blocks in a buffer that are holes, and those that are not, in turn.
	 *
	 * @param length how much of the buffer counts; the last block may be a shorter one
	 * @throws IOException what the taker throws
	 */
	public static void find(byte[] buffer, int length, Taker taker) throws IOException {
		int from = 0;
		while (from < length) {
			boolean hole = isHole(buffer, from, length);
			int to = from;
			while (to < length && isHole(buffer, to, length) == hole) {
				to = Math.min(length, to + BLOCK);
			}
			taker.take(from, to, hole);
			from = to;
		}
	}

	private static boolean isHole(byte[] buffer, int from, int end) {
		int length = Math.min(BLOCK, end - from);
		return Arrays.equals(buffer, from, from + length, ZEROS, 0, length);
	}
}
