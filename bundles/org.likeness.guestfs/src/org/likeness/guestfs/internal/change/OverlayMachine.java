/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.ContentReceiver;
import org.likeness.core.Costs;
import org.likeness.core.Digest;
import org.likeness.core.FileEntry;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.SystemDescription;
import org.likeness.guestfs.internal.SystemReader;

/** A clone as a transaction sees it. What it holds changes with each write, so nothing is remembered. */
final class OverlayMachine implements Machine {

	private final String id;
	private final String label;
	private final Supplier<SystemReader> reader;
	private final Costs costs;

	OverlayMachine(String id, String label, Supplier<SystemReader> reader, Costs costs) {
		this.id = id;
		this.label = label;
		this.reader = reader;
		this.costs = costs;
	}

	@Override
	public String id() {
		return id;
	}

	@Override
	public String label() {
		return label;
	}

	@Override
	public SystemDescription describe(IProgressMonitor monitor) throws MachineException {
		return reader.get().describe(monitor);
	}

	@Override
	public Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
		return reader.get().survey(request, monitor);
	}

	@Override
	public Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		return files.isEmpty() ? Map.of() : reader.get().digest(files, monitor);
	}

	@Override
	public void read(Collection<MachinePath> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		if (!files.isEmpty()) {
			reader.get().read(files, receiver, monitor);
		}
	}

	@Override
	public Costs costs() {
		return costs;
	}

	/** It lives as long as its transaction. */
	@Override
	public void close() {
		// Nothing is held here.
	}
}
