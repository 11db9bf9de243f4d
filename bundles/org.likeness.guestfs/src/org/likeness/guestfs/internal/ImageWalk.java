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
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.PathPattern;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Want;

/**
 * Walks what a request asks for, and looks how much room there is: one script in the appliance for all of it, with one
 * find for the trees that leave nothing out and one for each of the others. Symlinks are followed on the way to a root
 * only, within the guest. For one use.
 */
final class ImageWalk {

	/** Of what goes wrong; a file system in ruins could say more than anyone reads. */
	private static final int ERROR_LIMIT = 512 << 10;

	/** A file in the script's folder, where a run of find writes what may have attributes. */
	private static final String NAMES = "names";

	/** One run of find and the roots that it answers for. */
	private record Run(String operand, List<PathPattern> leaveOut) {
	}

	private final MountedSystem system;
	private final ImageAppliance appliance;
	private final SurveyRequest request;
	private final Survey.Builder survey;
	private final Map<Run, List<MachinePath>> runs = new LinkedHashMap<>();

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
		Mailbox.Request mail = new Mailbox.Request();
		StringBuilder script = new StringBuilder();
		List<Run> order = new ArrayList<>();
		List<Run> complete = runs.keySet().stream().filter(run -> run.leaveOut().isEmpty()).toList();
		if (!complete.isEmpty()) {
			mail.section();
			complete.forEach(run -> mail.add(run.operand()));
			script.append("section 0 > $t/roots\nfind -files0-from $t/roots -printf '").append(WalkRecord.FORMAT)
					.append("' \\( -type f -o -type d \\) -fprint0 $t/all 2>>$t/errors\n");
			order.add(null);
			script.append("printf '\\0'\n");
		}
		for (Run run : runs.keySet()) {
			if (!run.leaveOut().isEmpty()) {
				script.append("section ").append(order.size())
						.append(" | (cd $t; xargs -0 -x -s 1000000 find 2>>$t/errors)\n")
						.append("cat $t/" + NAMES + " >> $t/all; printf '\\0'\n");
				addFind(mail.section(), run);
				order.add(run);
			}
		}
		mail.section();
		system.starts().keySet().forEach(mail::add);
		script.append("section ").append(order.size()).append(" | ").append(FreeSpace.SCRIPT);
		script.append("head -c ").append(ERROR_LIMIT)
				.append(" $t/errors 2>/dev/null | tr '\\000' ' '; printf '\\0'\n")
				.append(GuestAttributes.script("$t/all"));
		appliance.ask(mail, script.toString(), (answer, length) -> read(answer, order), monitor);
	}

	/** @return where the file of an entry is in the appliance */
	String operand(MachinePath path) {
		return operands.get(path);
	}

	private void plan(IProgressMonitor monitor) throws MachineException {
		Map<MachinePath, List<PathPattern>> walks = new LinkedHashMap<>();
		request.walks().forEach(walk -> walks.put(walk.root(), walk.leaveOut()));
		Set<MachinePath> roots = new LinkedHashSet<>(walks.keySet());
		request.wants().forEach(want -> roots.add(want.root()));
		Map<MachinePath, GuestPaths.Place> places = new GuestPaths(appliance).resolve(roots, monitor);
		walks.forEach((root, leaveOut) -> add(root, leaveOut, places));
		for (Want want : request.wants()) {
			if (!walks.containsKey(want.root()) && isBehindSymlink(want.root(), walks.keySet(), places)) {
				add(want.root(), want.leaveOut(), places);
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

	private void add(MachinePath root, List<PathPattern> leaveOut, Map<MachinePath, GuestPaths.Place> places) {
		GuestPaths.Place place = places.get(root);
		if (place != null) {
			runs.computeIfAbsent(new Run(place.inAppliance(), leaveOut), run -> new ArrayList<>()).add(root);
		}
	}

	private static void addFind(Mailbox.Request mail, Run run) {
		PathPattern leaveOut = PathPattern.anyOf(run.leaveOut());
		mail.add(run.operand());
		if (leaveOut.matches(WalkRecord.name(""))) {
			mail.add("-maxdepth").add("0");
		}
		mail.add("-regextype").add("posix-extended").add("-printf").add(WalkRecord.FORMAT).add("(").add("(")
				.add("-type").add("f").add("-o").add("-type").add("d").add(")").add("-fprint0").add(NAMES).add("-o")
				.add("-true").add(")").add("-type").add("d").add("-regex")
				.add(quote(run.operand()) + "/" + leaveOut.expression()).add("-prune");
	}

	/** Quotes what has a meaning in a POSIX extended regular expression. */
	private static String quote(String literal) {
		return literal.replaceAll("[\\\\.\\[\\]{}()*+?^$|]", "\\\\$0");
	}

	private Void read(InputStream answer, List<Run> order) throws IOException {
		FieldReader fields = new FieldReader(answer);
		for (Run run : order) {
			for (String type = fields.need(); !type.isEmpty(); type = fields.need()) {
				WalkRecord found = WalkRecord.read(type, fields);
				if (found != null) {
					add(found, run == null ? List.of() : run.leaveOut());
				}
			}
		}
		FreeSpace.read(fields).forEach(survey::fileSystem);
		FindErrors.parse(fields.need()).forEach(this::addProblem);
		AttributeDump attributes = GuestAttributes.read(fields);
		if (attributes == null) {
			runs.values().forEach(roots -> roots
					.forEach(root -> survey.problem(root, "its files have more extended attributes than are read")));
		} else {
			attributes.files().forEach((place, found) -> tell(place, path -> survey.attributes(path, found)));
			attributes.problems().forEach(this::addProblem);
		}
		return null;
	}

	private void add(WalkRecord found, List<PathPattern> leaveOut) {
		for (MachinePath root : runs.getOrDefault(new Run(found.operand(), leaveOut), List.of())) {
			try {
				org.likeness.core.FileEntry entry = found.entry(root);
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
		runs.forEach((run, roots) -> {
			for (MachinePath root : roots) {
				if (inAppliance.equals(run.operand())) {
					teller.accept(root);
				} else if (inAppliance.startsWith(run.operand() + "/")) {
					String relative = inAppliance.substring(run.operand().length() + 1);
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
