/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.ISchedulingRule;
import org.eclipse.core.runtime.jobs.Job;
import org.likeness.core.CompareCommand;
import org.likeness.core.ComparedItem;
import org.likeness.core.Comparison;
import org.likeness.core.Item;
import org.likeness.core.ItemContent;
import org.likeness.core.KnownClones;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.Preferences;
import org.likeness.core.ReadItemCommand;
import org.likeness.laptop.Laptop;
import org.likeness.ui.internal.Facets;
import org.likeness.ui.internal.Machines;
import org.likeness.ui.internal.Problems;

/**
 * The laptop and one clone, for one comparison editor. Starting an appliance takes long, so the machines stay open for a
 * while after they were last used. Jobs that use the session have it as their rule: one at a time.
 */
final class ComparisonSession implements ISchedulingRule {

	/** Both sides of an item. */
	record Sides(ItemContent ofLaptop, ItemContent ofClone) {
	}

	private static final long IDLE = TimeUnit.MINUTES.toMillis(5);

	private final KnownClone clone;
	private final Job closing;
	private Laptop laptop;
	private Machine machine;

	ComparisonSession(KnownClone clone) {
		this.clone = clone;
		this.closing = Job.createSystem("Closing " + clone.image(), (ICoreRunnable) monitor -> closeMachines());
		closing.setRule(this);
	}

	KnownClone known() {
		return clone;
	}

	/**
	 * Compares, and adds the likeness to what is known of the clone.
	 *
	 * @throws MachineException if that can't be done; nothing is changed
	 */
	Comparison compare(IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		closing.cancel();
		try {
			Path file = Preferences.defaultFile();
			Preferences preferences = load(file);
			openLaptop();
			openClone();
			Comparison comparison = new CompareCommand(laptop.machine(), machine).setFacets(Facets.all())
					.setPreferences(preferences).setLaptopUser(laptop.user()).call(progress.split(99));
			remember(comparison);
			return comparison;
		} finally {
			closing.schedule(IDLE);
		}
	}

	/** @throws MachineException if one side can't be read; nothing is changed */
	Sides read(ComparedItem item, IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 2);
		closing.cancel();
		try {
			if (hasFile(item.ofLaptop())) {
				openLaptop();
			}
			ItemContent ofLaptop = new ReadItemCommand(laptop == null ? null : laptop.machine(), item.ofLaptop())
					.call(progress.split(1));
			if (hasFile(item.ofClone())) {
				openClone();
			}
			return new Sides(ofLaptop, new ReadItemCommand(machine, item.ofClone()).call(progress.split(1)));
		} finally {
			closing.schedule(IDLE);
		}
	}

	/** Lets go of the machines as soon as no job uses them. */
	void close() {
		closing.cancel();
		closing.schedule();
	}

	private static boolean hasFile(Item item) {
		return item != null && item.file() != null;
	}

	private static Preferences load(Path file) throws MachineException {
		try {
			return Preferences.load(file);
		} catch (IOException e) {
			throw Problems.ownFiles(e, "The preferences can't be read", file);
		}
	}

	private void remember(Comparison comparison) throws MachineException {
		try {
			KnownClones known = KnownClones.ofUser();
			known.put(new KnownClone(clone.image(), comparison.cloneSystem().os().prettyName(), clone.root()));
			known.measured(clone.image(), comparison);
		} catch (IOException e) {
			throw Problems.ownFiles(e, "The likeness can't be added to the history", clone.image());
		}
	}

	private synchronized void openLaptop() throws MachineException {
		if (laptop == null) {
			laptop = Machines.get().openLaptop();
		}
	}

	private synchronized void openClone() throws MachineException {
		if (machine == null) {
			machine = Machines.get().openClone(clone);
		}
	}

	private synchronized void closeMachines() {
		if (machine != null) {
			machine.close();
			machine = null;
		}
		if (laptop != null) {
			laptop.close();
			laptop = null;
		}
	}

	@Override
	public boolean contains(ISchedulingRule rule) {
		return rule == this;
	}

	@Override
	public boolean isConflicting(ISchedulingRule rule) {
		return rule == this;
	}
}
