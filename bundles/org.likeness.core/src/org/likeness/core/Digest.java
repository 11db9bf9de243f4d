/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The SHA-256 of a file's contents: equal digests stand for equal contents, even when somebody wishes otherwise. */
public final class Digest {

	/** The algorithm, by the name that {@link MessageDigest} knows. */
	public static final String ALGORITHM = "SHA-256";
	/** The length of a digest in bytes. */
	public static final int LENGTH = 32;

	private final byte[] bytes;

	private Digest(byte[] bytes) {
		if (bytes.length != LENGTH) {
			throw new IllegalArgumentException("a digest has " + LENGTH + " bytes, not " + bytes.length);
		}
		this.bytes = bytes;
	}

	/** @throws IllegalArgumentException if there are not {@link #LENGTH} bytes */
	public static Digest of(byte[] bytes) {
		return new Digest(bytes.clone());
	}

	/** @throws IllegalArgumentException if it is not twice {@link #LENGTH} hexadecimal digits */
	public static Digest ofHex(String hex) {
		return new Digest(HexFormat.of().parseHex(hex));
	}

	/** @return a new computation of a digest */
	public static MessageDigest computation() {
		try {
			return MessageDigest.getInstance(ALGORITHM);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has " + ALGORITHM, e);
		}
	}

	/** @return a copy of the bytes */
	public byte[] bytes() {
		return bytes.clone();
	}

	/** Copies the bytes into {@code target} from {@code offset} on. */
	void copyTo(byte[] target, int offset) {
		System.arraycopy(bytes, 0, target, offset, LENGTH);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(bytes);
	}

	/** @return hexadecimal, as {@code sha256sum} prints it */
	@Override
	public String toString() {
		return HexFormat.of().formatHex(bytes);
	}
}
