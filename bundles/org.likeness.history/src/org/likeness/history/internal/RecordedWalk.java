/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.util.List;

import org.likeness.core.FileEntry;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Want;

/** Answers a request from what was recorded, and says where it was not looked then. */
public final class RecordedWalk {

	private final Snapshot snapshot;
	private final SurveyRequest recorded;

	public RecordedWalk(Snapshot snapshot) {
		this.snapshot = snapshot;
		this.recorded = at(SurveyRequest.of(snapshot.wants()));
	}

	private static List<MachinePath> roots(SurveyRequest request) {
		return request.wants().stream().map(Want::root).distinct().toList();
	}

	/** @return the request where that was what it asks for */
	public SurveyRequest at(SurveyRequest request) {
		return snapshot.places(roots(request)).of(request);
	}

	/** Adds the entries and problems that {@code request} asks for. */
	public void survey(SurveyRequest request, Survey.Builder survey) {
		SurveyRequest there = at(request);
		survey.asked(request).knowing(recorded).followed(snapshot.places());
		for (MachinePath way : snapshot.places(roots(request)).ways()) {
			RecordedEntry entry = snapshot.entries().get(way);
			if (entry != null) {
				survey.add(entry.entry());
			}
		}
		for (SurveyRequest.Walk part : there.walks()) {
			if (there.enters(part.root()) && !recorded.enters(part.root())) {
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
			if (!entry.isDirectory()) {
				continue; // nothing is in it
			}
			if (part.leaveOut().matches(entry.path().relativeTo(part.root()))) {
				skipped = entry.path();
			} else if (!recorded.enters(entry.path())) {
				survey.problem(entry.path(), "what is in it was not looked at when this was recorded");
			}
		}
	}
}
