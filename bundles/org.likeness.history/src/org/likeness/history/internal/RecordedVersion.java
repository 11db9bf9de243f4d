/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.likeness.core.Account;
import org.likeness.core.Digest;
import org.likeness.core.MachinePath;

/** One commit with what is known of it: from itself at once, from later ones when it is asked for more. */
public final class RecordedVersion implements AutoCloseable {

	private final Repository repository;
	private final ObjectId commit;
	private final Snapshot snapshot;
	private final AtomicBoolean closed = new AtomicBoolean();
	private LaterContents later;

	/** @param repository may be closed by others; this keeps its own hold on it */
	public RecordedVersion(Repository repository, ObjectId commit, Snapshot snapshot) {
		this.repository = repository;
		this.commit = commit;
		this.snapshot = snapshot;
		repository.incrementOpen();
	}

	public Snapshot snapshot() {
		return snapshot;
	}

	/** @return whose settings and files were recorded; {@link Account#NONE} if nobody's were */
	public Account user() {
		return RecordedUser.of(snapshot.system(), snapshot.wants());
	}

	/** @return where the file was that a path led to */
	public MachinePath place(MachinePath path) {
		return snapshot.places(List.of(path)).of(path);
	}

	/** @return the repository's folder */
	public Path repository() {
		return repository.getDirectory().toPath();
	}

	/** @return a reader, the caller's to close */
	public ObjectReader reader() {
		return repository.newObjectReader();
	}

	/** @return the digest of the file's contents; {@code null} if no commit tells it */
	public Digest digest(MachinePath path) throws IOException {
		RecordedEntry entry = snapshot.entries().get(path);
		if (entry == null || entry.digest() != null) {
			return entry == null ? null : entry.digest();
		}
		return later().digests().get(path);
	}

	/** @return the blob of the file's contents; {@code null} if no commit keeps them */
	public ObjectId content(MachinePath path) throws IOException {
		if (digest(path) == null) {
			return null;
		}
		ObjectId blob = snapshot.contents().get(path);
		return blob != null ? blob : later().contents().get(path);
	}

	/** @return what files of packages hold, by file name: also of those that went with later steps, which are put back */
	public SortedMap<String, Digest> packages() throws IOException {
		SortedMap<String, Digest> packages = new TreeMap<>(snapshot.packages());
		try (RevWalk walk = new RevWalk(repository)) {
			ObjectId head = HistoryRepository.head(repository);
			if (head != null) {
				packages.putAll(SnapshotTree.packages(walk.getObjectReader(), walk.parseCommit(head).getTree()));
			}
		} catch (IllegalArgumentException e) {
			return packages; // the newest commit is someone else's
		}
		return packages;
	}

	private LaterContents later() throws IOException {
		if (later == null) {
			try (RevWalk walk = new RevWalk(repository)) {
				later = new LaterContents(snapshot, walk.getObjectReader(), commits(walk));
			} catch (IllegalArgumentException e) {
				// Someone else's commit stands between: what lies behind it can't be told.
				later = new LaterContents(snapshot, null, List.of());
			}
		}
		return later;
	}

	/** @return this commit and those after it up to the branch, oldest first; this one alone if it is not on it */
	private List<RevCommit> commits(RevWalk walk) throws IOException {
		Deque<RevCommit> commits = new ArrayDeque<>();
		ObjectId head = HistoryRepository.head(repository);
		if (head != null) {
			walk.setFirstParent(true);
			walk.markStart(walk.parseCommit(head));
			for (RevCommit found : walk) {
				commits.addFirst(found);
				if (found.equals(commit)) {
					return new ArrayList<>(commits);
				}
			}
		}
		return List.of();
	}

	@Override
	public void close() {
		if (closed.compareAndSet(false, true)) {
			repository.close();
		}
	}
}
