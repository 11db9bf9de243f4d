/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.Costs;
import org.likeness.core.FileEntry;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;

/** One survey of an image: a walk, and one read of the small files that are wanted. For one use. */
public final class ImageSurvey implements ContentTransfer.Receiver<MachinePath> {

	private final MountedSystem system;
	private final SurveyRequest request;
	private final Costs costs;
	private final Survey.Builder survey = new Survey.Builder();

	public ImageSurvey(MountedSystem system, SurveyRequest request, Costs costs) {
		this.system = system;
		this.request = request;
		this.costs = costs;
		survey.asked(request);
		system.problems().forEach(survey::problem);
	}

	public Survey call(IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		ImageWalk walk = new ImageWalk(system, request, survey);
		try (Costs.Phase phase = costs.start("walk")) {
			walk.call(progress.split(60));
		}
		try (Costs.Phase phase = costs.start("read")) {
			new Contents(system).transfer(wanted(walk), this, progress.split(40));
		}
		return survey.build();
	}

	private List<ContentTransfer.Item<MachinePath>> wanted(ImageWalk walk) {
		List<ContentTransfer.Item<MachinePath>> items = new ArrayList<>();
		Set<MachinePath> seen = new HashSet<>();
		for (FileEntry entry : survey.entries()) {
			int limit = walk.there().contentLimit(entry);
			if (limit < 0 || !seen.add(entry.path())) {
				continue;
			}
			if (entry.size() > limit) {
				survey.tooLarge(entry, limit);
			} else if (survey.takesContent(entry.path(), entry.size())) {
				items.add(new ContentTransfer.Item<>(entry.path(), GuestPaths.inAppliance(entry.path().raw()),
						entry.size()));
			}
		}
		return items;
	}

	@Override
	public void receive(ContentTransfer.Item<MachinePath> item, InputStream content) throws IOException {
		survey.content(item.key(), content.readNBytes((int) item.size()));
	}

	@Override
	public void failed(ContentTransfer.Item<MachinePath> item) {
		survey.problem(item.key(), "it could not be read");
	}
}
