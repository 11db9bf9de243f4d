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
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.PathPattern;
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

	/** A tree to be walked: where it is in the appliance, and what is left out below. */
	private record Tree(String operand, List<PathPattern> leaveOut) {

		/** What is left out of one of them could not be told from what is left out of the other. */
		boolean overlaps(Tree other) {
			return (operand + "/").startsWith(other.operand + "/") || (other.operand + "/").startsWith(operand + "/");
		}
	}

	private final MountedSystem system;
	private final ImageAppliance appliance;
	private final SurveyRequest request;
	private final Survey.Builder survey;
	/** The roots that each tree answers for. */
	private final Map<Tree, List<MachinePath>> trees = new LinkedHashMap<>();

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
		List<List<Tree>> runs = runs();
		Mailbox.Request mail = new Mailbox.Request();
		StringBuilder script = new StringBuilder();
		for (int i = 0; i < runs.size(); i++) {
			script.append("section ").append(i)
					.append(" | (cd $t; xargs -0 -x -s 1000000 find 2>>$t/errors); printf '\\0'\n");
			addFind(mail.section(), runs.get(i), NAMES + i);
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

	/** @return the trees, by the run of find that walks them */
	private List<List<Tree>> runs() {
		List<List<Tree>> runs = new ArrayList<>();
		for (Tree tree : trees.keySet()) {
			List<Tree> free = runs.stream().filter(run -> run.stream().noneMatch(tree::overlaps)).findFirst()
					.orElse(null);
			if (free == null) {
				free = new ArrayList<>();
				runs.add(free);
			}
			free.add(tree);
		}
		return runs;
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
			trees.computeIfAbsent(new Tree(place.inAppliance(), leaveOut), tree -> new ArrayList<>()).add(root);
		}
	}

	private static void addFind(Mailbox.Request mail, List<Tree> run, String names) {
		run.forEach(tree -> mail.add(tree.operand()));
		mail.add("-regextype").add("posix-extended").add("-printf").add(WalkRecord.FORMAT).add("(").add("(")
				.add("-type").add("f").add("-o").add("-type").add("d").add(")").add("-fprint0").add(names).add("-o")
				.add("-true").add(")").add("-type").add("d").add("(").add("-false");
		for (Tree tree : run) {
			if (!tree.leaveOut().isEmpty()) {
				PathPattern leaveOut = PathPattern.anyOf(tree.leaveOut());
				mail.add("-o").add("-regex").add(quote(tree.operand()) + "/" + leaveOut.expression());
				if (leaveOut.matches(WalkRecord.name(""))) {
					mail.add("-o").add("-regex").add(quote(tree.operand()));
				}
			}
		}
		mail.add(")").add("-prune");
	}

	/** Quotes what has a meaning in a POSIX extended regular expression. */
	private static String quote(String literal) {
		return literal.replaceAll("[\\\\.\\[\\]{}()*+?^$|]", "\\\\$0");
	}

	private Void read(InputStream answer, List<List<Tree>> runs) throws IOException {
		FieldReader fields = new FieldReader(answer);
		for (List<Tree> run : runs) {
			Map<String, List<MachinePath>> roots = new HashMap<>();
			run.forEach(tree -> roots.put(tree.operand(), trees.get(tree)));
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
