/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

/**
 * Finds out which packages a machine needs, and gets them: from the machine's own package sources, whose signatures are
 * checked, and from those that were got for it before. The machine itself stays as it is.
 */
public interface PackageResolver {

	/**
	 * @return what has to be done; wishes that can't come true are in it with the reason, also where no source can be
	 *         reached
	 * @throws MachineException           if it can't be found out at all
	 * @throws OperationCanceledException if the monitor is cancelled
	 */
	PackagePlan resolve(PackageRequest request, IProgressMonitor monitor) throws MachineException;

	/**
	 * Gets all that a plan installs, and, where that can be had, what it replaces or removes, so that it can be put back.
	 *
	 * @param plan what {@link #resolve} gave
	 * @throws MachineException           if not all that it installs can be got; what was got before is kept
	 * @throws OperationCanceledException if the monitor is cancelled
	 */
	void fetch(PackagePlan plan, IProgressMonitor monitor) throws MachineException;
}
