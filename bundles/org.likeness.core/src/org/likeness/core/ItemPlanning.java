/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;

/**
 * Plans the chosen items of all facets, each whole or not at all. Items share files, and what one of them plans may rest
 * on what another one does; so a part of an item can't be taken back from a plan. Instead all is planned once more
 * without the items that could not be planned, until nothing is refused any more.
 */
final class ItemPlanning {

	/** What of one facet is to be planned. */
	private record Chosen(FacetComparison facet, List<ComparedItem> items) {
	}

	private final Machine source;
	private final CompareCommand.Compared compared;
	private final boolean exact;
	private final SecretWall wall;
	private final List<Chosen> chosen = new ArrayList<>();
	/** By facet and key, in the order in which they were refused. */
	private final Map<String, Map<String, Plan.NotDone>> refused = new LinkedHashMap<>();
	private final ExactDigests digests;
	private List<Plan.PlannedItem> items = List.of();
	private PlanDraft draft;
	private BiPredicate<MachinePath, FileEntry> watched;
	/** Facets and keys of items that do what is watched. */
	private final Set<String> noted = new HashSet<>();

	/** @param exact whether files become byte for byte what they are in the source, where they hold all that a facet has */
	ItemPlanning(Machine source, Machine target, CompareCommand.Compared compared, Choice choice, boolean exact) {
		this.source = source;
		this.compared = compared;
		this.exact = exact;
		this.digests = new ExactDigests(source, target,
				new Digests(compared.ofLaptop().where(compared.digests().ofLaptop()),
						compared.ofClone().where(compared.digests().ofClone())));
		this.wall = new SecretWall(source, target, compared);
		for (FacetComparison facet : compared.comparison().facets()) {
			refused.put(facet.facet().id(), new LinkedHashMap<>());
			chosen.add(new Chosen(facet, isRestored(facet) ? List.of() : choose(facet, choice)));
		}
	}

	private boolean isRestored(FacetComparison facet) {
		return exact && facet.facet().isHeldByFiles() && keptFiles(facet).isPresent();
	}

	/**
	 * @return the files that rules keep as they are; empty if it is not known of an item that differs which ones they are, or
	 *         if one of them holds an item that differs and that no rule keeps
	 */
	private Optional<Set<MachinePath>> keptFiles(FacetComparison facet) {
		Set<MachinePath> kept = new HashSet<>();
		for (ComparedItem item : facet.items()) {
			if (item.keptBy() != null) {
				Set<MachinePath> files = ExactPlan.places(facet.facet(), item, compared);
				if (files.isEmpty() && item.differs()) {
					return Optional.empty();
				}
				kept.addAll(files);
			}
		}
		return kept.isEmpty() || keepNothingElse(facet, kept) ? Optional.of(kept) : Optional.empty();
	}

	private boolean keepNothingElse(FacetComparison facet, Set<MachinePath> kept) {
		return facet.items().stream().filter(ComparedItem::canBeChosen)
				.allMatch(item -> Collections.disjoint(kept, ExactPlan.places(facet.facet(), item, compared)));
	}

	private List<ComparedItem> choose(FacetComparison facet, Choice choice) {
		List<ComparedItem> taken = new ArrayList<>();
		for (ComparedItem item : facet.items()) {
			if (item.state() != State.SAME && choice.takes(facet.facet(), item)) {
				if (item.keptBy() != null) {
					refuse(facet.facet().id(), item.key(), item.keptBy(), "kept by a rule");
				} else if (item.state() == State.UNREAD) {
					refuse(facet.facet().id(), item.key(), null, item.problem());
				} else {
					taken.add(item);
				}
			}
		}
		refuseWithoutContents(facet.facet().id(), taken);
		return taken;
	}

	/** A recorded version knows of most files only what they were like. */
	private void refuseWithoutContents(String facet, List<ComparedItem> taken) {
		List<MachinePath> files = taken.stream().map(ComparedItem::ofLaptop)
				.filter(item -> item != null && item.file() != null).map(item -> item.file().path()).toList();
		Set<MachinePath> gone = new HashSet<>(source.withoutContents(files));
		for (ComparedItem item : taken) {
			if (item.ofLaptop() != null && item.ofLaptop().file() != null
					&& gone.contains(item.ofLaptop().file().path())) {
				refuse(facet, item.key(), null, "its contents were not kept: Likeness had not changed it by then");
			}
		}
	}

	/**
	 * Leaves an item out of what is planned from now on.
	 *
	 * @param rule the rule by which the target keeps its own; {@code null} if it can't be done
	 * @return whether that is new
	 */
	boolean refuse(String facet, String key, String rule, String reason) {
		return refused.get(facet).putIfAbsent(key, new Plan.NotDone(facet, key, rule, reason)) == null;
	}

	/** @return whether there was any item of that facet that is refused now, and was not before */
	boolean refuseAll(String facet, String reason) {
		boolean any = false;
		for (Plan.PlannedItem item : items) {
			any |= item.facet().equals(facet) && refuse(facet, item.key(), null, reason);
		}
		return any;
	}

	/**
	 * @return what can be planned whole, of all that was not refused
	 * @throws MachineException if one of the machines can't be read
	 */
	PlanDraft plan(IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor);
		do {
			while (!attempt(progress.setWorkRemaining(100).split(20))) {
				progress.checkCanceled();
			}
		} while (wall.finds(draft.changes(), progress.setWorkRemaining(100).split(20)));
		return draft;
	}

	/**
	 * @param files where files of the source are
	 * @return the planned items for which one of them is copied
	 */
	List<Plan.PlannedItem> copying(Set<MachinePath> files) throws MachineException {
		Survey survey = compared.ofLaptop().survey();
		Set<MachinePath> names = new HashSet<>(files);
		files.forEach(file -> names.addAll(survey.links(file)));
		return noting((path, from) -> from != null && names.contains(survey.where(from).path()));
	}

	/**
	 * @param places of the target
	 * @return the planned items that change one of them
	 */
	List<Plan.PlannedItem> touching(Set<MachinePath> places) throws MachineException {
		Places there = compared.ofClone().survey().places();
		return noting((path, from) -> places.contains(there.of(path)) || places.contains(there.ofLink(path)));
	}

	/** Plans once more to see what is noted: to remember that of each of a million items would take as much again. */
	private List<Plan.PlannedItem> noting(BiPredicate<MachinePath, FileEntry> what) throws MachineException {
		watched = what;
		noted.clear();
		plan(null);
		watched = null;
		return items.stream().filter(item -> noted.contains(item.facet() + "\n" + item.key())).toList();
	}

	/** @return whether nothing was refused on the way */
	private boolean attempt(IProgressMonitor monitor) throws MachineException {
		draft = new PlanDraft(compared.ofLaptop().survey(), compared.ofClone().survey(), compared.users(),
				compared.comparison().when(), wall);
		ExactPlan restoring = new ExactPlan(source, compared, digests, draft);
		List<Plan.PlannedItem> planned = new ArrayList<>();
		boolean whole = true;
		for (Chosen each : chosen) {
			if (isRestored(each.facet())) {
				planned.addAll(restoring.add(each.facet(), keptFiles(each.facet()).orElseThrow()));
			} else {
				whole &= plan(each, planned);
			}
		}
		if (whole) {
			restoring.plan(monitor);
			planned.removeIf(restoring::isRefused);
			items = List.copyOf(planned);
		}
		return whole;
	}

	private boolean plan(Chosen facet, List<Plan.PlannedItem> planned) {
		Facet of = facet.facet().facet();
		Map<String, Plan.NotDone> left = refused.get(of.id());
		List<ComparedItem> now = facet.items().stream().filter(item -> !left.containsKey(item.key())).toList();
		FacetDraft facetDraft = new FacetDraft(of.id(), draft, this::note);
		try {
			of.plan(now, compared.ofLaptop().side(of), compared.ofClone().side(of), facetDraft);
		} catch (OperationCanceledException e) {
			throw e;
		} catch (RuntimeException e) {
			now.forEach(item -> refuse(of.id(), item.key(), null, GuardedFacet.reason(e)));
			return now.isEmpty();
		}
		facetDraft.refused().forEach((key, reason) -> refuse(of.id(), key, null, reason));
		now.forEach(item -> planned.add(new Plan.PlannedItem(of.id(), item.key(), action(item))));
		return facetDraft.refused().isEmpty();
	}

	private void note(String facet, String key, MachinePath path, FileEntry from) {
		if (watched != null && watched.test(path, from)) {
			noted.add(facet + "\n" + key);
		}
	}

	/** @return the items that become like the source's */
	List<Plan.PlannedItem> items() {
		return items;
	}

	/** @return the chosen items that stay as they are, and why */
	List<Plan.NotDone> notDone() {
		List<Plan.NotDone> all = new ArrayList<>();
		refused.values().forEach(facet -> all.addAll(facet.values()));
		Optional.ofNullable(draft).map(PlanDraft::notDone).ifPresent(all::addAll);
		return all;
	}

	static Plan.Action action(ComparedItem item) {
		return switch (item.state()) {
		case MISSING -> Plan.Action.ADD;
		case EXTRA -> Plan.Action.REMOVE;
		default -> Plan.Action.CHANGE;
		};
	}
}
