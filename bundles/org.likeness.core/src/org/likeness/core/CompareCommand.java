/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;

/**
 * Compares the laptop with a clone. Both are surveyed at the same time; contents are digested, in one pass over each,
 * only where nothing cheaper decides: both have the file, and its attributes and sizes are alike.
 */
public final class CompareCommand {

	/** Work on one of the two machines. */
	@FunctionalInterface
	private interface Work<T> {
		T run(IProgressMonitor monitor) throws MachineException;
	}

	private final Machine laptop;
	private final Machine clone;
	private List<Facet> facets = List.of();
	private Preferences preferences = new Preferences();
	private Account laptopUser;

	/** @param laptop the laptop; @param clone the clone; both still the caller's to close */
	public CompareCommand(Machine laptop, Machine clone) {
		this.laptop = laptop;
		this.clone = clone;
	}

	/** Sets the facets to compare. */
	public CompareCommand setFacets(List<Facet> facets) {
		this.facets = List.copyOf(facets);
		return this;
	}

	/** Sets weights and rules. */
	public CompareCommand setPreferences(Preferences preferences) {
		this.preferences = preferences;
		return this;
	}

	/** Sets whose settings and files are taken on the laptop. */
	public CompareCommand setLaptopUser(Account laptopUser) {
		this.laptopUser = laptopUser;
		return this;
	}

	/**
	 * @return the comparison
	 * @throws MachineException           if one of the machines can't be read; nothing is changed
	 * @throws OperationCanceledException if the monitor is cancelled; nothing is changed
	 */
	public Comparison call(IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, "Comparing the laptop with " + clone.label(), 100);
		Instant when = Instant.now();
		CompletableFuture<Map<Facet, Inventory>> laptopSide = inBackground(progress,
				background -> survey(laptop, laptopUser, background));
		Map<Facet, Inventory> cloneItems;
		UserMatch users;
		try {
			SystemDescription system = clone.describe(progress.split(40));
			users = UserMatch.find(laptopUser, system, clone.label());
			cloneItems = survey(clone, users.ofClone(), progress.split(35));
		} catch (MachineException | RuntimeException e) {
			laptopSide.cancel(false);
			settle(laptopSide);
			throw e;
		}
		Map<Facet, Inventory> laptopItems = join(laptopSide);
		List<Pairing> pairings = new ArrayList<>();
		cloneItems.forEach((facet, inventory) -> pairings.add(new Pairing(facet, preferences.rules(facet),
				laptopItems.get(facet), inventory, new HomePaths(users.ofLaptop().home()), new HomePaths(users.ofClone().home()))));
		Digests digests = digest(pairings, progress.split(20));
		List<FacetComparison> compared = pairings.stream()
				.map(pairing -> pairing.decide(preferences.weight(pairing.facet()), digests)).toList();
		return new Comparison(when, laptop.describe(progress.split(1)), users.ofLaptop(),
				clone.describe(progress.split(1)), users.ofClone(), compared);
	}

	private Map<Facet, Inventory> survey(Machine machine, Account user, IProgressMonitor monitor)
			throws MachineException {
		return new SurveyCommand(machine).setFacets(facets).setPreferences(preferences).setUser(user).call(monitor);
	}

	private Digests digest(List<Pairing> pairings, SubMonitor progress) throws MachineException {
		List<FileEntry> laptopFiles = pairings.stream().flatMap(pairing -> pairing.undecided(true)).toList();
		if (laptopFiles.isEmpty()) {
			return new Digests(Map.of(), Map.of());
		}
		List<FileEntry> cloneFiles = pairings.stream().flatMap(pairing -> pairing.undecided(false)).toList();
		progress.subTask("Comparing the contents of " + laptopFiles.size() + " files");
		CompletableFuture<Map<MachinePath, Digest>> laptopSide = inBackground(progress,
				background -> laptop.digest(laptopFiles, background));
		Map<MachinePath, Digest> ofClone;
		try {
			ofClone = clone.digest(cloneFiles, progress);
		} catch (MachineException | RuntimeException e) {
			laptopSide.cancel(false);
			settle(laptopSide);
			throw e;
		}
		return new Digests(join(laptopSide), ofClone);
	}

	/** Runs work on the laptop's side with a monitor of its own, which is cancelled with {@code progress}. */
	private static <T> CompletableFuture<T> inBackground(SubMonitor progress, Work<T> work) {
		CompletableFuture<T> future = new CompletableFuture<>();
		IProgressMonitor monitor = new NullProgressMonitor() {
			@Override
			public boolean isCanceled() {
				return progress.isCanceled() || future.isCancelled();
			}
		};
		Executor thread = task -> {
			Thread worker = new Thread(task, "laptop side");
			worker.setDaemon(true);
			worker.start();
		};
		thread.execute(() -> {
			try {
				future.complete(work.run(monitor));
			} catch (MachineException | RuntimeException | Error e) {
				future.completeExceptionally(e);
			}
		});
		return future;
	}

	/** What the laptop's side came to no longer matters. */
	private static void settle(CompletableFuture<?> future) {
		future.handle((result, failure) -> null).join();
	}

	private static <T> T join(CompletableFuture<T> future) throws MachineException {
		try {
			return future.join();
		} catch (CompletionException e) {
			if (e.getCause() instanceof MachineException failure) {
				throw failure;
			}
			if (e.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			throw e;
		}
	}
}
