/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.util.Collection;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.ContentReceiver;
import org.likeness.core.Costs;
import org.likeness.core.Digest;
import org.likeness.core.FileEntry;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.SystemDescription;

/** What a machine answers, from a system that is mounted in an appliance. */
public final class SystemReader {

	private final MountedSystem system;
	private final Costs costs;

	/** @param costs to which the time of each answer is added */
	public SystemReader(MountedSystem system, Costs costs) {
		this.system = system;
		this.costs = costs;
	}

	/** @see org.likeness.core.Machine#describe */
	public SystemDescription describe(IProgressMonitor monitor) throws MachineException {
		try (Costs.Phase phase = costs.start("inspect")) {
			return new SystemInspection(system.appliance()).describe(monitor);
		}
	}

	/** @see org.likeness.core.Machine#survey */
	public Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
		return new ImageSurvey(system, request, costs).call(monitor);
	}

	/** @see org.likeness.core.Machine#digest */
	public Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		try (Costs.Phase phase = costs.start("digest")) {
			return new ImageFiles(system).digest(files.stream().filter(FileEntry::isFile).toList(), monitor);
		}
	}

	/** @see org.likeness.core.Machine#read */
	public void read(Collection<MachinePath> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		try (Costs.Phase phase = costs.start("read")) {
			new ImageFiles(system).read(files, receiver, monitor);
		}
	}
}
