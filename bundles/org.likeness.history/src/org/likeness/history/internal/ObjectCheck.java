/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.likeness.core.Digest;
import org.likeness.core.Name;

/**
 * Reads each object once and computes its id again: JGit trusts what it finds. Whatever an object is damaged in is a
 * problem, and the others are read on.
 */
final class ObjectCheck implements AutoCloseable {

	private static final int MOST_TREE_BYTES = 64 << 20;

	private final ObjectReader reader;
	private final List<String> problems;
	private final ObjectChecker checker = new ObjectChecker();
	/** The trees that were read; {@code null} for those that could not be. */
	private final Map<ObjectId, byte[]> trees = new HashMap<>();
	/** What the blobs that were read hold; {@code null} for those that could not be. */
	private final Map<ObjectId, Digest> blobs = new HashMap<>();

	ObjectCheck(Repository repository, List<String> problems) {
		this.reader = repository.newObjectReader();
		this.problems = problems;
	}

	ObjectReader reader() {
		return reader;
	}

	/** @return a tree that was checked; {@code null} if it could not be read */
	CanonicalTreeParser tree(ObjectId id) {
		byte[] bytes = trees.get(id);
		return bytes == null ? null : parser(bytes);
	}

	/** @return the digest of a blob that was checked; {@code null} if it could not be read */
	Digest blob(ObjectId id) {
		return blobs.get(id);
	}

	/** Checks a tree and all below it, unless that has been done. */
	void checkTree(ObjectId id, String where, SubMonitor progress) {
		if (trees.containsKey(id)) {
			return;
		}
		progress.setWorkRemaining(1000).split(1);
		byte[] bytes = read(id, Constants.OBJ_TREE, where);
		trees.put(id, bytes);
		if (bytes == null) {
			return;
		}
		for (CanonicalTreeParser entries = parser(bytes); !entries.eof(); entries.next()) {
			String path = where + Name.ofBytes(nameOf(entries));
			ObjectId child = entries.getEntryObjectId();
			if (entries.getEntryFileMode().equals(FileMode.TREE)) {
				checkTree(child, path + "/", progress);
			} else if (!entries.getEntryFileMode().equals(FileMode.GITLINK) && !blobs.containsKey(child)) {
				checkBlob(child, path);
			}
		}
	}

	private static CanonicalTreeParser parser(byte[] bytes) {
		CanonicalTreeParser parser = new CanonicalTreeParser();
		parser.reset(bytes);
		return parser;
	}

	static byte[] nameOf(CanonicalTreeParser entries) {
		byte[] name = new byte[entries.getNameLength()];
		entries.getName(name, 0);
		return name;
	}

	private void checkBlob(ObjectId id, String where) {
		Digest digest = null;
		try {
			ObjectLoader loader = reader.open(id, Constants.OBJ_BLOB);
			MessageDigest contents = Digest.computation();
			MessageDigest object = Constants.newMessageDigest();
			object.update(("blob " + loader.getSize() + "\0").getBytes(StandardCharsets.US_ASCII));
			try (InputStream in = loader.openStream()) {
				byte[] buffer = new byte[1 << 13];
				for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
					contents.update(buffer, 0, read);
					object.update(buffer, 0, read);
				}
			}
			if (!ObjectId.fromRaw(object.digest()).equals(id)) {
				throw new CorruptObjectException(id, "its bytes are not those of its id");
			}
			digest = Digest.of(contents.digest());
		} catch (IOException e) {
			problem(id, where, e);
		}
		blobs.put(id, digest);
	}

	/** @return the object's bytes; {@code null} if they are missing or damaged, which is a problem then */
	byte[] read(ObjectId id, int type, String where) {
		try {
			byte[] bytes = reader.open(id, type).getCachedBytes(MOST_TREE_BYTES);
			try (ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
				if (!ids.idFor(type, bytes).equals(id)) {
					throw new CorruptObjectException(id, "its bytes are not those of its id");
				}
			}
			checker.check(id, type, bytes);
			return bytes;
		} catch (IOException | LargeObjectException e) {
			problem(id, where, e);
			return null;
		}
	}

	private void problem(ObjectId id, String where, Exception e) {
		problems.add("The object " + id.name() + (e instanceof MissingObjectException ? " is missing"
				: " is damaged (" + Failures.reason(e) + ")") + "; it is needed for " + where);
	}

	@Override
	public void close() {
		reader.close();
	}
}
