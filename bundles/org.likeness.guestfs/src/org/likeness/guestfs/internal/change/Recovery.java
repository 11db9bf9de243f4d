/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.likeness.core.LastWork;
import org.likeness.core.MachineException;
import org.likeness.core.RecordPublisher;
import org.likeness.guestfs.internal.ImageChain;
import org.likeness.guestfs.internal.ImageHeader;
import org.likeness.guestfs.internal.ImageLocks;
import org.likeness.guestfs.internal.PackageLinks;
import org.likeness.guestfs.internal.QemuImg;

/** Brings an image into one of its two states after a transaction that was interrupted. */
final class Recovery {

	private static final int INFO_SECONDS = 20;

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
		if (isClosed()) {
			return Optional.empty();
		}
		folder.checkLeadNowhere();
		try {
			if (folder.ofUnfinishedChange().isEmpty()) {
				return Optional.empty();
			}
			Optional<ImageLock> lock = ImageLock.take(folder.lock());
			if (lock.isEmpty()) {
				throw failure("Another Likeness is changing the image", "Nothing was changed here.",
						"Wait until it has finished, then open the clone again.", null);
			}
			try (ImageLock held = lock.get(); LastWork work = LastWork.begin(Publication.LAST)) {
				Optional<Journal> journal = Journal.read(folder.journal());
				return journal.isEmpty() ? withoutJournal() : recover(journal.get(), publisher);
			}
		} catch (IOException e) {
			throw failure("What an interrupted change left can't be understood (" + e.getMessage() + ")",
					"Nothing was changed. It is all in " + folder.folder() + ".",
					"See whether that folder can be read and written. A file \"publishing\" in it is the clone itself.",
					e);
		}
	}

	/**
	 * Who may not look into the folder can't finish anything, and need not to read the image: while a change is half written
	 * it is not at its path. Nor can he begin a change.
	 */
	private boolean isClosed() {
		return Files.isDirectory(folder.folder(), LinkOption.NOFOLLOW_LINKS) && !Files.isReadable(folder.folder());
	}

	/** The journal is written first and deleted last: if more is there without it, a person has deleted it. */
	private Optional<String> withoutJournal() throws IOException, MachineException {
		for (String format : Layers.WRITABLE) {
			Path hidden = folder.publishing(format);
			if (exists(hidden)) {
				throw failure(
						"The image was taken from its place to be changed, and what tells how far that came is gone: "
								+ folder.journal(),
						"Nothing was changed now. The image is " + hidden + ".",
						"Move " + hidden + " to " + folder.image()
								+ ", then open the clone again, and check it: a part of"
								+ " the change may be in it.",
						null);
			}
		}
		boolean overlay = exists(folder.overlay());
		withdraw(folder, steps);
		return !overlay ? Optional.empty() // killed in its first write, or at its end by now
				: Optional.of(
						"A change of " + name() + " was interrupted, and what tells how far it came is gone. The clone"
								+ " is taken as it is. Check it: a part of the change may be in it.");
	}

	private Optional<String> recover(Journal journal, RecordPublisher publisher) throws IOException, MachineException {
		if (journal.phase() == Journal.Phase.PREPARING) {
			withdraw(folder, steps);
			return Optional
					.of("A change of " + name() + " was interrupted. Nothing of it was written to the clone, which is"
							+ " as it was before.");
		}
		HiddenImage hidden = new HiddenImage(folder, steps, journal.layers().format());
		if (!hidden.exists() && !exists(folder.image())) {
			throw failure("The image is missing, and a change of it was interrupted", "Nothing was changed.",
					"Put the image back, then open the clone again.", null);
		}
		switch (journal.phase()) {
		case PUBLISHING:
			return beforeWriting(journal, hidden, publisher);
		case WRITING:
			return hidden.exists() ? whileWriting(journal, hidden, publisher) : putBack(journal, hidden, publisher);
		default:
			new Publication(folder, steps, journal).call(null, publisher);
			return finished();
		}
	}

	/** Nothing was written to the image yet: what the journal's phase proves. */
	private Optional<String> beforeWriting(Journal journal, HiddenImage hidden, RecordPublisher publisher)
			throws IOException, MachineException {
		if (!exists(folder.overlay())) {
			boolean asItWas = hidden.exists() || isAsItWas(journal);
			giveUp(hidden);
			return Optional.of("A change of " + name()
					+ " was interrupted before anything of it was written, and what it"
					+ " was to write is gone (" + folder.overlay() + "). " + (asItWas
							? "The clone is as it was before."
							: "The clone was changed by another program since then, and stays as that program left it."));
		}
		checkOverlay("The image is as it was.");
		if (!hidden.exists()) {
			return begin(journal, publisher);
		}
		new Publication(folder, steps, vetted(journal, hidden.file())).call(null, publisher);
		return finished();
	}

	private void giveUp(HiddenImage hidden) throws IOException, MachineException {
		try {
			hidden.show();
		} catch (FileAlreadyExistsException e) {
			throw failure("Another file stands in the image's place, and it is not replaced",
					"The clone as it was before the change is " + hidden.file() + ".",
					"Move the other file away, then open the clone again.", e);
		}
		withdraw(folder, steps);
	}

	private Optional<String> whileWriting(Journal journal, HiddenImage hidden, RecordPublisher publisher)
			throws IOException, MachineException {
		String half = "Nothing was changed now. The image is " + hidden.file()
				+ ": a part of it may be in the new state already, the rest is in the old one.";
		if (!exists(folder.overlay())) {
			throw failure(
					"A change was being written into the image when it was interrupted, and the rest of it is gone: "
							+ folder.overlay(),
					half,
					"Put that file back, from the wastebasket or a backup, and open the clone again: that finishes the"
							+ " change. If it is gone for good, the image of a backup is safest. To go on with this one, move "
							+ hidden.file() + " to " + folder.image()
							+ " and open the clone again; then check it, for files may be torn.",
					null);
		}
		checkOverlay(half);
		new Publication(folder, steps, vetted(journal, hidden.file())).call(null, publisher);
		return finished();
	}

	/** Likeness itself shows an image only when all is in it: a person has moved this one, or put another in its place. */
	private Optional<String> putBack(Journal journal, HiddenImage hidden, RecordPublisher publisher)
			throws IOException, MachineException {
		if (!exists(folder.overlay())) {
			withdraw(folder, steps);
			return Optional.of("A change of " + name()
					+ " was interrupted while it was written, and the rest of it is gone."
					+ " The image that is in its place now is taken as it is: if it is not from a backup, a part of the"
					+ " change may be in it. Check the clone.");
		}
		if (!isAsItWas(journal)) {
			throw failure(
					"A change was being written into the image when it was interrupted, and the image was put back"
							+ " by other means since then",
					"Nothing was changed now.",
					"To finish the change, move the image to " + hidden.file() + ". To keep the image as it is, delete "
							+ folder.overlay() + ". Then open the clone again.",
					null);
		}
		checkOverlay("The image is as it was.");
		return begin(journal, publisher);
	}

	/** Nothing was written to the image, which is at its path. It may have been used since, or be in use. */
	private Optional<String> begin(Journal journal, RecordPublisher publisher) throws IOException, MachineException {
		try (ImageGuard guard = ImageGuard.take(folder.image())) {
			if (ImageLocks.now().isUsed(List.of(folder.image()))) {
				throw failure("A change of the image was interrupted, and can't be finished while the image is in use",
						"The image is as it was; the new state is kept beside it.",
						"Shut the virtual machine down, then open the clone again.", null);
			}
			if (!isAsItWas(journal)) {
				withdraw(folder, steps);
				return Optional.of("A change of " + name()
						+ " was interrupted before anything of it was written, and the"
						+ " clone was changed by another program since then. It stays as that program left it.");
			}
			new Publication(folder, steps, vetted(journal, folder.image()).in(Journal.Phase.PUBLISHING)).call(guard,
					publisher);
		}
		return finished();
	}

	/**
	 * What is in the folder may have been made by anybody, to bring a file of the laptop's into the image: so the files
	 * below it are those that are let through when it is opened, whatever the journal names.
	 */
	private Journal vetted(Journal journal, Path image) throws MachineException {
		return journal.with(Layers.of(ImageChain.openAway(image, journal.layers().format(), folder.image())));
	}

	/** As {@link #vetted}: an overlay of ours keeps all of its data itself. */
	private void checkOverlay(String state) throws MachineException {
		QemuImg.Result result = new QemuImg(folder.image(), INFO_SECONDS).run(new NullProgressMonitor(), "info",
				"--output=json", "-f", "qcow2", folder.overlay().toString());
		String wrong = QemuImg.lastLine(result.message());
		if (result.status() == 0) {
			try {
				ImageHeader header = ImageHeader.parse(result.answer());
				if (!header.encrypted() && header.otherFiles().isEmpty()) {
					return;
				}
				wrong = "it keeps data elsewhere, or is encrypted, and Likeness has not made it";
			} catch (IOException e) {
				wrong = "it is damaged";
			}
		}
		throw failure(
				"A change was interrupted, and the rest of it can't be read from " + folder.overlay() + " (" + wrong
						+ ")",
				state, "See that the disk is well and that no program uses that file, then open the clone again. If"
						+ " it is lost for good, move it away, and open the clone again.",
				null);
	}

	private String name() {
		return folder.image().getFileName().toString();
	}

	private Optional<String> finished() {
		return Optional.of("A change of " + name() + " was interrupted, and has been finished: the clone is in its new"
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
		PackageLinks.deleteAbandoned(folder.folder());
		steps.delete(folder.journal());
	}

	private static boolean exists(Path file) {
		return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
	}

	private MachineException failure(String what, String state, String remedy, Exception cause) {
		return new MachineException(what, folder.image().toString(), state, remedy, cause);
	}
}
