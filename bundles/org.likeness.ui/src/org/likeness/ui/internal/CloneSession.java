/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.ISchedulingRule;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.likeness.core.ChangeableMachine;
import org.likeness.core.Comparison;
import org.likeness.core.KnownClones;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.Preferences;
import org.likeness.core.UserFolders;
import org.likeness.history.CloneHistory;
import org.likeness.laptop.Laptop;

/**
 * The laptop and one clone, for all parts of the window that have to do with that clone. Starting an appliance takes
 * long, so the machines stay open for a while after they were last used; and nobody can write to an image that another
 * appliance reads, so there is one session for each clone. Jobs that use it have it as their rule: one at a time.
 */
public final class CloneSession implements ISchedulingRule {

	/** Work with the machines of a session. */
	@FunctionalInterface
	public interface Work<T> {

		/** @throws MachineException if it can't be done */
		T run() throws MachineException;
	}

	private static final long IDLE = TimeUnit.MINUTES.toMillis(5);

	private static final Map<KnownClone, CloneSession> SESSIONS = new HashMap<>();

	private final KnownClone clone;
	private final Job closing;
	private Laptop laptop;
	private Machine machine;

	private CloneSession(KnownClone clone) {
		this.clone = clone;
		this.closing = Job.createSystem("Closing " + clone.image(), (ICoreRunnable) monitor -> closeMachines());
		closing.setRule(this);
	}

	/** @return the session of that image and root, whatever else is known of it */
	public static CloneSession of(KnownClone clone) {
		synchronized (SESSIONS) {
			return SESSIONS.computeIfAbsent(new KnownClone(clone.image(), "", clone.root()), CloneSession::new);
		}
	}

	/** @return the clone; what it runs is not told */
	public KnownClone known() {
		return clone;
	}

	/** Works with the machines, which stay open meanwhile. Only for jobs with this as their rule. */
	public <T> T use(Work<T> work) throws MachineException {
		closing.cancel();
		try {
			return work.run();
		} finally {
			closing.schedule(IDLE);
		}
	}

	/**
	 * @return the laptop; the session's to close
	 * @throws MachineException if it can't be read; nothing is changed
	 */
	public synchronized Laptop laptop() throws MachineException {
		if (laptop == null) {
			laptop = Machines.get().openLaptop();
		}
		return laptop;
	}

	/**
	 * Opens the clone. Whatever an interrupted transaction left is brought in order first.
	 *
	 * @return the clone; the session's to close
	 * @throws MachineException if it can't be read or brought in order; it says which state it is in
	 */
	public synchronized Machine machine(IProgressMonitor monitor) throws MachineException {
		if (machine == null) {
			Machine opened = Machines.get().openClone(clone);
			try {
				recover(opened, monitor);
			} catch (MachineException | RuntimeException e) {
				opened.close();
				throw e;
			}
			machine = opened;
		}
		return machine;
	}

	private void recover(Machine opened, IProgressMonitor monitor) throws MachineException {
		if (opened instanceof ChangeableMachine changeable) {
			Optional<String> done = CloneHistory.recover(CloneHistory.folderOf(clone.image()), changeable, monitor);
			done.ifPresent(text -> Background.onScreen(
					() -> MessageDialog.openInformation(Problems.activeShell(), "An Interrupted Change", text)));
		}
	}

	/**
	 * @return the history of the clone, for the caller to close
	 * @throws MachineException if it can't be read; nothing is changed
	 */
	public CloneHistory history() throws MachineException {
		return CloneHistory.open(CloneHistory.folderOf(clone.image()));
	}

	/**
	 * @return the weights and rules
	 * @throws MachineException if they can't be read; nothing is changed
	 */
	public Preferences preferences() throws MachineException {
		Path file = Preferences.defaultFile();
		try {
			return Preferences.load(file);
		} catch (IOException e) {
			throw Problems.ownFiles(e, "The preferences can't be read", file);
		}
	}

	/** Adds the likeness to what is known of the clone. If that can't be written, it is shown: the comparison holds all the same. */
	public void remember(Comparison comparison) {
		try {
			KnownClones known = KnownClones.ofUser();
			known.put(new KnownClone(clone.image(), comparison.cloneSystem().os().prettyName(), clone.root()));
			known.measured(clone.image(), comparison);
		} catch (IOException e) {
			Problems.show("Known Clones", new MachineException(
					"The likeness can't be added to what is known of the clone",
					clone.image() + " (" + e.getMessage() + ")",
					"The comparison is right; the list of clones and the chart do not have it.",
					"Check the free space and the permissions of " + UserFolders.state() + ", then compare again.", e));
		}
	}

	/** Lets go of the machines as soon as no job uses them. They are opened again when they are needed. */
	public void close() {
		closing.cancel();
		closing.schedule();
	}

	/** Lets go of all machines before the process ends. Only when no job uses them any more. */
	static void closeAll() {
		List<CloneSession> all;
		synchronized (SESSIONS) {
			all = List.copyOf(SESSIONS.values());
		}
		all.forEach(CloneSession::closeMachines);
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
