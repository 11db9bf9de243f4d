/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;

/**
 * Gathers what the history keeps of the two states of a transaction: the contents of what changes, and the digests of
 * all other files. What did not change is digested once.
 */
final class StateRecording {

	private final Recorder recorder;
	private final Plan plan;
	private KeepingSource copied;

	StateRecording(Recorder recorder, Plan plan) {
		this.recorder = recorder;
		this.plan = plan;
	}

	/** @param known digests that were computed already */
	RecordedState before(Machine clone, Surveyed found, Map<MachinePath, Digest> known, IProgressMonitor monitor)
			throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, "Keeping what is about to change", 100);
		Set<MachinePath> changing = new HashSet<>();
		for (FileChange change : plan.changes()) {
			boolean contents = change.content() != null || change.after() == null || !change.after().isFile();
			if (change.before() != null && change.before().isFile() && contents) {
				changing.add(change.path());
			}
		}
		Set<MachinePath> secrets = secrets(found);
		// What facets read although it holds secrets is theirs to change; of all else nothing may get lost.
		changing.removeAll(declared(found));
		checkKept(changing, secrets, clone);
		Map<MachinePath, Digest> kept = keep(clone, found.survey(), changing, secrets, progress.split(50));
		checkKept(changing, secrets, clone);
		DigestTable.Builder digests = digests(found, kept).putAll(found.where(known));
		digests.putAll(clone.digest(digests.unknown(), progress.split(45)));
		secrets.addAll(clone.secrets(digests.unknown(), progress.split(5)).keySet());
		return state(found, secrets, digests.build(), Map.of());
	}

	/** @throws MachineException if the contents of one of these files would be neither kept nor there any more */
	private static void checkKept(Set<MachinePath> changing, Set<MachinePath> secrets, Machine clone)
			throws MachineException {
		for (MachinePath file : changing) {
			if (secrets.contains(file)) {
				throw new MachineException(
						"The file holds a key or a password, which the history does not keep: a roll "
								+ "back could not bring it back",
						file + " on " + clone.label(), "Nothing was changed.",
						"Leave that item out, or change the file by hand in the clone.");
			}
		}
	}

	/**
	 * @param of what is known of the source
	 * @return the source, for whoever copies from it: what passes by is kept
	 */
	Machine keeping(Machine source, Surveyed of) {
		copied = new KeepingSource(source, recorder, of.survey(), secrets(of));
		return copied;
	}

	RecordedState after(Machine changed, Surveyed found, RecordedState before, IProgressMonitor monitor)
			throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, "Keeping what was written", 100);
		Set<MachinePath> secrets = secrets(found);
		List<FileChange> written = plan.changes().stream().filter(change -> change.after() != null
				&& change.content() != null && !secrets.contains(change.path())).toList();
		Map<MachinePath, Digest> kept = new HashMap<>(
				keepAsWritten(written.stream().filter(change -> isFound(change, found)).toList(), progress.split(30)));
		Set<MachinePath> others = new HashSet<>();
		written.stream().map(FileChange::path).filter(path -> !kept.containsKey(path)).forEach(others::add);
		kept.putAll(keep(changed, found.survey(), others, secrets, progress.split(30)));
		DigestTable.Builder digests = digests(found, kept);
		for (int i = 0; i < digests.size(); i++) {
			FileEntry file = digests.file(i);
			Digest known = digests.has(i) || mayHaveChanged(file, found) ? null : before.digests().get(file.path());
			if (known != null && before.survey().entry(file.path()).filter(file::equals).isPresent()) {
				digests.put(i, known);
			}
		}
		digests.putAll(changed.digest(digests.unknown(), progress.split(35)));
		secrets.addAll(changed.secrets(digests.unknown(), progress.split(5)).keySet());
		return state(found, secrets, digests.build(), plan.packages().files());
	}

	/** @return the digests that the history keeps: of what counts, and of what was kept */
	private static DigestTable.Builder digests(Surveyed found, Map<MachinePath, Digest> kept) {
		List<FileEntry> files = new ArrayList<>(found.itemFiles());
		kept.keySet().forEach(path -> found.survey().entry(path).ifPresent(files::add));
		return new DigestTable.Builder(files).putAll(kept);
	}

	/** Packages give a file the time that they were built at, whatever it holds; but they keep out of homes. */
	private boolean mayHaveChanged(FileEntry file, Surveyed found) {
		return plan.runsPrograms() && found.contexts().values().stream()
				.filter(FacetContext::hasUser).map(context -> found.survey().places().of(context.home()))
				.noneMatch(file.path()::startsWith);
	}

	/** A script of a package may have changed it since it was written. */
	private static boolean isFound(FileChange change, Surveyed found) {
		return found.survey().entry(change.path())
				.filter(entry -> entry.isFile() && entry.size() == change.content().size()
						&& entry.mtimeNanos() == change.after().mtimeNanos())
				.isPresent();
	}

	/** @return the digests of those whose contents are at hand, and need not be read back */
	private Map<MachinePath, Digest> keepAsWritten(List<FileChange> written, IProgressMonitor monitor)
			throws MachineException {
		Map<MachinePath, MachinePath> sources = new HashMap<>();
		Map<MachinePath, Digest> digests = new HashMap<>();
		for (FileChange change : written) {
			if (change.content() instanceof FileChange.Copied copy) {
				sources.put(change.path(), copy.file().path());
			} else if (change.content() instanceof FileChange.Made made
					&& SecretContents.kind(change.after(), made.bytes()).isEmpty()) {
				digests.put(change.path(), keep(made.bytes()));
			}
		}
		copied.keepLarge(new HashSet<>(sources.values()), monitor);
		sources.forEach((path, source) -> copied.kept(source).ifPresent(digest -> digests.put(path, digest)));
		return digests;
	}

	private Digest keep(byte[] bytes) throws MachineException {
		try {
			return recorder.keep(bytes.length, new ByteArrayInputStream(bytes));
		} catch (IOException e) {
			throw new MachineException("What was written can't be kept (" + e.getMessage() + ")", "the history",
					"Nothing was changed.", "See whether the disk is full or can't be written to, then try again.", e);
		}
	}

	/** @param secrets takes those that are not kept for what they hold */
	private Map<MachinePath, Digest> keep(Machine machine, Survey survey, Set<MachinePath> files,
			Set<MachinePath> secrets, IProgressMonitor monitor) throws MachineException {
		Map<MachinePath, Digest> kept = new HashMap<>();
		machine.read(files, (path, size, content) -> {
			SecretContents.Looked looked = new SecretContents.Looked(survey.entryOrPrivate(path, size), content);
			if (looked.secret().isPresent()) {
				secrets.add(path);
			} else {
				kept.put(path, recorder.keep(size, looked.content()));
			}
		}, monitor);
		for (MachinePath file : files) {
			if (!kept.containsKey(file) && !secrets.contains(file)) {
				throw new MachineException("The file can't be read, so what it holds can't be kept",
						file + " on " + machine.label(), "Nothing was changed.",
						"Leave that item out, or see what is wrong with the file in the clone.");
			}
		}
		return kept;
	}

	private static RecordedState state(Surveyed found, Set<MachinePath> secrets, Map<MachinePath, Digest> digests,
			Map<String, Digest> packages) {
		Map<String, Inventory> inventories = new LinkedHashMap<>();
		found.inventories().forEach((facet, inventory) -> inventories.put(facet.id(), inventory));
		return new RecordedState(found.system(), found.wants(), without(secrets, found.survey()), digests, inventories,
				packages, withheld(found, secrets));
	}

	/** @return what is withheld: these secrets, and what rules leave out because they are some */
	private static Set<MachinePath> withheld(Surveyed found, Set<MachinePath> secrets) {
		Set<MachinePath> withheld = new HashSet<>(secrets);
		found.inventories().forEach((facet, inventory) -> {
			FacetContext context = found.contexts().get(facet);
			for (Inventory.LeftOut left : inventory.leftOut()) {
				if (SecretItems.isRule(left.rule(), context.rules())) {
					path(left.key(), context).map(found.survey().places()::of).ifPresent(withheld::add);
				}
			}
		});
		return withheld;
	}

	/** @return the file that a key names, from the home folder on or from the root; empty if it names none */
	private static Optional<MachinePath> path(String key, FacetContext context) {
		try {
			Name name = Name.parse(key);
			return key.startsWith("/") ? Optional.of(MachinePath.of(name))
					: context.hasUser() ? Optional.of(context.home().resolve(name)) : Optional.empty();
		} catch (IllegalArgumentException e) {
			return Optional.empty();
		}
	}

	/** Decides as whoever made the plan: what one takes for a secret and the other does not would be kept by nobody. */
	private static Set<MachinePath> secrets(Surveyed found) {
		Set<MachinePath> secrets = declared(found);
		for (Map.Entry<MachinePath, byte[]> content : found.survey().contents().entrySet()) {
			FileEntry file = found.survey().entry(content.getKey()).orElse(null);
			if (file != null && SecretContents.kind(file, content.getValue()).isPresent()) {
				secrets.add(content.getKey());
			}
		}
		return secrets;
	}

	private static Set<MachinePath> declared(Surveyed found) {
		Set<MachinePath> declared = new HashSet<>();
		found.contexts().forEach((facet, context) -> new GuardedFacet(facet, context).secrets(found.survey())
				.forEach(path -> declared.add(found.survey().places().of(path))));
		return declared;
	}

	private static Survey without(Set<MachinePath> secrets, Survey survey) {
		if (secrets.isEmpty()) {
			return survey;
		}
		Survey.Builder kept = survey.toBuilder();
		secrets.forEach(path -> kept.withoutContent(path, "it holds a password, and was not kept"));
		return kept.build();
	}
}
