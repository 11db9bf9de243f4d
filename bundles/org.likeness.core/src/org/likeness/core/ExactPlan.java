/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.IProgressMonitor;

/** Plans that the files of a machine become again what they were in an earlier version of it. */
final class ExactPlan {

	/**
	 * An entry then and now; {@code null} where there is none.
	 *
	 * @param facet the first one that it is for: who is told
	 */
	private record Pair(String facet, FileEntry then, FileEntry now) {
	}

	private final Machine source;
	private final CompareCommand.Compared compared;
	private final ExactDigests digests;
	private final PlanDraft draft;
	private final NavigableMap<MachinePath, Pair> pairs = new TreeMap<>();
	/** The items that differ, by the files that they stand for. */
	private final Map<MachinePath, List<Plan.PlannedItem>> items = new HashMap<>();
	/** By facet, those of which nothing tells the files: they are what all that the facet reads comes to. */
	private final Map<String, List<Plan.PlannedItem>> unplaced = new HashMap<>();
	/** The facets of these, by what they read. */
	private final Map<MachinePath, List<String>> readBy = new HashMap<>();
	private final Set<Plan.PlannedItem> refused = new HashSet<>();

	ExactPlan(Machine source, CompareCommand.Compared compared, ExactDigests digests, PlanDraft draft) {
		this.source = source;
		this.compared = compared;
		this.digests = digests;
		this.draft = draft;
	}

	/**
	 * @param kept the files that rules keep as they are
	 * @return the items that become what they were, but for those that {@link #plan} refuses
	 */
	List<Plan.PlannedItem> add(FacetComparison facet, Set<MachinePath> kept) {
		String id = facet.facet().id();
		FacetSide then = compared.ofLaptop().side(facet.facet());
		FacetSide now = compared.ofClone().side(facet.facet());
		List<Plan.PlannedItem> planned = new ArrayList<>();
		Set<MachinePath> ours = new HashSet<>();
		for (ComparedItem item : facet.items()) {
			Set<MachinePath> own = files(item, compared);
			ours.addAll(own);
			if (item.keptBy() != null && item.differs()) {
				draft.refuse(new Plan.NotDone(id, item.key(), item.keptBy(), "kept by a rule"));
			} else if (item.differs()) {
				Plan.PlannedItem differing = new Plan.PlannedItem(id, item.key(), ItemPlanning.action(item));
				planned.add(differing);
				Set<MachinePath> places = places(facet.facet(), item, compared);
				places.forEach(path -> items.computeIfAbsent(path, key -> new ArrayList<>()).add(differing));
				if (places.isEmpty()) {
					unplaced.computeIfAbsent(id, key -> new ArrayList<>()).add(differing);
				}
			}
		}
		refuseSecrets(facet);
		Set<MachinePath> paths = new TreeSet<>();
		List<Want> wants = new GuardedFacet(facet.facet(), now.context()).wants();
		for (FacetSide side : List.of(then, now)) {
			paths.addAll(paths(wants, side, ours));
		}
		paths.removeAll(kept);
		for (MachinePath path : paths) {
			pairs.putIfAbsent(path, new Pair(id, then.survey().unfollowed(path).orElse(null),
					now.survey().unfollowed(path).orElse(null)));
			if (unplaced.containsKey(id) && !ours.contains(path)) {
				readBy.computeIfAbsent(path, key -> new ArrayList<>()).add(id);
			}
		}
		return planned;
	}

	/** A secret that was added since is no item, and not known to anybody but its user: it stays, and that is said. */
	private void refuseSecrets(FacetComparison facet) {
		String rule = SecretItems.rule(facet.facet(), facet.rules());
		Set<String> known = new HashSet<>();
		facet.ofLaptop().items().forEach(item -> known.add(item.key()));
		facet.ofLaptop().leftOut().forEach(left -> known.add(left.key()));
		for (Inventory.LeftOut left : facet.ofClone().leftOut()) {
			if (left.rule().equals(rule) && known.add(left.key())) {
				draft.refuse(new Plan.NotDone(facet.facet().id(), left.key(), null,
						"it holds a secret and was not there then: it stays, as Likeness leaves secrets alone"));
			}
		}
	}

	/** @return where the files are that an item tells of */
	static Set<MachinePath> files(ComparedItem item, CompareCommand.Compared compared) {
		Set<MachinePath> files = new HashSet<>();
		if (item.ofLaptop() != null && item.ofLaptop().file() != null) {
			files.add(compared.ofLaptop().survey().where(item.ofLaptop().file()).path());
		}
		if (item.ofClone() != null && item.ofClone().file() != null) {
			files.add(compared.ofClone().survey().where(item.ofClone().file()).path());
		}
		return files;
	}

	/** @return where the files are that hold an item, as far as it or its facet tells */
	static Set<MachinePath> places(Facet facet, ComparedItem item, CompareCommand.Compared compared) {
		Set<MachinePath> files = files(item, compared);
		for (MachinePath file : facet.files(item.key(), compared.ofClone().contexts().get(facet))) {
			files.add(compared.ofLaptop().survey().places().of(file));
			files.add(compared.ofClone().survey().places().of(file));
			files.add(compared.ofClone().survey().places().ofLink(file));
		}
		return files;
	}

	/** With the symlinks of the system, which facets look at from the folders that they are in, without entering these. */
	private static List<MachinePath> paths(List<Want> wants, FacetSide side, Set<MachinePath> ours) {
		List<MachinePath> found = new ArrayList<>();
		Survey survey = side.survey();
		for (Want want : wants) {
			survey.entries(want).stream()
					.filter(entry -> isOurs(survey.where(entry), survey, ours,
							wants.stream().anyMatch(any -> any.wantsContents(entry))))
					.map(survey::where)
					.map(FileEntry::path).forEach(found::add);
			survey.leftOut(want).stream().filter(entry -> entry.type() == FileType.SYMLINK)
					.filter(entry -> !side.context().hasUser() || !entry.path().startsWith(side.context().home()))
					.map(survey::where).map(FileEntry::path)
					.forEach(found::add);
		}
		return found;
	}

	/**
	 * Files that are neither items nor read (keys, say) are nobody's business; what another facet reads (the status of
	 * dpkg, which dpkg alone may write) is that one's.
	 *
	 * @param entry where it really is
	 * @param read  whether this facet wants its contents
	 */
	private static boolean isOurs(FileEntry entry, Survey survey, Set<MachinePath> files, boolean read) {
		return switch (entry.type()) {
		case FILE -> files.contains(entry.path()) || read && survey.content(entry.path()).isPresent();
		case DIRECTORY, SYMLINK -> true;
		default -> false;
		};
	}

	/**
	 * Plans what all that was added needs.
	 *
	 * @throws MachineException if one of the machines can't be read
	 */
	void plan(IProgressMonitor monitor) throws MachineException {
		digests.find(pairs.values().stream().filter(ExactPlan::mayHoldTheSame).map(Pair::then).toList(), monitor);
		Set<MachinePath> differing = pairs.values().stream().filter(this::contentsDiffer)
				.map(pair -> pair.then().path()).collect(Collectors.toSet());
		Set<MachinePath> gone = new HashSet<>(source.withoutContents(differing));
		// What a folder holds has to go before something else can be where the folder is.
		pairs.descendingMap().forEach((path, pair) -> {
			if (pair.then() == null) {
				plan(path, pair, false, gone, null);
			}
		});
		pairs.forEach((path, pair) -> {
			boolean contents = differing.contains(path);
			if (pair.then() != null && (contents || pair.then().isDirectory() || !pair.then().equals(pair.now()))) {
				plan(path, pair, contents, gone, contents ? unchangedLink(path, differing) : null);
			}
		});
	}

	private void plan(MachinePath path, Pair pair, boolean contents, Set<MachinePath> gone, MachinePath sameAs) {
		try {
			if (pair.then() == null) {
				checkAbsent(path);
			}
			if (gone.contains(path)) {
				throw new UnplannableException(
						(knownToDiffer(pair) == null ? "it is not known whether it holds what it held, and "
								: "") + "its contents were not kept: Likeness had not changed it by then");
			}
			draft.restore(path, pair.then(), contents, sameAs);
			restoreFolder(path.parent());
		} catch (UnplannableException e) {
			refuse(path, pair.facet(), e.getMessage());
		}
	}

	/** What the step did not look at stays as it is. */
	private void checkAbsent(MachinePath path) throws UnplannableException {
		Survey then = compared.ofLaptop().survey();
		if (then.knowsEntry(path) == Knowledge.UNKNOWN) {
			throw new UnplannableException("what it was is not known: " + then.whyUnknown(path));
		}
	}

	/** @return another name that the file had then, which still is what it was; {@code null} if there is none */
	private MachinePath unchangedLink(MachinePath path, Set<MachinePath> differing) {
		for (MachinePath other : compared.ofLaptop().survey().links(path)) {
			Pair pair = pairs.get(other);
			if (pair != null && !differing.contains(other) && pair.then() != null && pair.then().equals(pair.now())) {
				return other;
			}
		}
		return null;
	}

	/** What is no item itself is told by its path. */
	private void refuse(MachinePath path, String facet, String reason) {
		List<Plan.PlannedItem> here = items.getOrDefault(path, List.of());
		List<Plan.PlannedItem> read = madeOf(path);
		if (here.isEmpty() && read.isEmpty()) {
			draft.refuse(new Plan.NotDone(facet, path.toString(), null, reason));
		}
		here.forEach(item -> refuse(item, reason));
		read.forEach(item -> refuse(item, path + " stays as it is: " + reason));
	}

	private void refuse(Plan.PlannedItem item, String reason) {
		if (refused.add(item)) {
			draft.refuse(new Plan.NotDone(item.facet(), item.key(), null, reason));
		}
	}

	/** @return the items that may be made of a file or symlink, though they don't tell: they don't become what they were */
	private List<Plan.PlannedItem> madeOf(MachinePath path) {
		Pair pair = pairs.get(path);
		FileEntry entry = pair.then() != null ? pair.then() : pair.now();
		if (entry == null || entry.isDirectory()) {
			return List.of();
		}
		List<Plan.PlannedItem> all = new ArrayList<>();
		for (String facet : readBy.getOrDefault(path, List.of())) {
			List<Plan.PlannedItem> of = unplaced.get(facet);
			List<Plan.PlannedItem> named = of.stream().filter(item -> path.toString().endsWith("/" + item.key()))
					.toList();
			all.addAll(named.isEmpty() ? of : named);
		}
		return all;
	}

	/** @return whether an item that was added stays as it is; known once all is planned */
	boolean isRefused(Plan.PlannedItem item) {
		return refused.contains(item);
	}

	/** What is written in a folder changes its time, whoever looks at that folder. */
	private void restoreFolder(MachinePath folder) throws UnplannableException {
		FileEntry then = compared.ofLaptop().survey().entry(folder).filter(FileEntry::isDirectory).orElse(null);
		boolean still = compared.ofClone().survey().entry(folder).filter(FileEntry::isDirectory).isPresent();
		if (then != null && still && !pairs.containsKey(folder)) {
			draft.restore(folder, then, false, null);
		}
	}

	/** @return whether what both held must tell whether they differ in that, or in permissions, owner or times alone */
	private static boolean mayHoldTheSame(Pair pair) {
		return pair.then() != null && pair.now() != null && pair.then().isFile() && pair.now().isFile()
				&& pair.then().size() == pair.now().size() && !pair.then().equals(pair.now());
	}

	/** What nobody knows of a file that was touched is taken for another: either it is written again, or refused. */
	private boolean contentsDiffer(Pair pair) {
		Boolean differ = knownToDiffer(pair);
		return differ == null ? !isUntouched(pair) : differ;
	}

	/** Records of earlier versions of Likeness do not tell of attributes. */
	private static boolean isUntouched(Pair pair) {
		FileEntry then = pair.then().attributes() == FileAttributes.UNKNOWN ? pair.then().with(pair.now().attributes())
				: pair.then();
		return then.equals(pair.now());
	}

	/** @return whether a file holds something else than it held; {@code null} if nobody knows */
	private Boolean knownToDiffer(Pair pair) {
		if (pair.then() == null || !pair.then().isFile()) {
			return false;
		}
		if (pair.now() == null || !pair.now().isFile() || pair.now().size() != pair.then().size()) {
			return true;
		}
		Boolean same = digests.same(pair.then().path());
		if (same != null) {
			return !same;
		}
		Optional<byte[]> bytesThen = compared.ofLaptop().survey().content(pair.then().path());
		Optional<byte[]> bytesNow = compared.ofClone().survey().content(pair.now().path());
		if (bytesThen.isPresent() && bytesNow.isPresent()) {
			return !Arrays.equals(bytesThen.get(), bytesNow.get());
		}
		return pair.then().size() == 0 ? false : null;
	}
}
