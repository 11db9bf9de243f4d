/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/** Reads all that a history keeps: its objects, then whether the contents in them are those that the lists tell of. */
public final class HistoryCheck {

	private static final int PARTS = 1000;

	private final Repository repository;
	private final List<String> problems = new ArrayList<>();

	public HistoryCheck(Repository repository) {
		this.repository = repository;
	}

	/** @return what is missing or damaged, a sentence each */
	public List<String> call(IProgressMonitor monitor) throws IOException {
		SubMonitor progress = SubMonitor.convert(monitor, "Checking the history", PARTS);
		try (ObjectCheck objects = new ObjectCheck(repository, problems)) {
			List<RevCommit> commits = new ArrayList<>();
			Deque<ObjectId> open = new ArrayDeque<>();
			Set<ObjectId> seen = new HashSet<>();
			for (Ref ref : repository.getRefDatabase().getRefs()) {
				if (ref.getObjectId() != null && seen.add(ref.getObjectId())) {
					open.add(ref.getObjectId());
				}
			}
			while (!open.isEmpty()) {
				progress.setWorkRemaining(PARTS).split(1);
				ObjectId id = open.remove();
				byte[] bytes = objects.read(id, Constants.OBJ_COMMIT, "commit " + id.name());
				if (bytes != null) {
					RevCommit commit = RevCommit.parse(bytes);
					commits.add(commit);
					objects.checkTree(commit.getTree().copy(), "commit " + id.abbreviate(10).name() + ": ", progress);
					for (RevCommit parent : commit.getParents()) {
						if (seen.add(parent.copy())) {
							open.add(parent.copy());
						}
					}
				}
			}
			ContentCheck contents = new ContentCheck(objects, new LargeContents(repository.getDirectory().toPath()),
					problems);
			for (RevCommit commit : commits) {
				contents.check(commit.getTree().copy(), progress);
			}
		}
		return problems;
	}
}
