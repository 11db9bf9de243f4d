/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.likeness.core.Digest;

/** Keeps contents for the commits to come: small ones as blobs, large ones once beside Git. */
final class ContentStore {

	/** The most bytes that become a blob: packs are read and written as a whole, large contents once. */
	static final int MOST_BLOB_BYTES = 1 << 20;

	/**
	 * Contents that are kept.
	 *
	 * @param digest of the contents
	 * @param blob   the contents themselves, or the pointer to them
	 */
	record Kept(Digest digest, ObjectId blob) {
	}

	private final NewObjects objects;
	private final LargeContents large;
	private final Map<Digest, ObjectId> kept = new HashMap<>();

	ContentStore(NewObjects objects, LargeContents large) {
		this.objects = objects;
		this.large = large;
	}

	/** @return the blobs of all that was kept so far */
	Map<Digest, ObjectId> kept() {
		return Collections.unmodifiableMap(kept);
	}

	/** @throws EOFException if there are not {@code size} bytes */
	Kept keep(long size, InputStream content) throws IOException {
		byte[] start = content.readNBytes((int) Math.min(size, MOST_BLOB_BYTES) + 1);
		Digest digest;
		byte[] blob = start;
		if (start.length > MOST_BLOB_BYTES) {
			LargePointer pointer = large.store(new SequenceInputStream(new ByteArrayInputStream(start), content));
			check(size, pointer.size());
			digest = pointer.digest();
			blob = pointer.bytes();
		} else {
			check(size, start.length);
			digest = Digest.of(Digest.computation().digest(start));
		}
		ObjectId id = kept.get(digest);
		if (id == null) {
			id = objects.add(Constants.OBJ_BLOB, blob);
			kept.put(digest, id);
		}
		return new Kept(digest, id);
	}

	private static void check(long size, long found) throws EOFException {
		if (found != size) {
			throw new EOFException("there are " + found + " bytes, not " + size);
		}
	}
}
