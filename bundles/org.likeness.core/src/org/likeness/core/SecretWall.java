/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;

/**
 * Keeps secrets from being copied, replaced or removed, whatever they are called: every file whose contents a plan would
 * use is looked into. What the target has can't be replaced, because the history does not keep it, and no roll back could
 * bring it back.
 */
final class SecretWall {

	/** Memory must not grow with the number of files; each batch costs an image a few runs of programs. */
	private static final int BATCH = 20_000;

	/** What of one machine was looked into, and what was found. */
	private static final class Side {

		private final Machine machine;
		private final Set<MachinePath> looked = new HashSet<>();
		private final Map<MachinePath, String> found = new HashMap<>();

		Side(Machine machine) {
			this.machine = machine;
		}

		boolean look(List<FileEntry> files, IProgressMonitor monitor) throws MachineException {
			int before = found.size();
			List<FileEntry> unknown = files.stream().filter(file -> looked.add(file.path())).toList();
			SubMonitor progress = SubMonitor.convert(monitor, unknown.size());
			for (int from = 0; from < unknown.size(); from += BATCH) {
				List<FileEntry> batch = unknown.subList(from, Math.min(unknown.size(), from + BATCH));
				found.putAll(machine.secrets(batch, progress.split(batch.size())));
			}
			return found.size() > before;
		}
	}

	private final Side source;
	private final Side target;

	/** What facets read although they hold secrets is theirs to change; what a person has asked for is copied. */
	SecretWall(Machine source, Machine target, CompareCommand.Compared compared) {
		this.source = new Side(source);
		this.target = new Side(target);
		for (FacetComparison facet : compared.comparison().facets()) {
			Facet of = facet.facet();
			this.source.looked.addAll(declared(of, compared.ofLaptop().side(of)));
			this.target.looked.addAll(declared(of, compared.ofClone().side(of)));
			if (SecretItems.rule(of, facet.rules()) == null) {
				facet.ofLaptop().items().stream().filter(item -> item.file() != null)
						.forEach(item -> this.source.looked
								.add(compared.ofLaptop().survey().where(item.file()).path()));
			}
		}
	}

	private static Collection<MachinePath> declared(Facet facet, FacetSide side) {
		return new GuardedFacet(facet, side.context()).secrets(side.survey()).stream().map(side.survey().places()::of)
				.toList();
	}

	/** @return whether there are secrets among what these changes use, of which nothing was known */
	boolean finds(List<FileChange> changes, IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 2);
		List<FileEntry> copied = new ArrayList<>();
		List<FileEntry> replaced = new ArrayList<>();
		for (FileChange change : changes) {
			if (change.content() instanceof FileChange.Copied copy) {
				copied.add(copy.file());
			}
			boolean contents = change.content() != null || change.after() == null || !change.after().isFile();
			if (change.before() != null && change.before().isFile() && contents) {
				replaced.add(change.before());
			}
		}
		return source.look(copied, progress.split(1)) | target.look(replaced, progress.split(1));
	}

	/** @throws UnplannableException if a file of the source is known to be a secret */
	void checkCopied(MachinePath path) throws UnplannableException {
		String kind = source.found.get(path);
		if (kind != null) {
			throw new UnplannableException("it holds " + kind + ", and secrets are not taken over");
		}
	}

	/** @throws UnplannableException if a file of the target is known to be a secret */
	void checkReplaced(MachinePath path) throws UnplannableException {
		String kind = target.found.get(path);
		if (kind != null) {
			throw new UnplannableException("the target's " + path + " holds " + kind
					+ ", which the history does not keep: a roll back could not bring it back");
		}
	}
}
