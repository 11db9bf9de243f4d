/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.KnownClones;
import org.likeness.core.LastWork;
import org.likeness.core.MachineException;
import org.likeness.core.RecordPublisher;
import org.likeness.guestfs.internal.DependentImages;
import org.likeness.guestfs.internal.ImageChain;
import org.likeness.guestfs.internal.ImageLocks;
import org.likeness.guestfs.internal.RawImage;

/**
 * A change of an image that waits in an overlay beside it until it is published. Who writes to the overlay, and how, is
 * not known here. Until {@link #publish} has decided, closing it leaves the image as it was, and so does a kill at any
 * moment.
 */
final class ImageChange implements AutoCloseable {

	/** What has to be free for the overlay's own tables, the journal and some small files. */
	static final long LEAST_ROOM = 64L << 20;

	private static final String UNCHANGED = "The image is as it was.";
	private static final String CONVERT = "Convert it, and take the new image as the clone: "
			+ "qemu-img convert -O qcow2 IMAGE NEW.qcow2";

	private final TransactionFiles folder;
	private final DurableSteps steps;
	private final ImageLock lock;
	private final ImageChain chain;
	private final List<EarlyFlush> flushes = new ArrayList<>();
	private Journal journal;
	private String backing;
	private String published;
	private boolean decided;
	private boolean closed;

	private ImageChange(TransactionFiles folder, DurableSteps steps, ImageLock lock, ImageChain chain) {
		this.folder = folder;
		this.steps = steps;
		this.lock = lock;
		this.chain = chain;
	}

	/**
	 * Locks the image and makes an empty overlay on it.
	 *
	 * @throws MachineException if it is in use, can't be written to, or there is no room; it is as it was
	 */
	static ImageChange begin(TransactionFiles folder, DurableSteps steps) throws MachineException {
		String image = folder.image().toString();
		ImageChain chain = check(folder);
		try {
			steps.makeFolder(folder.folder());
			Optional<ImageLock> lock = ImageLock.take(folder.lock());
			if (lock.isEmpty()) {
				throw new MachineException("Another Likeness is changing the image", image, "Nothing was changed here.",
						"Wait until it has finished, then try again.");
			}
			ImageChange change = new ImageChange(folder, steps, lock.get(), chain);
			boolean begun = false;
			try {
				change.prepare();
				begun = true;
				return change;
			} finally {
				if (!begun) {
					change.close();
				}
			}
		} catch (IOException e) {
			throw new MachineException("The change can't be prepared (" + e.getMessage() + ")", image, UNCHANGED,
					"Check the permissions of the image's folder and the free space there.", e);
		}
	}

	/**
	 * Looks whether the image is one that can be changed, as far as that shows without a lock on it.
	 *
	 * @return the image with what it rests on
	 * @throws MachineException if it can't be changed; nothing was
	 */
	static ImageChain check(TransactionFiles folder) throws MachineException {
		ImageChain chain = ImageChain.open(folder.image());
		checkIsWritable(folder, chain);
		folder.checkLeadNowhere();
		checkIsNoBase(folder);
		return chain;
	}

	private static void checkIsNoBase(TransactionFiles folder) throws MachineException {
		List<Path> elsewhere;
		try {
			elsewhere = KnownClones.ofUser().list().stream().map(KnownClones.KnownClone::image).toList();
		} catch (IOException e) {
			elsewhere = List.of(); // they are a further place to look, where none has to be
		}
		DependentImages.refuse(folder.image(), elsewhere);
	}

	private static void checkIsWritable(TransactionFiles folder, ImageChain chain) throws MachineException {
		String image = folder.image().toString();
		if (!Layers.WRITABLE.contains(chain.format())) {
			throw new MachineException("Images of the format " + chain.format() + " can be compared but not changed",
					image, UNCHANGED, CONVERT);
		}
		if (chain.format().equals("raw") && RawImage.isDisc(folder.image())) {
			throw new MachineException("This is the image of a CD or DVD (ISO), which can be compared but not changed",
					image, UNCHANGED,
					"Install a system from it into a disk image, or make a starter clone, and take that as the clone.");
		}
		if (chain.layers().size() != chain.files().size()) {
			throw new MachineException("The image keeps its data in another file, and such images are not changed",
					image, UNCHANGED, CONVERT);
		}
		if (chain.files().stream().anyMatch(file -> file.toString().indexOf('\n') >= 0)) {
			throw new MachineException("The image's path holds a line break, and such images are not changed", image,
					UNCHANGED, "Give the file and its folders other names.");
		}
		if (!Files.isWritable(folder.image()) || !Files.isWritable(folder.image().getParent())) {
			throw new MachineException("The image or its folder can't be written to", image, UNCHANGED,
					"Ask their owner for write permission, or copy the image to a place where you have it.");
		}
	}

	private void prepare() throws IOException, MachineException {
		if (Files.exists(folder.journal(), LinkOption.NOFOLLOW_LINKS)) {
			throw failure("An interrupted change has to be brought to its end first", UNCHANGED,
					"Open the clone again: that brings it into one of its two states.");
		}
		checkIsFree();
		checkRoom(LEAST_ROOM);
		backing = backing();
		journal = new Journal(Journal.Phase.PREPARING, Layers.of(chain), ImageStamp.of(chain.files()), "");
		steps.write(folder.journal(), journal.encode());
		steps.delete(folder.overlay());
		try {
			steps.qemuImg(new NullProgressMonitor(), "create", "-q", "-f", "qcow2", "-F", chain.format(), "-b",
					"../" + folder.image().getFileName(), folder.overlay().toString());
		} catch (MachineException e) {
			throw new MachineException("The change can't be prepared: " + e.what(), folder.image().toString(),
					UNCHANGED,
					e.remedy(), e);
		}
	}

	TransactionFiles folder() {
		return folder;
	}

	ImageChain chain() {
		return chain;
	}

	/** Lets the disk begin to take what was written to the overlay. */
	void flushEarly() {
		flushes.add(EarlyFlush.start(folder.overlay()));
	}

	/** @throws MachineException if fewer than so many bytes can be written beside the image */
	void checkRoom(long bytes) throws MachineException {
		long room = steps.room(folder.folder());
		if (room < bytes) {
			throw failure("There is no room for the change: it takes " + megabytes(bytes) + " MB beside the image, and "
					+ megabytes(room) + " MB are free", UNCHANGED, "Free some space there, or choose less.");
		}
	}

	private static long megabytes(long bytes) {
		return (bytes + (1 << 20) - 1) >> 20;
	}

	private void checkIsFree() throws IOException, MachineException {
		if (ImageLocks.now().isUsed(chain.files().subList(0, 1))) {
			throw failure("The image is in use: a virtual machine, or another program, reads it", UNCHANGED,
					"Shut it down, then try again.");
		}
	}

	/**
	 * Makes what is in the overlay the new state of the image, then lets the record be seen. Nothing writes to the
	 * overlay any more.
	 *
	 * @param guard   keeps virtual machines away from the image
	 * @param monitor asked whether it is cancelled until that is decided, and not after
	 * @throws MachineException           if it can't be; it says which state holds
	 * @throws OperationCanceledException if the monitor was cancelled before; nothing happened
	 */
	void publish(ImageGuard guard, String record, RecordPublisher publisher, IProgressMonitor monitor)
			throws MachineException {
		try {
			for (EarlyFlush flush : flushes) {
				flush.end();
			}
			steps.sync(folder.overlay());
			checkRoom(LEAST_ROOM / 4 + Files.size(folder.overlay()));
			checkIsFree();
			checkIsNoBase(folder);
			if (!ImageStamp.of(chain.files()).equals(journal.stamp())) {
				throw failure("The image was changed by another program since this change began",
						"It is as that program left it: nothing of this change was written to it.",
						"Compare again, then apply again.");
			}
		} catch (IOException e) {
			throw new MachineException("The change can't be published (" + e.getMessage() + ")",
					folder.image().toString(), UNCHANGED, "Check the disk on which the image is, and try again.", e);
		}
		if (monitor.isCanceled()) {
			throw new OperationCanceledException();
		}
		Publication publication = new Publication(folder, steps, journal.decided(record));
		try (LastWork work = LastWork.begin(Publication.LAST)) {
			decided = true; // from the first attempt on: the journal may be in place although writing it failed
			publication.decide();
			publication.call(guard, publisher);
		}
		published = publication.contents();
	}

	/** @return whether the image still is what was published, and all that it rests on what it was */
	boolean isAsPublished() {
		try {
			return published != null && published.equals(ImageStamp.ofContents(chain.files().get(0)))
					&& backing.equals(backing());
		} catch (IOException e) {
			return false;
		}
	}

	private String backing() throws IOException {
		return ImageStamp.of(chain.files().subList(1, chain.files().size()));
	}

	private MachineException failure(String what, String state, String remedy) {
		return new MachineException(what, folder.image().toString(), state, remedy);
	}

	/** Without a decision the overlay goes. What can't be deleted now goes when the image is opened the next time. */
	@Override
	public void close() {
		if (closed) {
			return;
		}
		closed = true;
		try {
			if (!decided && journal != null) {
				Recovery.withdraw(folder, steps);
			}
		} catch (IOException e) {
			return;
		} finally {
			lock.close();
		}
	}
}
