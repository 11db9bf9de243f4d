/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/** Makes the record of a transaction visible in the history, once the machine has the state that it tells of. */
@FunctionalInterface
public interface RecordPublisher {

	/**
	 * May be called again for the same record, which then changes nothing.
	 *
	 * @param record what {@link Recorder#prepare} gave
	 * @throws MachineException if it can't be made visible; the machine has its new state, and the record is still there
	 */
	void publish(String record) throws MachineException;
}
