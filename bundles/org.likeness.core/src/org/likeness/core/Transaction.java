/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

/**
 * Changes of a machine that all come to be, or none of them. Closed without a {@linkplain #commit commit}, nothing has
 * happened.
 */
public interface Transaction extends AutoCloseable {

	/**
	 * @return the machine as this transaction sees it: before the first {@link #write} as it was, after it as it is to
	 *         be. It lives as long as the transaction; closing it does nothing
	 */
	Machine machine();

	/**
	 * Writes in bulk: folders before what is in them, removals from below.
	 *
	 * @param changes in the order of their paths, no path twice
	 * @param source  where {@linkplain FileChange.Copied copied} contents are read; still the caller's to close
	 * @throws MachineException           if a path is not what it was when the change was planned, or something can't be
	 *                                    written (no room, say); the transaction can only be closed then
	 * @throws OperationCanceledException if the monitor is cancelled; the transaction can only be closed then
	 */
	void write(List<FileChange> changes, Machine source, IProgressMonitor monitor) throws MachineException;

	/**
	 * Installs, replaces, removes and marks packages, after all that is {@linkplain #write written}: with the machine's
	 * own tools, and without starting any of its services.
	 *
	 * @param packages what was {@linkplain PackageResolver#fetch fetched}
	 * @throws MachineException           if one of them fails, or the machine has no packages; the transaction can only be
	 *                                    closed then
	 * @throws OperationCanceledException if the monitor is cancelled; the transaction can only be closed then
	 */
	default void install(PackagePlan packages, IProgressMonitor monitor) throws MachineException {
		throw new MachineException("No packages can be installed here", machine().label(), "Nothing was changed.",
				"Leave packages out.");
	}

	/**
	 * Runs programs of the machine's own, one after the other, after all that is written and installed.
	 *
	 * @throws MachineException           if one of them fails, or none can be run; the transaction can only be closed then
	 * @throws OperationCanceledException if the monitor is cancelled; the transaction can only be closed then
	 */
	default void run(List<SystemCommand> commands, IProgressMonitor monitor) throws MachineException {
		throw new MachineException("No programs can be run here", machine().label(), "Nothing was changed.",
				"Leave out what needs " + commands.get(0) + ".");
	}

	/**
	 * Is told what files hold as they are to be, by whoever knows it without reading them: the machine may remember it.
	 */
	default void learn(Map<MachinePath, Digest> digests) {
		// Who remembers nothing has no use for it.
	}

	/**
	 * Makes the new state durable and visible, then its record. From the moment at which this is decided the monitor is
	 * not asked any more.
	 *
	 * @param record    what {@link Recorder#prepare} gave; remembered durably until it is published
	 * @param publisher makes it visible
	 * @throws MachineException           if the new state can't be published. It says which of the two states holds; if it
	 *                                    is the new one, {@link ChangeableMachine#recover} finishes
	 * @throws OperationCanceledException if the monitor was cancelled before that moment; nothing happened
	 */
	void commit(String record, RecordPublisher publisher, IProgressMonitor monitor) throws MachineException;

	/**
	 * @return after a {@linkplain #commit commit}: what {@linkplain Machine#stateProof proves} that the machine still is
	 *         what this transaction has made of it, once nobody can have changed it unseen; empty if nothing does
	 */
	default Optional<String> stateProof() {
		return Optional.empty();
	}

	/** Lets go of everything; without a commit nothing happened. May be called twice. */
	@Override
	void close();
}
