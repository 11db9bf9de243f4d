/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.MachineException;

import com.redhat.et.libguestfs.LibGuestFSException;

/**
 * An appliance with one image, read only, or an overlay on one, and a mailbox. Once it was cancelled or has failed it is
 * of no more use.
 */
public final class ImageAppliance implements AutoCloseable {

	/** The image, as the first disk: libguestfs's name for it, whatever the kernel calls it. */
	static final String DEVICE = "/dev/sda";

	/** Keeps a request well below what the mailbox takes. */
	private static final int REQUEST_LIMIT = 24 << 20;

	private static final String FREE = "Free some space there, or set LIBGUESTFS_CACHEDIR to another folder.";

	/** Takes what a script in the appliance printed. */
	@FunctionalInterface
	interface AnswerReader<T> {
		T read(InputStream answer, long length) throws IOException, MachineException;
	}

	private final ImageChain chain;
	private final Path image;
	private final ScratchFolder folder;
	private final Mailbox mailbox;
	private final Parcel parcel;
	private final RunningAppliance appliance;
	/** The folders that QEMU writes in: the guest's kernel does so when it likes, not only while something is changed. */
	private final List<Path> written;
	private boolean broken;
	private boolean closed;

	private ImageAppliance(ImageChain chain, Path overlay, ScratchFolder folder, Mailbox mailbox, Parcel parcel,
			RunningAppliance appliance) {
		this.written = overlay == null ? List.of(folder.path()) : List.of(folder.path(), overlay.getParent());
		this.chain = chain;
		this.parcel = parcel;
		this.image = chain.image();
		this.folder = folder;
		this.mailbox = mailbox;
		this.appliance = appliance;
	}

	/**
	 * @param chain the image, which was looked at. Its format is passed on: QEMU must not guess it from contents that a
	 *              guest wrote
	 * @throws MachineException if it can't be launched; nothing was changed, and nothing runs
	 */
	public static ImageAppliance launch(ImageChain chain, IProgressMonitor monitor) throws MachineException {
		return launch(chain, null, ScratchFolder.parent(), monitor);
	}

	/**
	 * Launches an appliance that writes to an overlay. The image below it is not changed, and nothing of the overlay is
	 * durable until the appliance was {@linkplain #shutDown shut down} and the file is synced.
	 *
	 * @param overlay a qcow2 file with the image as its backing file
	 */
	public static ImageAppliance launchOverlay(ImageChain chain, Path overlay, IProgressMonitor monitor)
			throws MachineException {
		return launch(chain, overlay, ScratchFolder.parent(), monitor);
	}

	/** @param scratch where the scratch disks are made */
	static ImageAppliance launch(ImageChain chain, Path overlay, Path scratch, IProgressMonitor monitor)
			throws MachineException {
		Path image = chain.image();
		chain.check(monitor);
		ScratchFolder folder = null;
		try {
			folder = ScratchFolder.make(scratch);
			checkRoom(folder.path(), ScratchFolder.ROOM);
			Path given = PlainPath.of(overlay == null ? image : overlay, folder.path());
			Mailbox mailbox = new Mailbox(folder.path().resolve("mailbox"));
			ApplianceLauncher launcher = new ApplianceLauncher(image).setTemporaryFolder(folder.path());
			Parcel parcel = null;
			if (overlay == null) {
				PlainPath.carry(given, image, chain.relativeNames());
				launcher.addDrive(given,
						Map.of("readonly", true, "format", chain.format(), "label", Mailbox.DISK_LABEL));
			} else {
				// What the guest flushes need not reach the disk: the overlay counts for nothing before it was synced.
				launcher.addDrive(given,
						Map.of("format", "qcow2", "label", Mailbox.DISK_LABEL, "cachemode", "unsafe"));
				parcel = new Parcel(folder.path().resolve("parcel"));
			}
			launcher.addDrive(mailbox.path(), Map.of("format", "raw", "label", Mailbox.LABEL));
			if (parcel != null) {
				launcher.addDrive(parcel.path(), Map.of("format", "raw", "label", Parcel.LABEL));
			}
			return new ImageAppliance(chain, overlay, folder, mailbox, parcel, launcher.launch(monitor));
		} catch (IOException e) {
			close(folder);
			throw new MachineException("There is no room for the appliance's scratch disk (" + e.getMessage() + ")",
					scratch.toString(), "Nothing was changed.", FREE, e);
		} catch (MachineException | RuntimeException e) {
			close(folder);
			throw e;
		}
	}

	private static void checkRoom(Path folder, long bytes) throws MachineException {
		long room = ScratchFolder.room(folder);
		if (room < bytes) {
			throw new MachineException("There is no room for the appliance's scratch disks: they take up to "
					+ (bytes >> 20) + " MB, and " + (room >> 20) + " MB are free", folder.getParent().toString(),
					"Nothing was changed.", FREE);
		}
	}

	/**
	 * @param bytes the largest contents that are handed to the appliance at a time
	 * @throws MachineException if there is no room for them; nothing was changed
	 */
	public void checkScratchRoom(long bytes) throws MachineException {
		checkRoom(folder.path(), Math.max(bytes + bytes / 16, 0) + ScratchFolder.ROOM / 4);
	}

	private static void close(ScratchFolder folder) {
		if (folder != null) {
			folder.close();
		}
	}

	Path image() {
		return image;
	}

	ImageChain chain() {
		return chain;
	}

	/** @return whether this is an overlay, and what is mounted can be changed */
	boolean isWritable() {
		return parcel != null;
	}

	/** @return the disk by which large contents go to the appliance, if it {@linkplain #isWritable can be changed} */
	Parcel parcel() {
		return parcel;
	}

	/** A private folder that lasts as long as the appliance. */
	Path folder() {
		return folder.path();
	}

	public boolean isBroken() {
		return broken;
	}

	/**
	 * Runs a script in the appliance; see {@link Mailbox#script}.
	 *
	 * @return what {@code reader} made of the answer
	 * @throws MachineException if the appliance failed; it is of no more use then
	 */
	<T> T ask(Mailbox.Request request, String body, AnswerReader<T> reader, IProgressMonitor monitor)
			throws MachineException {
		try {
			mailbox.write(request);
			String said = call(monitor, guestfs -> guestfs.debug("sh", new String[] { Mailbox.script(request, body) }));
			long length;
			try {
				length = Long.parseLong(said.strip());
			} catch (NumberFormatException e) {
				throw failed("The appliance could not answer (" + said.strip() + ")", e);
			}
			T answer = reader.read(mailbox.answer(length), length);
			mailbox.clear();
			return answer;
		} catch (IOException e) {
			throw failed("What the appliance answered can't be read (" + e.getMessage() + ")", e);
		}
	}

	/**
	 * Runs a script for many strings, which are its section 0: once for as many of them as a request takes.
	 *
	 * @param reader is given each answer
	 * @throws MachineException if the appliance failed; it is of no more use then
	 */
	void askAbout(Collection<String> strings, String body, AnswerReader<?> reader, IProgressMonitor monitor)
			throws MachineException {
		Mailbox.Request request = null;
		int length = 0;
		for (String string : strings) {
			if (request != null && length > REQUEST_LIMIT) {
				ask(request, body, reader, monitor);
				request = null;
			}
			if (request == null) {
				request = new Mailbox.Request().section();
				length = 0;
			}
			request.add(string);
			length += string.length() + 1;
		}
		if (request != null) {
			ask(request, body, reader, monitor);
		}
	}

	/** Calls libguestfs itself. */
	<T> T call(IProgressMonitor monitor, RunningAppliance.Work<T> work) throws MachineException {
		RoomMonitor room = new RoomMonitor(monitor, written, ScratchFolder::room);
		try {
			return appliance.call(room, work);
		} catch (LibGuestFSException e) {
			throw failed("The appliance failed (" + lastLine(e) + ")", e);
		} catch (OperationCanceledException e) {
			broken = true;
			room.throwIfFull(
					"A disk that the appliance writes to is full, so it was ended: it would have waited for ever",
					"The image is as it was.", "Free some space there, then try again.", e);
			throw e;
		} catch (RuntimeException e) {
			broken = true; // it was cancelled, and killed
			throw e;
		}
	}

	private MachineException failed(String what, Exception cause) {
		broken = true;
		return new MachineException(what, image.toString(), "The image is as it was.",
				"Try again. If it fails again, see whether \"guestfish --ro -i -a IMAGE\" can open the image.", cause);
	}

	/** What libguestfs says first is where it noticed, and last what it noticed. */
	static String lastLine(LibGuestFSException failure) {
		String message = failure.getMessage() == null ? "" : failure.getMessage().strip();
		return message.substring(message.lastIndexOf('\n') + 1);
	}

	/**
	 * Unmounts everything and ends the appliance.
	 *
	 * @throws MachineException if not all that was written has reached the overlay
	 */
	public void shutDown(IProgressMonitor monitor) throws MachineException {
		call(monitor, guestfs -> {
			guestfs.umount_all();
			guestfs.shutdown();
			return null;
		});
	}

	@Override
	public void close() {
		if (closed) {
			return;
		}
		closed = true;
		if (broken) {
			appliance.kill();
		}
		appliance.close();
		try {
			mailbox.close();
			if (parcel != null) {
				parcel.close();
			}
		} catch (IOException e) {
			// It is deleted next.
			broken = true;
		} finally {
			folder.close();
		}
	}
}
