/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

	/** Sets whose settings and files are taken in the source, unless it {@linkplain Machine#onlyUser tells of one only}. */
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
	record Planned(Plan plan, CompareCommand.Compared compared, ItemPlanning planning) {

		/** @return the same plan, with more items that are not done */
		Planned with(List<Plan.NotDone> more) {
			List<Plan.NotDone> notDone = new ArrayList<>(plan.notDone());
			notDone.addAll(more);
			return new Planned(new Plan(plan.comparison(), plan.items(), notDone, plan.changes(), plan.packages(),
					plan.commands(), plan.room()), compared, planning);
		}
	}

	/** @return whether all is to become exactly what the source is */
	boolean isExact() {
		return exact;
	}

	/** As {@link #call}, with what the plan was made from. */
	Planned plan(IProgressMonitor monitor) throws MachineException {
		return plan(List.of(), monitor);
	}

	/** As {@link #plan(IProgressMonitor)}, without some items. */
	Planned plan(List<Plan.NotDone> leftOut, IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		CompareCommand.Compared compared = comparing(source, target).compare(progress.split(89));
		ItemPlanning planning = new ItemPlanning(source, target, compared, choice, exact);
		leftOut.forEach(item -> planning.refuse(item.facet(), item.key(), item.rule(), item.reason()));
		return plan(compared, planning, progress.split(10));
	}

	/** Plans once more, from the same comparison, without some items. */
	Planned without(Planned planned, List<Plan.NotDone> items, IProgressMonitor monitor) throws MachineException {
		items.forEach(item -> planned.planning().refuse(item.facet(), item.key(), item.rule(), item.reason()));
		return plan(planned.compared(), planned.planning(), monitor);
	}

	private Planned plan(CompareCommand.Compared compared, ItemPlanning planning, IProgressMonitor monitor)
			throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 10);
		Resolved resolved = resolve(planning, progress);
		List<SystemCommand> commands = new ArrayList<>();
		while (!commands(resolved.changes(), compared, planning, commands)) {
			progress.setWorkRemaining(10);
			resolved = resolve(planning, progress);
		}
		List<FileChange> changes = resolved.changes();
		PackagePlan packages = resolved.packages();
		List<Room> room = new RoomCount(compared.ofClone().survey().fileSystems()).of(changes, packages, commands);
		return new Planned(new Plan(compared.comparison(), planning.items(), planning.notDone(), changes, packages,
				commands, room), compared, planning);
	}

	/** What is planned, once all that can't be done is refused. */
	private record Resolved(List<FileChange> changes, PackagePlan packages) {
	}

	private Resolved resolve(ItemPlanning planning, SubMonitor progress) throws MachineException {
		PlanDraft draft = planning.plan(progress.split(1));
		List<FileChange> changes = draft.changes();
		PackagePlan packages = packages(new PackageRequest(draft.wishes(), changes, source), progress.split(5));
		while (refuse(draft.wishes(), packages.refused(), planning)) {
			List<PackageWish> granted = new ArrayList<>(draft.wishes());
			granted.removeAll(packages.refused().keySet());
			List<FileChange> before = changes;
			draft = planning.plan(progress.split(1));
			changes = draft.changes();
			if (!changes.equals(before) || !draft.wishes().equals(granted)) {
				progress.setWorkRemaining(100);
				packages = packages(new PackageRequest(draft.wishes(), changes, source), progress.split(50));
			}
		}
		return new Resolved(changes, packages);
	}

	/** @return whether there is anything that was not refused before */
	private static boolean refuse(List<PackageWish> wishes, Map<PackageWish, String> refused, ItemPlanning planning) {
		boolean more = false;
		for (PackageWish wish : wishes) {
			more |= refused.containsKey(wish)
					&& planning.refuse(wish.facet(), wish.key(), null, refused.get(wish));
		}
		return more;
	}

	/** @return whether that could be asked; where a facet failed, its items are refused, and have to be left out */
	private static boolean commands(List<FileChange> changes, CompareCommand.Compared compared, ItemPlanning planning,
			List<SystemCommand> commands) {
		boolean whole = true;
		commands.clear();
		for (FacetComparison facet : compared.comparison().facets()) {
			try {
				facet.facet().commands(changes, compared.ofClone().side(facet.facet())).stream()
						.filter(command -> !commands.contains(command)).forEach(commands::add);
			} catch (OperationCanceledException e) {
				throw e;
			} catch (RuntimeException e) {
				whole &= !planning.refuseAll(facet.facet().id(), GuardedFacet.reason(e));
			}
		}
		return whole;
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

	private CompareCommand comparing(Machine from, Machine with) {
		return new CompareCommand(from, with).setFacets(facets).setPreferences(preferences)
				.setLaptopUser(sourceUser);
	}

	/** Compares a state of the source with one of the target, as is done for the plan. */
	Comparison compare(Machine from, Machine with, IProgressMonitor monitor) throws MachineException {
		return comparing(from, with).call(monitor);
	}

	/** Surveys another state of the target as this one is surveyed. */
	Surveyed survey(Machine other, Account user, IProgressMonitor monitor) throws MachineException {
		return new SurveyCommand(other).setFacets(facets).setPreferences(preferences).setUser(user).survey(monitor);
	}
}
