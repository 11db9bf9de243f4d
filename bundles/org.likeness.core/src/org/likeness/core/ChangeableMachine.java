/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;

/** A machine that can be changed, in transactions: it is in one of two states, and never between. */
public interface ChangeableMachine extends Machine {

	/**
	 * Starts a transaction. Until it is closed nobody else can start one, and no virtual machine may run on this one.
	 * What an interrupted transaction left must have been {@linkplain #recover recovered} before.
	 *
	 * @return the transaction, the caller's to close
	 * @throws MachineException if the machine is in use, can't be written, or there is no room; nothing is changed
	 */
	Transaction begin(IProgressMonitor monitor) throws MachineException;

	/**
	 * Looks whether this is a machine that can be changed at all, before a comparison and a plan are made for it. That a
	 * transaction can begin is not certain then: the machine may be in use by that time.
	 *
	 * @throws MachineException if it can't be; it says why, and what to do. Nothing is changed
	 */
	default void checkCanBegin() throws MachineException {
		// Nothing is known against it.
	}

	/**
	 * Brings the machine into one of the two states of a transaction that was interrupted by a kill or a power cut, if
	 * there was one: into the new state if it was to be published already, else into the old one.
	 *
	 * @param recorder makes the record of that transaction visible, in the first case
	 * @return which of both, as a sentence for people; empty if there was nothing to recover
	 * @throws MachineException if that can't be done now; what is needed for it is still there
	 */
	Optional<String> recover(RecordPublisher recorder, IProgressMonitor monitor) throws MachineException;

	/** @return what finds and gets packages for this machine; empty if none can be installed on it */
	default Optional<PackageResolver> packages() {
		return Optional.empty();
	}

	/**
	 * Lets the tools of its file systems look at them, and reads again what is remembered of it. Nothing is changed.
	 *
	 * @return what was found
	 * @throws MachineException if it can't be looked at
	 */
	default MachineCheck check(IProgressMonitor monitor) throws MachineException {
		return MachineCheck.NONE;
	}
}
