/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.likeness.core.MachineException;
import org.likeness.core.RecordPublisher;
import org.likeness.guestfs.internal.ImageLocks;

/** Brings an image into one of its two states after a transaction that was interrupted. */
final class Recovery {

	private final TransactionFiles folder;
	private final DurableSteps steps;

	Recovery(TransactionFiles folder, DurableSteps steps) {
		this.folder = folder;
		this.steps = steps;
	}

	/**
	 * @return what was done, as a sentence; empty if there was nothing to do
	 * @throws MachineException if that can't be done now; what is needed for it is still there
	 */
	Optional<String> call(RecordPublisher publisher) throws MachineException {
		if (!hasBegun() && !exists(DiskSteps.fresh(folder.journal()))) {
			return Optional.empty();
		}
		try {
			Optional<ImageLock> lock = ImageLock.take(folder.lock());
			if (lock.isEmpty()) {
				throw failure("Another Likeness is changing the image", "Nothing was changed here.",
						"Wait until it has finished, then open the clone again.", null);
			}
			try (ImageLock held = lock.get()) {
				if (!hasBegun()) {
					// Killed in its first write, or at its end by now: only what was half written is left, if anything.
					steps.delete(folder.journal());
					return Optional.empty();
				}
				return recover(Journal.read(folder.journal()), publisher);
			}
		} catch (IOException e) {
			throw failure("What an interrupted change left can't be understood (" + e.getMessage() + ")",
					"Nothing was changed. It is all in " + folder.folder() + ".",
					"See whether that folder can be read and written. A file \"publishing\" in it is the clone itself.",
					e);
		}
	}

	private boolean hasBegun() {
		return exists(folder.journal()) || exists(folder.overlay());
	}

	private Optional<String> recover(Optional<Journal> found, RecordPublisher publisher)
			throws IOException, MachineException {
		String name = folder.image().getFileName().toString();
		if (found.isEmpty() || found.get().phase() == Journal.Phase.PREPARING) {
			withdraw(folder, steps);
			return Optional
					.of("A change of " + name + " was interrupted. Nothing of it was written to the clone, which is"
							+ " as it was before.");
		}
		Journal journal = found.get();
		boolean taken = exists(folder.publishing(journal.layers().format()));
		if (!taken && !exists(folder.image())) {
			throw failure("The image is missing, and a change of it was interrupted", "Nothing was changed.",
					"Put the image back, then open the clone again.", null);
		}
		if (journal.phase() == Journal.Phase.PUBLISHING && !taken) {
			return begin(journal, publisher);
		}
		new Publication(folder, steps, journal).call(null, publisher);
		return finished();
	}

	/** Nothing was written to the image yet. It may have been used since, or be in use. */
	private Optional<String> begin(Journal journal, RecordPublisher publisher) throws IOException, MachineException {
		try (ImageGuard guard = ImageGuard.take(folder.image())) {
			if (new ImageLocks(Path.of("/proc/locks")).isUsed(List.of(folder.image()))) {
				throw failure("A change of the image was interrupted, and can't be finished while the image is in use",
						"The image is as it was; the new state is kept beside it.",
						"Shut the virtual machine down, then open the clone again.", null);
			}
			if (!isAsItWas(journal)) {
				withdraw(folder, steps);
				return Optional.of("A change of " + folder.image().getFileName()
						+ " was interrupted before anything of it"
						+ " was written, and the clone was changed by another program since then. It stays as that program"
						+ " left it.");
			}
			new Publication(folder, steps, journal).call(guard, publisher);
		}
		return finished();
	}

	private Optional<String> finished() {
		String name = folder.image().getFileName().toString();
		return Optional.of("A change of " + name + " was interrupted, and has been finished: the clone is in its new"
				+ " state.");
	}

	private boolean isAsItWas(Journal journal) throws IOException {
		List<Path> files = new ArrayList<>(List.of(folder.image()));
		journal.layers().backings().forEach(backing -> files.add(folder.image().resolveSibling(backing.file())));
		return ImageStamp.of(files).equals(journal.stamp());
	}

	/** Deletes what a transaction that is over has left; the journal last, for it tells of the rest. */
	static void withdraw(TransactionFiles folder, DurableSteps steps) throws IOException {
		steps.delete(folder.overlay());
		steps.delete(folder.journal());
	}

	private static boolean exists(Path file) {
		return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
	}

	private MachineException failure(String what, String state, String remedy, Exception cause) {
		return new MachineException(what, folder.image().toString(), state, remedy, cause);
	}
}
