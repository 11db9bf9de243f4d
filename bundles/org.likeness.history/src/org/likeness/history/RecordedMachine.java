/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.likeness.core.Account;
import org.likeness.core.ContentReceiver;
import org.likeness.core.Costs;
import org.likeness.core.Digest;
import org.likeness.core.DigestTable;
import org.likeness.core.FileEntry;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.SystemDescription;
import org.likeness.history.internal.Failures;
import org.likeness.history.internal.KeptContent;
import org.likeness.history.internal.NotingStream;
import org.likeness.history.internal.RecordedVersion;
import org.likeness.history.internal.RecordedWalk;

/**
 * What a clone was at one step, as a machine. It tells what was recorded then: where it was not looked there is a
 * {@linkplain Survey#problem problem}, and of most files it has a fingerprint at most. What later steps kept of a file
 * that had stayed the same until then counts as kept here too.
 */
public final class RecordedMachine implements Machine {

	private final String id;
	private final String label;
	private final RecordedVersion version;
	private final Costs costs = new Costs();

	RecordedMachine(String id, String label, RecordedVersion version) {
		this.id = id;
		this.label = label;
		this.version = version;
	}

	/** @return "history:", the path of the image, "#" and the commit's id */
	@Override
	public String id() {
		return id;
	}

	/** @return the start of the commit's id and its title */
	@Override
	public String label() {
		return label;
	}

	@Override
	public synchronized SystemDescription describe(IProgressMonitor monitor) {
		return version.snapshot().system();
	}

	/** @return the user that it was recorded for, whoever asks */
	@Override
	public Optional<Account> onlyUser() {
		return Optional.of(version.user());
	}

	@Override
	public synchronized Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
		try (Costs.Phase phase = costs.start("read the record"); ObjectReader reader = version.reader()) {
			Survey.Builder survey = new Survey.Builder();
			RecordedWalk walk = new RecordedWalk(version.snapshot());
			walk.survey(request, survey);
			SurveyRequest there = walk.at(request);
			KeptContent kept = new KeptContent(reader, version.repository());
			List<FileEntry> wanted = survey.entries().stream().filter(entry -> there.contentLimit(entry) >= 0)
					.distinct()
					.toList();
			SubMonitor progress = SubMonitor.convert(monitor, wanted.size());
			for (FileEntry entry : wanted) {
				progress.split(1);
				content(entry, there.contentLimit(entry), kept, survey);
			}
			return survey.build();
		} catch (IOException e) {
			throw Failures.unreadable(version.repository(), e);
		}
	}

	private void content(FileEntry entry, int limit, KeptContent kept, Survey.Builder survey)
			throws IOException {
		MachinePath path = entry.path();
		if (version.snapshot().problems().containsKey(path)) {
			return;
		}
		if (entry.size() > limit) {
			survey.tooLarge(entry, limit);
			return;
		}
		Optional<KeptContent.Found> found = find(path, kept);
		if (found.isEmpty() || found.get().size() > limit) {
			survey.problem(path, "the history does not keep its contents");
			return;
		}
		try (InputStream in = found.get().open()) {
			survey.content(path, in.readNBytes(limit));
		}
	}

	private Optional<KeptContent.Found> find(MachinePath path, KeptContent kept) throws IOException {
		ObjectId blob = version.content(path);
		return blob == null ? Optional.empty() : kept.find(blob, version.digest(path));
	}

	@Override
	public synchronized Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		DigestTable.Builder digests = new DigestTable.Builder(files);
		try {
			for (int i = 0; i < digests.size(); i++) {
				Digest digest = version.digest(version.place(digests.file(i).path()));
				if (digest != null) {
					digests.put(i, digest);
				}
			}
		} catch (IOException e) {
			throw Failures.unreadable(version.repository(), e);
		}
		return digests.build();
	}

	@Override
	public synchronized void read(Collection<MachinePath> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, files.size());
		try (Costs.Phase phase = costs.start("read contents"); ObjectReader reader = version.reader()) {
			KeptContent kept = new KeptContent(reader, version.repository());
			for (MachinePath path : files) {
				progress.split(1);
				Optional<KeptContent.Found> found = find(version.place(path), kept);
				if (found.isPresent()) {
					give(path, found.get(), receiver);
				}
			}
		} catch (IOException e) {
			throw Failures.unreadable(version.repository(), e);
		}
	}

	/** @throws IOException if the history can't be read */
	private void give(MachinePath path, KeptContent.Found found, ContentReceiver receiver)
			throws IOException, MachineException {
		try (NotingStream in = new NotingStream(found.open())) {
			try {
				receiver.receive(path, found.size(), in);
			} catch (IOException e) {
				if (in.hasFailed()) {
					throw e;
				}
				throw new MachineException("The contents could not be taken (" + e.getMessage() + ")",
						path + " of " + label, "The history is as it was.",
						"See whether the disk is full where they go, then try again.", e);
			}
		}
	}

	@Override
	public synchronized Collection<MachinePath> withoutContents(Collection<MachinePath> files) {
		List<MachinePath> without = new ArrayList<>();
		try (ObjectReader reader = version.reader()) {
			KeptContent kept = new KeptContent(reader, version.repository());
			for (MachinePath path : files) {
				if (!isKept(path, kept)) {
					without.add(path);
				}
			}
		}
		return without;
	}

	@Override
	public synchronized Map<String, Digest> packageFiles() throws MachineException {
		try {
			return version.packages();
		} catch (IOException e) {
			throw Failures.unreadable(version.repository(), e);
		}
	}

	/** What can't even be looked up can't be given. */
	private boolean isKept(MachinePath path, KeptContent kept) {
		try {
			return find(version.place(path), kept).isPresent();
		} catch (IOException e) {
			return false;
		}
	}

	@Override
	public Costs costs() {
		return costs;
	}

	@Override
	public void close() {
		version.close();
	}
}
