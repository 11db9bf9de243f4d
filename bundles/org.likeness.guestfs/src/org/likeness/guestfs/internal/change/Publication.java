/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.MachineException;
import org.likeness.core.RecordPublisher;

/**
 * Brings an overlay into its image. Each step may be repeated, so that whoever finds the journal after a kill can go on
 * from the start: the overlay stays whole until all is done, and writing it into the image twice gives what writing it
 * once does. While the image is half written it is not at its path, so that no virtual machine can start on it.
 */
final class Publication {

	/** What this process waits for when it is told to end. */
	static final String LAST = "The change is decided on, and is being brought into the image: it is finished first.";

	private static final String DECIDED = "The new state is decided on and complete beside the image; the image was taken"
			+ " away from its path until it has it.";

	/** Twice the longest tick that kernels are built with. */
	private static final long TICK_MILLIS = 20;

	private final TransactionFiles folder;
	private final DurableSteps steps;
	private final HiddenImage hidden;
	private Journal journal;
	private String contents;

	/** @param journal what was decided, or is to be */
	Publication(TransactionFiles folder, DurableSteps steps, Journal journal) {
		this.folder = folder;
		this.steps = steps;
		this.journal = journal;
		this.hidden = new HiddenImage(folder, steps, journal.layers().format());
	}

	/** The moment at which the new state holds. */
	void decide() throws MachineException {
		try {
			steps.write(folder.journal(), journal.encode());
		} catch (IOException e) {
			throw failure("The decision for the new state can't be written (" + e.getMessage() + ")",
					"The image is as it was, or will be in its new state when it is opened the next time.",
					"Open the clone again: it says which.", e);
		}
	}

	/**
	 * Finishes what was decided, from wherever it is.
	 *
	 * @param guard let go of before the image is written to; {@code null} if there is none
	 */
	void call(ImageGuard guard, RecordPublisher publisher) throws MachineException {
		try {
			if (journal.phase() != Journal.Phase.PUBLISHED) {
				write(guard);
			}
			if (guard != null) {
				contents = settled();
			}
			hidden.show();
		} catch (FileAlreadyExistsException e) {
			throw failure("Another file stands in the image's place, and it is not replaced",
					"The clone with its new state is " + hidden.file() + ".",
					"Move the other file away, then open the clone again.", e);
		} catch (IOException e) {
			throw failure("The new state can't be brought into the image (" + e.getMessage() + ")", DECIDED,
					"Free some space on its disk or see what ails it, then open the clone again: that goes on.", e);
		}
		finish(publisher);
	}

	/**
	 * @return what the image is as long as nobody writes to it, taken while nobody could; {@code null} if that was not
	 *         done
	 */
	String contents() {
		return contents;
	}

	/** Where nobody finds it the image waits until another write would show: within a tick of the clock none does. */
	private String settled() throws IOException {
		try {
			long age = System.currentTimeMillis() - Files.getLastModifiedTime(hidden.file()).toMillis();
			Thread.sleep(Math.max(0, Math.min(TICK_MILLIS, TICK_MILLIS - age)));
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return null;
		}
		return ImageStamp.ofContents(hidden.file());
	}

	private void write(ImageGuard guard) throws IOException, MachineException {
		boolean again = journal.phase() == Journal.Phase.WRITING;
		if (!again) {
			hidden.take();
			enter(Journal.Phase.WRITING);
		}
		if (guard != null) {
			guard.close();
		}
		Path publishing = hidden.file();
		try {
			Path parent = folder.image().getParent();
			Layers layers = journal.layers();
			steps.qemuImg(new NullProgressMonitor(), "commit", "-q", "-d", "--image-opts",
					layers.options(folder.overlay(), publishing, parent));
			if (again && !layers.format().equals("raw")) {
				// A kill can leave clusters that nothing refers to.
				steps.qemuImg(new NullProgressMonitor(), "check", "-q", "-r", "leaks", "--image-opts",
						layers.options(publishing, parent));
			}
		} catch (OperationCanceledException e) {
			throw failure("Bringing the new state into the image was interrupted", DECIDED,
					"Open the clone again: that goes on.", e);
		} catch (MachineException e) {
			throw failure("The new state can't be brought into the image: " + e.what(), DECIDED, e.remedy()
					+ " Then open the clone again: that goes on.", e);
		}
		steps.sync(publishing);
		enter(Journal.Phase.PUBLISHED);
	}

	private void enter(Journal.Phase phase) throws IOException {
		journal = journal.in(phase);
		steps.write(folder.journal(), journal.encode());
	}

	private void finish(RecordPublisher publisher) throws MachineException {
		try {
			steps.publish(publisher, journal.record());
		} catch (MachineException e) {
			throw failure("The image has its new state, but the history does not show it: " + e.what(),
					"The image is in its new state. The history's record of it is kept.",
					e.remedy() + " Then open the clone again: that goes on.", e);
		}
		try {
			Recovery.withdraw(folder, steps);
		} catch (IOException e) {
			throw failure("What was needed for the change can't be deleted (" + e.getMessage() + ")",
					"The image is in its new state, and the history shows it.",
					"See whether the folder " + folder.folder() + " can be written to, then open the clone again.", e);
		}
	}

	private MachineException failure(String what, String state, String remedy, Exception cause) {
		return new MachineException(what, folder.image().toString(), state, remedy, cause);
	}
}
