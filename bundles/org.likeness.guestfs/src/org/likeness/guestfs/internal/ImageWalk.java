/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.AttributeDump;
import org.likeness.core.FileEntry;
import org.likeness.core.LeaveOut;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Want;

/**
 * Walks what a request asks for, and looks how much room there is: one script in the appliance for all of it, with as
 * few runs of find as can be: one for all trees of which none lies in another. Symlinks are followed on the way to a root
 * only, within the guest. For one use.
 */
final class ImageWalk {

	/** Of what goes wrong; a file system in ruins could say more than anyone reads. */
	private static final int ERROR_LIMIT = 512 << 10;

	/** Files in the script's folder, where runs of find write what may have attributes. */
	private static final String NAMES = "names";

	private final MountedSystem system;
	private final ImageAppliance appliance;
	private final SurveyRequest request;
	private final Survey.Builder survey;
	/** The roots that each tree answers for. */
	private final Map<FindRun.Tree, List<MachinePath>> trees = new LinkedHashMap<>();

	/** Where the files are whose contents may be wanted: in the appliance, by their path in the survey. */
	private final Map<MachinePath, String> operands = new HashMap<>();

	/** @param survey takes the entries and problems, and what room there is */
	ImageWalk(MountedSystem system, SurveyRequest request, Survey.Builder survey) {
		this.system = system;
		this.appliance = system.appliance();
		this.request = request;
		this.survey = survey;
	}

	/** Walks; the entries are in the survey afterwards. */
	void call(IProgressMonitor monitor) throws MachineException {
		plan(monitor);
		List<FindRun> runs = FindRun.of(trees.keySet());
		Mailbox.Request mail = new Mailbox.Request();
		StringBuilder script = new StringBuilder();
		for (int i = 0; i < runs.size(); i++) {
			script.append("section ").append(i)
					.append(" | (cd $t; xargs -0 -x -s 1000000 find 2>>$t/errors); printf '\\0'\n");
			mail.section();
			runs.get(i).arguments(NAMES + i).forEach(mail::add);
		}
		mail.section();
		system.starts().keySet().forEach(mail::add);
		script.append("section ").append(runs.size()).append(" | ").append(FreeSpace.SCRIPT)
				.append("[ ! -s $t/errors ] || head -c ").append(ERROR_LIMIT)
				.append(" $t/errors | tr '\\000' ' '; printf '\\0'\n");
		if (!runs.isEmpty()) {
			script.append("cat $t/" + NAMES + "* | ");
		}
		script.append(GuestAttributes.SCRIPT);
		appliance.ask(mail, script.toString(), (answer, length) -> read(answer, runs), monitor);
	}

	/** @return where the file of an entry is in the appliance */
	String operand(MachinePath path) {
		return operands.get(path);
	}

	private void plan(IProgressMonitor monitor) throws MachineException {
		Map<MachinePath, LeaveOut> walks = new LinkedHashMap<>();
		request.walks().forEach(walk -> walks.put(walk.root(), walk.leaveOut()));
		Set<MachinePath> roots = new LinkedHashSet<>(walks.keySet());
		request.wants().forEach(want -> roots.add(want.root()));
		Map<MachinePath, GuestPaths.Place> places = new GuestPaths(appliance).resolve(roots, monitor);
		walks.forEach((root, leaveOut) -> add(root, leaveOut, places));
		for (Want want : request.wants()) {
			if (!walks.containsKey(want.root()) && isBehindSymlink(want.root(), walks.keySet(), places)) {
				add(want.root(), LeaveOut.of(want.leaveOut()), places);
			}
		}
	}

	/** The root of a want is resolved, even where it is a part of another walk, to which symlinks are no ways. */
	private static boolean isBehindSymlink(MachinePath wanted, Set<MachinePath> walked,
			Map<MachinePath, GuestPaths.Place> places) {
		GuestPaths.Place place = places.get(wanted);
		MachinePath above = wanted;
		while (!above.isRoot() && !walked.contains(above)) {
			above = above.parent();
		}
		GuestPaths.Place start = places.get(above);
		if (place == null || start == null) {
			return place != null;
		}
		String expected = (start.real().equals("/") ? "" : start.real()) + "/" + wanted.relativeTo(above).raw();
		return !place.real().equals(expected);
	}

	private void add(MachinePath root, LeaveOut leaveOut, Map<MachinePath, GuestPaths.Place> places) {
		GuestPaths.Place place = places.get(root);
		if (place != null) {
			trees.computeIfAbsent(new FindRun.Tree(place.inAppliance(), leaveOut), tree -> new ArrayList<>()).add(root);
		}
	}

	private Void read(InputStream answer, List<FindRun> runs) throws IOException {
		FieldReader fields = new FieldReader(answer);
		for (FindRun run : runs) {
			Map<String, List<MachinePath>> roots = new HashMap<>();
			run.trees().forEach(tree -> roots.put(tree.operand(), trees.get(tree)));
			for (String type = fields.need(); !type.isEmpty(); type = fields.need()) {
				WalkRecord found = WalkRecord.read(type, fields);
				if (found != null) {
					add(found, roots.getOrDefault(found.operand(), List.of()));
				}
			}
		}
		FreeSpace.read(fields).forEach(survey::fileSystem);
		FindErrors.parse(fields.need()).forEach(this::addProblem);
		AttributeDump attributes = GuestAttributes.read(fields);
		if (attributes == null) {
			trees.values().forEach(roots -> roots
					.forEach(root -> survey.problem(root, "its files have more extended attributes than are read")));
		} else {
			attributes.files().forEach((place, found) -> tell(place, path -> survey.attributes(path, found)));
			attributes.problems().forEach(this::addProblem);
		}
		return null;
	}

	private void add(WalkRecord found, List<MachinePath> roots) {
		for (MachinePath root : roots) {
			try {
				FileEntry entry = found.entry(root);
				survey.add(entry);
				if (found.file() != null) {
					survey.link(entry.path(), found.file());
				}
				if (request.contentLimit(entry) >= 0) {
					operands.putIfAbsent(entry.path(), found.relative().isEmpty() ? found.operand()
							: found.operand() + "/" + found.relative());
				}
			} catch (IllegalArgumentException e) {
				survey.problem(root, "it holds a name that no file can have: the file system is damaged");
			}
		}
	}

	private void addProblem(String inAppliance, String reason) {
		tell(inAppliance, path -> survey.problem(path, reason));
	}

	/** Tells where something in the appliance is in the survey; a name that no file can have stands for its root. */
	private void tell(String inAppliance, Consumer<MachinePath> teller) {
		trees.forEach((tree, roots) -> {
			for (MachinePath root : roots) {
				if (inAppliance.equals(tree.operand())) {
					teller.accept(root);
				} else if (inAppliance.startsWith(tree.operand() + "/")) {
					String relative = inAppliance.substring(tree.operand().length() + 1);
					MachinePath path;
					try {
						path = root.resolve(WalkRecord.name(relative));
					} catch (IllegalArgumentException e) {
						path = root;
					}
					teller.accept(path);
				}
			}
		});
	}
}
