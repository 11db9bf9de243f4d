/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.likeness.core.Digest;

/**
 * Contents as the history gives them back. A blob is a pointer to large contents only if it points to those of the
 * digest that is asked for: a file that happens to hold such a pointer is just a file.
 */
public final class KeptContent {

	private final ObjectReader reader;
	private final LargeContents large;

	/** @param repository the repository's folder */
	public KeptContent(ObjectReader reader, Path repository) {
		this(reader, new LargeContents(repository));
	}

	KeptContent(ObjectReader reader, LargeContents large) {
		this.reader = reader;
		this.large = large;
	}

	/** @return the contents, if all their parts are there; they are not read yet */
	public Optional<Found> find(ObjectId blob, Digest digest) throws IOException {
		ObjectLoader loader;
		try {
			loader = reader.open(blob, Constants.OBJ_BLOB);
		} catch (MissingObjectException e) {
			return Optional.empty();
		}
		Optional<LargePointer> pointer = pointer(loader, digest);
		return pointer.isEmpty() || large.holds(pointer.get()) ? Optional.of(new Found(loader, pointer, digest))
				: Optional.empty();
	}

	/** Contents all parts of which are there. */
	public final class Found {

		private final ObjectLoader blob;
		private final Optional<LargePointer> pointer;
		private final Digest digest;

		private Found(ObjectLoader blob, Optional<LargePointer> pointer, Digest digest) {
			this.blob = blob;
			this.pointer = pointer;
			this.digest = digest;
		}

		/** @return how many bytes there are */
		public long size() {
			return pointer.map(LargePointer::size).orElseGet(blob::getSize);
		}

		/**
		 * @return the contents; reading them fails at the end if they are not those of the digest
		 * @throws IOException if they are gone or damaged
		 */
		public InputStream open() throws IOException {
			InputStream content = pointer.isPresent() ? large.open(pointer.get()) : blob.openStream();
			return new VerifiedStream(content, digest);
		}
	}

	/** @return the pointer, if the blob is one to the contents of {@code digest} */
	Optional<LargePointer> pointer(ObjectLoader loader, Digest digest) throws IOException {
		return loader.getSize() > LargePointer.MOST_BYTES ? Optional.empty()
				: LargePointer.parse(loader.getCachedBytes()).filter(pointer -> pointer.digest().equals(digest));
	}
}
