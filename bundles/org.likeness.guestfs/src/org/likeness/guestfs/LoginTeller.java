/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs;

import org.likeness.core.MachineException;

/** Tells a person how to log in to a starter clone. */
@FunctionalInterface
public interface LoginTeller {

	/**
	 * Is called right before the clone's image is there: an image that nobody can log in to must not be. Should the image
	 * then not come to be after all, the person knows a password of nothing.
	 *
	 * @param clone what is about to be made, with the only copy of its password
	 * @throws MachineException if nobody could be told; then no clone is made
	 */
	void tell(StarterClone clone) throws MachineException;
}
