/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import java.util.Arrays;
import java.util.Random;

/** Damages a valid file in one way after the other, the same ones in each run. */
final class Mutations {

	private static final int[] TELLING = { 0, 1, 0x7f, 0x80, 0xff, '\n', ' ', ':', '[', '<', '&', '(', 'a', 'v' };

	private final byte[] valid;
	private final Random random;

	Mutations(byte[] valid, long seed) {
		this.valid = valid;
		this.random = new Random(seed);
	}

	byte[] next() {
		byte[] bytes = valid.clone();
		for (int count = 1 + random.nextInt(6); count > 0 && bytes.length > 0; count--) {
			bytes = mutate(bytes, random.nextInt(bytes.length));
		}
		return bytes;
	}

	private byte[] mutate(byte[] bytes, int at) {
		switch (random.nextInt(6)) {
		case 0:
			bytes[at] = (byte) random.nextInt(256);
			return bytes;
		case 1:
			bytes[at] = (byte) TELLING[random.nextInt(TELLING.length)];
			return bytes;
		case 2:
			bytes[at] ^= 1 << random.nextInt(8);
			return bytes;
		case 3:
			return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, at) : bytes;
		case 4:
			return splice(bytes, at, at, Math.min(bytes.length, at + random.nextInt(40)));
		default:
			return splice(bytes, at, Math.min(bytes.length, at + random.nextInt(12)), at);
		}
	}

	/** @return the bytes before {@code at}, and those from {@code from}, with what lies between the two twice or not */
	private static byte[] splice(byte[] bytes, int at, int from, int again) {
		byte[] head = Arrays.copyOf(bytes, Math.max(at, again));
		byte[] spliced = Arrays.copyOf(head, head.length + bytes.length - from);
		System.arraycopy(bytes, from, spliced, head.length, bytes.length - from);
		return spliced;
	}
}
