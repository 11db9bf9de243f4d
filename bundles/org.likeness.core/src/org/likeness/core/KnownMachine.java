/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Collection;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;

/** A machine that was surveyed already: answers from that, and asks the machine itself for what is not known yet. */
final class KnownMachine extends MachineWrapper {

	private final Surveyed known;
	private final Map<MachinePath, Digest> digests;

	KnownMachine(Machine machine, Surveyed known, Map<MachinePath, Digest> digests) {
		super(machine);
		this.known = known;
		this.digests = digests;
	}

	/** @return all that is known, if that is what was asked for and told to facets; else {@code null} */
	Surveyed surveyed(SurveyRequest request, Map<Facet, FacetContext> contexts) {
		return known.wants().equals(request.wants()) && known.contexts().equals(contexts) ? known : null;
	}

	@Override
	public SystemDescription describe(IProgressMonitor monitor) {
		return known.system();
	}

	@Override
	public Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
		return known.wants().containsAll(request.wants()) ? known.survey() : super.survey(request, monitor);
	}

	@Override
	public Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		return digest(files, digests, monitor);
	}

	/** The machine itself stays its owner's. */
	@Override
	public void close() {
		// nothing of its own
	}
}
