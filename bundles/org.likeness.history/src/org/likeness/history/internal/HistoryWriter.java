/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import java.util.TreeMap;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.likeness.core.Digest;
import org.likeness.core.RecordedState;
import org.likeness.core.RecordedStep;

/** Writes steps into a repository: first all objects, durably, and later the branch. */
public final class HistoryWriter implements AutoCloseable {

	private static final String NAME = "Likeness";
	private static final String ADDRESS = "likeness@localhost";

	private final Repository repository;
	private final NewObjects objects;
	private final ContentStore store;

	/** What the branch led to when a step was prepared; {@code snapshot} is {@code null} if it is not of our making. */
	private record Head(ObjectId commit, ObjectId tree, Snapshot snapshot) {
	}

	/** @param repository still the caller's to close */
	public HistoryWriter(Repository repository) throws IOException {
		HistoryRepository.clean(repository);
		this.repository = repository;
		this.objects = new NewObjects(repository);
		this.store = new ContentStore(objects, new LargeContents(repository.getDirectory().toPath()));
	}

	/** Keeps contents: large ones at once, small ones with the next step. */
	public Digest keep(long size, InputStream content) throws IOException {
		return store.keep(size, content).digest();
	}

	/** @return the step's commit, durable, to which nothing leads yet */
	public ObjectId prepare(RecordedStep step, RecordedState before, RecordedState after, IProgressMonitor monitor)
			throws IOException {
		SubMonitor progress = SubMonitor.convert(monitor, "Writing the history", 100);
		Head head = head();
		progress.split(10);
		Snapshot was = new SnapshotBuilder(store).build(before, head.snapshot(), progress.split(30));
		ObjectId tree = SnapshotTree.write(was, objects);
		ObjectId parent = head.commit();
		if (!tree.equals(head.tree())) {
			RecordedStep found = new RecordedStep(RecordedStep.Kind.FOUND, step.when(), title(step, was, head),
					OptionalDouble.empty(), new TreeMap<>());
			parent = commit(found, tree, parent);
		}
		Snapshot becomes = new SnapshotBuilder(store).build(after, was, progress.split(30));
		ObjectId commit = commit(step, SnapshotTree.write(becomes, objects), parent);
		progress.split(10);
		objects.flush();
		return commit;
	}

	private static String title(RecordedStep step, Snapshot was, Head head) {
		if (head.commit() == null) {
			return "State before the first step";
		}
		return head.snapshot() != null && head.snapshot().sameState(was)
				? "Contents kept before: " + step.message().strip().lines().findFirst().orElse(step.kind().word())
				: "Changed in the clone";
	}

	private Head head() throws IOException {
		ObjectId id = HistoryRepository.head(repository);
		if (id == null) {
			return new Head(null, null, null);
		}
		try (RevWalk walk = new RevWalk(repository)) {
			RevCommit commit = walk.parseCommit(id);
			Snapshot snapshot = null;
			try {
				snapshot = SnapshotTree.read(walk.getObjectReader(), commit.getTree());
			} catch (IllegalArgumentException e) {
				// Someone else's commit: the clone was "changed" since, and we go on from there.
			}
			return new Head(commit.copy(), commit.getTree().copy(), snapshot);
		}
	}

	private ObjectId commit(RecordedStep step, ObjectId tree, ObjectId parent) throws IOException {
		PersonIdent ident = new PersonIdent(NAME, ADDRESS, step.when(), ZoneOffset.UTC);
		CommitBuilder commit = new CommitBuilder();
		commit.setTreeId(tree);
		if (parent != null) {
			commit.setParentId(parent);
		}
		commit.setAuthor(ident);
		commit.setCommitter(ident);
		commit.setMessage(StepMessage.format(step));
		return objects.add(Constants.OBJ_COMMIT, commit.build());
	}

	/**
	 * Moves the branch to a prepared commit, unless it is there, or beyond it, already.
	 *
	 * @return whether it is there now; it is not if the branch has moved aside in the meantime
	 */
	public static boolean publish(Repository repository, ObjectId record) throws IOException {
		ObjectId head = HistoryRepository.head(repository);
		try (RevWalk walk = new RevWalk(repository)) {
			RevCommit commit = walk.parseCommit(record);
			if (head != null) {
				RevCommit current = walk.parseCommit(head);
				if (walk.isMergedInto(commit, current)) {
					return true;
				}
				if (!walk.isMergedInto(current, commit)) {
					return false;
				}
			}
			return HistoryRepository.move(repository, head, commit);
		}
	}

	/** Forgets what was kept and not prepared. */
	@Override
	public void close() {
		objects.close();
	}
}
