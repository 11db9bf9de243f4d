/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.likeness.core.ChangeableMachine;
import org.likeness.core.CloneFolder;
import org.likeness.core.Digest;
import org.likeness.core.MachineException;
import org.likeness.core.RecordedState;
import org.likeness.core.RecordedStep;
import org.likeness.core.UntrustedFolder;
import org.likeness.core.Recorder;
import org.likeness.history.internal.Failures;
import org.likeness.history.internal.HistoryCheck;
import org.likeness.history.internal.HistoryRepository;
import org.likeness.history.internal.HistoryWriter;
import org.likeness.history.internal.RecordedVersion;
import org.likeness.history.internal.SnapshotTree;
import org.likeness.history.internal.StepMessage;
import org.likeness.history.internal.UntrustedRepository;

/**
 * The history of one clone: a bare Git repository in the folder beside its image, with one commit for each step on the
 * branch main. Plain git reads it.
 * <p>
 * Any number may read at a time. Only who holds the clone's lock may write; recorded states must come from a survey of
 * all facets, or the history would take what was not asked for as removed.
 */
public final class CloneHistory implements Recorder, AutoCloseable {

	private static final Pattern ABBREVIATION = Pattern.compile("[0-9a-f]{4,40}");
	private static final int ID_LENGTH = 40;

	private final Path folder;
	private final Path git;
	private Repository repository;
	private HistoryWriter writer;

	private CloneHistory(Path folder) {
		this.folder = folder;
		this.git = folder.resolve("history.git");
	}

	/** @return the folder beside {@code image}, or beside what it is a link to, in which all that belongs to it is kept */
	public static Path folderOf(Path image) {
		try {
			return CloneFolder.of(image).folder();
		} catch (IOException e) {
			// What it leads to can't be found, and so has no history that could be opened.
			Path given = image.toAbsolutePath().normalize();
			return given.resolveSibling(given.getFileName() + CloneFolder.SUFFIX);
		}
	}

	/**
	 * Opens a history. Nothing is created before there is something to keep.
	 *
	 * @param folder the {@linkplain #folderOf folder} of the clone; need not exist
	 * @throws MachineException if there is a history, and it can't be read; nothing is changed
	 */
	public static CloneHistory open(Path folder) throws MachineException {
		new UntrustedFolder(folder).checkEntries();
		CloneHistory history = new CloneHistory(folder);
		try {
			history.openIfThere();
		} catch (IOException | IllegalArgumentException e) {
			throw Failures.unreadable(history.git, e);
		}
		return history;
	}

	/** Another process may have made it since this history was opened. */
	private void openIfThere() throws IOException, MachineException {
		if (repository == null && Files.exists(git, LinkOption.NOFOLLOW_LINKS)) {
			new UntrustedRepository(git).check();
			repository = HistoryRepository.open(git);
		}
	}

	/**
	 * {@linkplain ChangeableMachine#recover Recovers} a clone. Its history is opened only if there is a record to publish:
	 * a damaged one need not keep anybody from comparing.
	 *
	 * @param folder the {@linkplain #folderOf folder} of the clone; need not exist
	 * @param clone  the clone; still the caller's to close
	 * @return which state it was brought into, as a sentence for people; empty if there was nothing to recover
	 * @throws MachineException if that can't be done now; what is needed for it is still there
	 */
	public static Optional<String> recover(Path folder, ChangeableMachine clone, IProgressMonitor monitor)
			throws MachineException {
		return !Files.exists(folder, LinkOption.NOFOLLOW_LINKS) ? Optional.empty() : clone.recover(record -> {
			try (CloneHistory history = open(folder)) {
				history.publish(record);
			}
		}, monitor);
	}

	/**
	 * @return whether there is no step yet
	 * @throws MachineException if the history can't be read; nothing is changed
	 */
	public synchronized boolean isEmpty() throws MachineException {
		return head() == null;
	}

	private ObjectId head() throws MachineException {
		try {
			return repository == null ? null : HistoryRepository.head(repository);
		} catch (IOException e) {
			throw Failures.unreadable(git, e);
		}
	}

	/**
	 * @return the steps, newest first
	 * @throws MachineException if the history can't be read; nothing is changed
	 */
	public synchronized List<HistoryStep> steps() throws MachineException {
		List<HistoryStep> steps = new ArrayList<>();
		ObjectId head = head();
		if (head == null) {
			return steps;
		}
		try (RevWalk walk = new RevWalk(repository)) {
			walk.setFirstParent(true);
			walk.markStart(walk.parseCommit(head));
			for (RevCommit commit : walk) {
				steps.add(step(commit));
			}
		} catch (IOException e) {
			throw Failures.unreadable(git, e);
		}
		return steps;
	}

	private static HistoryStep step(RevCommit commit) {
		return new HistoryStep(commit.name(), commit.getParentCount() == 0 ? null : commit.getParent(0).name(),
				StepMessage.parse(commit));
	}

	/**
	 * @param revision the id of a commit, or the start of one on the branch: four digits or more
	 * @throws MachineException if there is no such step, or several; nothing is changed
	 */
	public synchronized HistoryStep step(String revision) throws MachineException {
		if (repository == null || !ABBREVIATION.matcher(revision).matches()) {
			throw Failures.unknown(git, revision);
		}
		if (revision.length() < ID_LENGTH) {
			List<HistoryStep> found = steps().stream().filter(step -> step.id().startsWith(revision)).toList();
			if (found.size() != 1) {
				throw found.isEmpty() ? Failures.unknown(git, revision) : Failures.ambiguous(git, revision);
			}
			return found.get(0);
		}
		try (RevWalk walk = new RevWalk(repository)) {
			return step(walk.parseCommit(ObjectId.fromString(revision)));
		} catch (MissingObjectException | IncorrectObjectTypeException e) {
			throw Failures.unknown(git, revision);
		} catch (IOException e) {
			throw Failures.unreadable(git, e);
		}
	}

	/**
	 * @param revision as for {@link #step}
	 * @return what the clone was at that step, the caller's to close; it may be used when this history is closed
	 * @throws MachineException if there is no such step, several, or it says nothing of a machine; nothing is changed
	 */
	public synchronized RecordedMachine at(String revision) throws MachineException {
		HistoryStep step = step(revision);
		ObjectId id = ObjectId.fromString(step.id());
		try (RevWalk walk = new RevWalk(repository)) {
			RecordedVersion version = new RecordedVersion(repository, id,
					SnapshotTree.read(walk.getObjectReader(), walk.parseCommit(id).getTree()));
			return new RecordedMachine("history:" + image() + "#" + step.id(), step.shortId() + " " + step.title(),
					version);
		} catch (IllegalArgumentException e) {
			throw Failures.foreign(git, step.shortId(), e);
		} catch (IOException e) {
			throw Failures.unreadable(git, e);
		}
	}

	private String image() {
		String path = folder.toAbsolutePath().toString();
		return path.endsWith(CloneFolder.SUFFIX) ? path.substring(0, path.length() - CloneFolder.SUFFIX.length())
				: path;
	}

	/**
	 * Reads everything that the history keeps, as {@code git fsck} does, and the large contents with it.
	 *
	 * @return what is missing or damaged, a sentence each; empty if all is well
	 * @throws MachineException if the history can't be read at all; nothing is changed
	 */
	public synchronized List<String> check(IProgressMonitor monitor) throws MachineException {
		if (repository == null) {
			return List.of();
		}
		try {
			return new HistoryCheck(repository).call(monitor);
		} catch (IOException e) {
			throw Failures.unreadable(git, e);
		}
	}

	@Override
	public synchronized Digest keep(long size, InputStream content) throws IOException {
		return writer().keep(size, content);
	}

	@Override
	public synchronized String prepare(RecordedStep step, RecordedState before, RecordedState after,
			IProgressMonitor monitor) throws MachineException {
		try {
			return writer().prepare(step, before, after, monitor).name();
		} catch (IOException e) {
			forgetWriter();
			throw Failures.unwritable(git, e);
		}
	}

	private HistoryWriter writer() throws IOException {
		try {
			openIfThere();
		} catch (MachineException e) {
			throw new IOException(e.getMessage(), e);
		}
		if (repository == null) {
			repository = HistoryRepository.create(git);
		}
		if (writer == null) {
			writer = new HistoryWriter(repository);
		}
		return writer;
	}

	/** What is half written is forgotten, so that the next try starts afresh. */
	private void forgetWriter() {
		if (writer != null) {
			writer.close();
			writer = null;
		}
	}

	@Override
	public synchronized void publish(String record) throws MachineException {
		try {
			openIfThere();
			if (repository == null || !ObjectId.isId(record)) {
				throw Failures.unknown(git, record);
			}
			if (!HistoryWriter.publish(repository, ObjectId.fromString(record))) {
				throw Failures.moved(git, record);
			}
		} catch (MissingObjectException | IncorrectObjectTypeException e) {
			throw Failures.unknown(git, record);
		} catch (IOException e) {
			throw Failures.unpublished(git, record, e);
		}
	}

	/** Lets go of everything, and of contents that were kept for a record that was not prepared. May be called twice. */
	@Override
	public synchronized void close() {
		forgetWriter();
		if (repository != null) {
			repository.close();
			repository = null;
		}
	}
}
