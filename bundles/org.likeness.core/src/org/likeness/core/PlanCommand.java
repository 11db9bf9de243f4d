/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;

/** Plans how chosen items of one machine become like those of another. Nothing is changed. */
public final class PlanCommand {

	private final Machine source;
	private final Machine target;
	private List<Facet> facets = List.of();
	private Preferences preferences = new Preferences();
	private Account sourceUser;
	private Choice choice = (facet, item) -> false;
	private boolean exact;

	/** @param source the one to become like; @param target the one to change; both still the caller's to close */
	public PlanCommand(Machine source, Machine target) {
		this.source = source;
		this.target = target;
	}

	/** Sets the facets to compare; items of others are not chosen. */
	public PlanCommand setFacets(List<Facet> facets) {
		this.facets = List.copyOf(facets);
		return this;
	}

	/** Sets weights and rules. */
	public PlanCommand setPreferences(Preferences preferences) {
		this.preferences = preferences;
		return this;
	}

	/** Sets whose settings and files are taken in the source. */
	public PlanCommand setSourceUser(Account sourceUser) {
		this.sourceUser = sourceUser;
		return this;
	}

	/** Sets which items are taken over; without this none is. */
	public PlanCommand setChoice(Choice choice) {
		this.choice = choice;
		return this;
	}

	/**
	 * Takes all items, and plans that files become byte for byte what they are in the source, with their times, where the
	 * files hold all that a facet has: the source is an earlier version of the target.
	 */
	public PlanCommand setExact() {
		this.exact = true;
		this.choice = (facet, item) -> true;
		return this;
	}

	/**
	 * @return the plan
	 * @throws MachineException           if one of the machines can't be read
	 * @throws OperationCanceledException if the monitor is cancelled
	 */
	public Plan call(IProgressMonitor monitor) throws MachineException {
		return plan(monitor).plan();
	}

	/** A plan with the comparison that it was made from. */
	record Planned(Plan plan, CompareCommand.Compared compared) {
	}

	/** As {@link #call}, with what the plan was made from. */
	Planned plan(IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		CompareCommand.Compared compared = comparing(target).compare(progress.split(90));
		PlanDraft draft = new PlanDraft(compared.ofLaptop().survey(), compared.ofClone().survey(), compared.users(),
				compared.comparison().when());
		List<Plan.PlannedItem> items = new ArrayList<>();
		ExactPlan restoring = new ExactPlan(source, compared, draft);
		for (FacetComparison facet : compared.comparison().facets()) {
			items.addAll(exact && facet.facet().isHeldByFiles() ? restoring.add(facet)
					: plan(facet, compared, draft));
		}
		restoring.plan();
		items.removeIf(restoring::isRefused);
		List<FileChange> changes = draft.changes();
		PackagePlan packages = packages(new PackageRequest(draft.wishes(), changes, source), progress.split(5));
		for (PackageWish wish : draft.wishes()) {
			String reason = packages.refused().get(wish);
			if (reason != null) {
				draft.refuse(new Plan.NotDone(wish.facet(), wish.key(), null, reason));
				items.removeIf(item -> item.facet().equals(wish.facet()) && item.key().equals(wish.key()));
			}
		}
		List<SystemCommand> commands = commands(changes, compared);
		List<Room> room = new RoomCount(compared.ofClone().survey().fileSystems()).of(changes, packages, commands);
		return new Planned(
				new Plan(compared.comparison(), items, draft.notDone(), changes, packages, commands, room),
				compared);
	}

	private static List<SystemCommand> commands(List<FileChange> changes, CompareCommand.Compared compared) {
		return compared.comparison().facets().stream().map(FacetComparison::facet)
				.flatMap(facet -> facet.commands(changes, compared.ofClone().side(facet)).stream()).distinct().toList();
	}

	private PackagePlan packages(PackageRequest request, IProgressMonitor monitor) throws MachineException {
		if (request.wishes().isEmpty()) {
			return PackagePlan.NONE;
		}
		Optional<PackageResolver> resolver = target instanceof ChangeableMachine changeable ? changeable.packages()
				: Optional.empty();
		if (resolver.isPresent()) {
			return resolver.get().resolve(request, monitor);
		}
		Map<PackageWish, String> refused = new HashMap<>();
		request.wishes().forEach(wish -> refused.put(wish, "packages can be installed on a disk image only"));
		return new PackagePlan(List.of(), List.of(), Map.of(), refused);
	}

	private CompareCommand comparing(Machine with) {
		return new CompareCommand(source, with).setFacets(facets).setPreferences(preferences)
				.setLaptopUser(sourceUser);
	}

	/** Compares the source with another state of the target. */
	Comparison compareWith(Machine other, IProgressMonitor monitor) throws MachineException {
		return comparing(other).call(monitor);
	}

	/** Surveys another state of the target as this one is surveyed. */
	Surveyed survey(Machine other, Account user, IProgressMonitor monitor) throws MachineException {
		return new SurveyCommand(other).setFacets(facets).setPreferences(preferences).setUser(user).survey(monitor);
	}

	private List<Plan.PlannedItem> plan(FacetComparison compared, CompareCommand.Compared both, PlanDraft draft) {
		Facet facet = compared.facet();
		List<ComparedItem> chosen = new ArrayList<>();
		for (ComparedItem item : compared.items()) {
			if (item.state() != State.SAME && choice.takes(facet, item)) {
				if (item.keptBy() != null) {
					draft.refuse(new Plan.NotDone(facet.id(), item.key(), item.keptBy(), "kept by a rule"));
				} else if (item.state() == State.UNREAD) {
					draft.refuse(new Plan.NotDone(facet.id(), item.key(), null, item.problem()));
				} else {
					chosen.add(item);
				}
			}
		}
		FacetDraft facetDraft = new FacetDraft(facet.id(), draft);
		takeWhatHasContents(chosen, facetDraft);
		facet.plan(List.copyOf(chosen), both.ofLaptop().side(facet), both.ofClone().side(facet), facetDraft);
		return chosen.stream().filter(item -> !facetDraft.isRefused(item.key()))
				.map(item -> new Plan.PlannedItem(facet.id(), item.key(), action(item))).toList();
	}

	/** A recorded version knows of most files only what they were like. */
	private void takeWhatHasContents(List<ComparedItem> chosen, FacetDraft draft) {
		List<MachinePath> files = chosen.stream().map(ComparedItem::ofLaptop)
				.filter(item -> item != null && item.file() != null).map(item -> item.file().path()).toList();
		Set<MachinePath> gone = new HashSet<>(source.withoutContents(files));
		chosen.removeIf(item -> {
			boolean without = item.ofLaptop() != null && item.ofLaptop().file() != null
					&& gone.contains(item.ofLaptop().file().path());
			if (without) {
				draft.refuse(item.key(), "its contents were not kept: Likeness had not changed it by then");
			}
			return without;
		});
	}

	static Plan.Action action(ComparedItem item) {
		return switch (item.state()) {
		case MISSING -> Plan.Action.ADD;
		case EXTRA -> Plan.Action.REMOVE;
		default -> Plan.Action.CHANGE;
		};
	}
}
