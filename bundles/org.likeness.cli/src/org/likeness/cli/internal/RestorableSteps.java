/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.Account;
import org.likeness.core.Facet;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.Preferences;
import org.likeness.core.SurveyCommand;
import org.likeness.history.CloneHistory;
import org.likeness.history.HistoryStep;
import org.likeness.history.RecordedMachine;

/** Finds out which steps of a damaged history can still be restored, by reading all that they keep. */
final class RestorableSteps {

	/**
	 * What is left of a step.
	 *
	 * @param step    the step
	 * @param whole   how many of the files that it keeps can be read
	 * @param damaged how many of those that it keeps can't
	 * @param problem why nothing of it can be read; {@code null} if something can
	 */
	record Left(HistoryStep step, int whole, int damaged, String problem) {
	}

	private final CloneHistory history;
	private final List<Facet> facets;
	private final Preferences preferences;

	RestorableSteps(CloneHistory history, List<Facet> facets, Preferences preferences) {
		this.history = history;
		this.facets = facets;
		this.preferences = preferences;
	}

	/** @return all steps, newest first */
	List<Left> call(IProgressMonitor monitor) throws MachineException {
		List<HistoryStep> steps = history.steps();
		SubMonitor progress = SubMonitor.convert(monitor, steps.size());
		List<Left> left = new ArrayList<>();
		for (HistoryStep step : steps) {
			progress.subTask("Reading " + step.shortId() + " " + step.title());
			left.add(look(step, progress.split(1)));
		}
		return left;
	}

	private Left look(HistoryStep step, IProgressMonitor monitor) {
		try (RecordedMachine machine = history.at(step.id())) {
			SubMonitor progress = SubMonitor.convert(monitor, 100);
			Account user = machine.onlyUser().orElseThrow();
			List<MachinePath> kept = new ArrayList<>();
			for (Inventory inventory : new SurveyCommand(machine).setFacets(facets).setPreferences(preferences)
					.setUser(user).call(progress.split(45)).values()) {
				inventory.items().stream().map(Item::file).filter(file -> file != null)
						.forEach(file -> kept.add(file.path()));
			}
			kept.removeAll(new HashSet<>(machine.withoutContents(kept)));
			int readable = readable(machine, kept, progress.split(50));
			return new Left(step, readable, kept.size() - readable, null);
		} catch (MachineException e) {
			return new Left(step, 0, 0, e.what());
		}
	}

	/** A file that can't be read ends the reading, so each is read by itself. */
	private static int readable(RecordedMachine machine, List<MachinePath> files, IProgressMonitor monitor) {
		Set<MachinePath> read = new HashSet<>();
		SubMonitor progress = SubMonitor.convert(monitor, files.size());
		for (MachinePath file : files) {
			try {
				machine.read(List.of(file), (path, size, in) -> {
					in.transferTo(OutputStream.nullOutputStream());
					read.add(path);
				}, progress.split(1));
			} catch (MachineException e) {
				continue;
			}
		}
		return read.size();
	}
}
