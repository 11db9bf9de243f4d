/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.util.List;

import org.likeness.core.FileEntry;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;

/** Answers a request from what was recorded, and says where it was not looked then. */
public final class RecordedWalk {

	private final Snapshot snapshot;
	private final SurveyRequest recorded;

	public RecordedWalk(Snapshot snapshot) {
		this.snapshot = snapshot;
		this.recorded = SurveyRequest.of(snapshot.wants());
	}

	/** Adds the entries and problems that {@code request} asks for. */
	public void survey(SurveyRequest request, Survey.Builder survey) {
		survey.asked(request).knowing(recorded);
		for (SurveyRequest.Walk part : request.walks()) {
			if (request.enters(part.root()) && !recorded.enters(part.root())) {
				survey.problem(part.root(), Survey.NOT_RECORDED);
			}
			walk(part, survey);
			snapshot.problems().tailMap(part.root()).entrySet().stream()
					.takeWhile(problem -> problem.getKey().startsWith(part.root()))
					.forEach(problem -> survey.problem(problem.getKey(), problem.getValue()));
		}
	}

	private void walk(SurveyRequest.Walk part, Survey.Builder survey) {
		MachinePath skipped = null;
		for (RecordedEntry recordedEntry : snapshot.entries().from(part.root())) {
			FileEntry entry = recordedEntry.entry();
			if (!entry.path().startsWith(part.root())) {
				break;
			}
			if (skipped != null && entry.path().startsWith(skipped)) {
				continue;
			}
			survey.add(entry);
			if (recordedEntry.sameAs() != null) {
				survey.link(entry.path(), recordedEntry.sameAs()).link(recordedEntry.sameAs(), recordedEntry.sameAs());
			}
			if (part.leaveOut().matches(entry.path().relativeTo(part.root()))) {
				skipped = entry.path();
			} else if (entry.isDirectory() && !recorded.enters(entry.path())) {
				survey.problem(entry.path(), "what is in it was not looked at when this was recorded");
			}
		}
	}
}
