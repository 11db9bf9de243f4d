/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.AttributeDump;
import org.likeness.core.FileEntry;
import org.likeness.core.LeaveOut;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.PathPattern;
import org.likeness.core.Places;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Want;

/**
 * Walks what a request asks for, and looks how much room there is: one script in the appliance for all of it, with as
 * few runs of find as can be: one for all trees of which none lies in another. Symlinks are followed on the way to a root
 * only, within the guest; what is found is told where it is. For one use.
 */
final class ImageWalk {

	/** Of what goes wrong; a file system in ruins could say more than anyone reads. */
	private static final int ERROR_LIMIT = 512 << 10;

	/** Files in the script's folder, where runs of find write what may have attributes. */
	private static final String NAMES = "names";

	/** Leaves out all that is in a folder: it is told, and not entered. */
	private static final LeaveOut ITSELF = LeaveOut.of(List.of(PathPattern.of("*")));

	private final MountedSystem system;
	private final ImageAppliance appliance;
	private final SurveyRequest request;
	private final Survey.Builder survey;
	private final Set<FindRun.Tree> trees = new LinkedHashSet<>();
	private SurveyRequest there;

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
		List<FindRun> runs = FindRun.of(trees);
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

	/** @return what was asked for, where it is; known after the walk */
	SurveyRequest there() {
		return there;
	}

	private void plan(IProgressMonitor monitor) throws MachineException {
		List<MachinePath> roots = request.wants().stream().map(Want::root).distinct().toList();
		GuestPaths paths = new GuestPaths(appliance);
		paths.resolve(roots, monitor);
		Places places = Places.of(roots, paths::link);
		there = places.of(request);
		for (MachinePath root : roots) {
			if (paths.link(places.of(root)) != null) {
				survey.problem(places.of(root), "too many symbolic links on the way");
			}
		}
		Set<MachinePath> walked = new HashSet<>();
		for (SurveyRequest.Walk walk : there.walks()) {
			walked.add(walk.root());
			add(walk.root(), walk.leaveOut(), paths);
		}
		for (MachinePath way : places.ways()) {
			if (!walked.contains(way)) {
				add(way, ITSELF, paths);
			}
		}
	}

	private void add(MachinePath root, LeaveOut leaveOut, GuestPaths paths) {
		if (paths.isThere(root)) {
			trees.add(new FindRun.Tree(GuestPaths.inAppliance(root.raw()), leaveOut));
		}
	}

	private Void read(InputStream answer, List<FindRun> runs) throws IOException {
		FieldReader fields = new FieldReader(answer);
		for (FindRun run : runs) {
			for (String type = fields.need(); !type.isEmpty(); type = fields.need()) {
				WalkRecord found = WalkRecord.read(type, fields);
				if (found != null) {
					add(found);
				}
			}
		}
		FreeSpace.read(fields).forEach(survey::fileSystem);
		FindErrors.parse(fields.need()).forEach(this::addProblem);
		AttributeDump attributes = GuestAttributes.read(fields);
		if (attributes == null) {
			trees.forEach(tree -> survey.problem(GuestPaths.inGuest(tree.operand()),
					"its files have more extended attributes than are read"));
		} else {
			attributes.files().forEach((place, found) -> tell(place, path -> survey.attributes(path, found)));
			attributes.problems().forEach(this::addProblem);
		}
		return null;
	}

	private void add(WalkRecord found) {
		MachinePath root = GuestPaths.inGuest(found.operand());
		try {
			FileEntry entry = found.entry(root);
			survey.add(entry);
			if (found.file() != null) {
				survey.link(entry.path(), found.file());
			}
		} catch (IllegalArgumentException e) {
			survey.problem(root, "it holds a name that no file can have: the file system is damaged");
		}
	}

	private void addProblem(String inAppliance, String reason) {
		tell(inAppliance, path -> survey.problem(path, reason));
	}

	/** Tells where something in the appliance is in the guest; a name that no file can have stands for its tree. */
	private void tell(String inAppliance, Consumer<MachinePath> teller) {
		for (FindRun.Tree tree : trees) {
			if (inAppliance.equals(tree.operand()) || inAppliance.startsWith(tree.operand() + "/")) {
				MachinePath path;
				try {
					path = GuestPaths.inGuest(inAppliance);
				} catch (IllegalArgumentException e) {
					path = GuestPaths.inGuest(tree.operand());
				}
				teller.accept(path);
			}
		}
	}
}
