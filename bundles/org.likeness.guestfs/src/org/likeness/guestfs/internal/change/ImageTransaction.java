/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.Costs;
import org.likeness.core.FileChange;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.PackagePlan;
import org.likeness.core.RecordPublisher;
import org.likeness.core.Room;
import org.likeness.core.SystemCommand;
import org.likeness.core.Transaction;
import org.likeness.guestfs.internal.GuestCommands;
import org.likeness.guestfs.internal.ImageAppliance;
import org.likeness.guestfs.internal.MountedSystem;
import org.likeness.guestfs.internal.PackageInstaller;
import org.likeness.guestfs.internal.RoomMonitor;
import org.likeness.guestfs.internal.SystemInspection;
import org.likeness.guestfs.internal.SystemReader;
import org.likeness.guestfs.internal.SystemWriter;
import org.likeness.guestfs.internal.packages.PackagePool;

/** A transaction on a disk image: an appliance of its own writes to an overlay beside it. Not for several threads. */
public final class ImageTransaction implements Transaction {

	/** What is written stands in the overlay first, then in the image; both may have to grow by it. */
	private static final int TIMES_WRITTEN = 2;

	private static final int PROOF_TRIES = 4;
	private static final long PROOF_PAUSE_MILLIS = 20;

	private final ImageChange change;
	private final DurableSteps steps;
	private final Costs costs;
	private final ImageAppliance appliance;
	private final Machine image;
	private final Machine machine;
	private final Runnable beforePublishing;
	private MountedSystem system;
	private boolean written;
	private boolean over;
	private Optional<String> proof = Optional.empty();

	private ImageTransaction(ImageChange change, DurableSteps steps, MountedSystem system, Machine of,
			Runnable beforePublishing) {
		this.change = change;
		this.steps = steps;
		this.system = system;
		this.appliance = system.appliance();
		this.costs = of.costs();
		this.image = of;
		this.machine = new OverlayMachine(of.id(), of.label(), () -> new SystemReader(this.system, costs), costs);
		this.beforePublishing = beforePublishing;
	}

	/**
	 * @param image            what is changed; may be a symlink
	 * @param root             the device of the system that is meant; empty for the only one
	 * @param of               whose id and label the transaction's machine has, and to whose costs the transaction's are
	 *                         added
	 * @param beforePublishing is run before the image is written to, to let go of whatever reads it
	 * @throws MachineException if it can't be changed; it is as it was
	 */
	public static ImageTransaction begin(Path image, String root, Machine of, Runnable beforePublishing,
			IProgressMonitor monitor)
			throws MachineException {
		TransactionFiles folder = folder(image);
		DurableSteps steps = new DiskSteps(folder.image());
		SubMonitor progress = SubMonitor.convert(monitor, "Preparing to change " + of.label(), 100);
		ImageChange change = ImageChange.begin(folder, steps);
		ImageAppliance appliance = null;
		boolean begun = false;
		try {
			try (Costs.Phase phase = of.costs().start("appliance start")) {
				appliance = ImageAppliance.launchOverlay(change.chain(), folder.overlay(), progress.split(70));
			}
			MountedSystem system;
			try (Costs.Phase phase = of.costs().start("inspect")) {
				system = new SystemInspection(appliance).mount(root, progress.split(30));
			}
			begun = true;
			return new ImageTransaction(change, steps, system, of, beforePublishing);
		} finally {
			if (!begun) {
				close(appliance, change);
			}
		}
	}

	/** @throws MachineException if the image can't be changed, as far as that shows before the change is begun */
	public static void check(Path image) throws MachineException {
		ImageChange.check(folder(image));
	}

	/**
	 * @return which state a transaction that was interrupted has come to, as a sentence; empty if there was none
	 * @throws MachineException if it can't be brought to its end now; what is needed for it is still there
	 */
	public static Optional<String> recover(Path image, RecordPublisher publisher) throws MachineException {
		TransactionFiles folder = folder(image);
		return new Recovery(folder, new DiskSteps(folder.image())).call(publisher);
	}

	private static TransactionFiles folder(Path image) throws MachineException {
		try {
			return TransactionFiles.of(image);
		} catch (IOException e) {
			throw new MachineException("There is no such image (" + e.getMessage() + ")", image.toString(),
					"Nothing was changed.", "Check the path.", e);
		}
	}

	/**
	 * @return the system as the image has it, so that whoever reads the image needs no second appliance; empty if
	 *         something was written to it, or it is of no more use
	 */
	public Optional<MountedSystem> unwritten() {
		return written || over || appliance.isBroken() ? Optional.empty() : Optional.of(system);
	}

	@Override
	public Machine machine() {
		return machine;
	}

	@Override
	public void write(List<FileChange> changes, Machine source, IProgressMonitor monitor) throws MachineException {
		checkIsOpen();
		if (source == machine) {
			throw new IllegalArgumentException("a transaction can't copy from what it writes to");
		}
		appliance.checkScratchRoom(changes.stream().filter(change -> change.content() != null)
				.mapToLong(change -> change.content().written()).max().orElse(0));
		change("write", TIMES_WRITTEN * Room.written(changes), monitor,
				(changed, room) -> new SystemWriter(changed, changes, source).call(room));
	}

	@Override
	public void install(PackagePlan packages, IProgressMonitor monitor) throws MachineException {
		checkIsOpen();
		PackagePool pool = new PackagePool(change.folder().packages());
		change("install packages", TIMES_WRITTEN * packages.bytesUnpacked(), monitor,
				(changed, room) -> new PackageInstaller(changed, packages, pool).call(change.folder().packageLog(),
						room));
	}

	@Override
	public void run(List<SystemCommand> commands, IProgressMonitor monitor) throws MachineException {
		checkIsOpen();
		change("run programs", TIMES_WRITTEN * commands.stream().mapToLong(SystemCommand::bytes).sum(), monitor,
				(changed, room) -> new GuestCommands(changed, commands).call(room));
	}

	/** What is done to the mounted system. */
	@FunctionalInterface
	private interface Work {
		void run(MountedSystem changed, IProgressMonitor monitor) throws MachineException;
	}

	/** @param bytes how much room this takes on the laptop, about */
	private void change(String phase, long bytes, IProgressMonitor monitor, Work work) throws MachineException {
		change.checkRoom(bytes + ImageChange.LEAST_ROOM);
		RoomMonitor room = new RoomMonitor(monitor, List.of(change.folder().folder()), steps::room);
		boolean complete = false;
		written = true;
		system = system.written();
		try (Costs.Phase costing = costs.start(phase)) {
			work.run(system, room);
			change.flushEarly();
			complete = true;
		} catch (OperationCanceledException e) {
			throwIfFull(room, e);
			throw e;
		} finally {
			over |= !complete;
		}
	}

	@Override
	public void commit(String record, RecordPublisher publisher, IProgressMonitor monitor) throws MachineException {
		checkIsOpen();
		over = true;
		beforePublishing.run();
		try (ImageGuard guard = guard()) {
			try (Costs.Phase phase = costs.start("appliance end")) {
				shutDown(monitor);
			}
			try (Costs.Phase phase = costs.start("publish")) {
				change.publish(guard, record, publisher, monitor);
			}
		} catch (IOException e) {
			throw new MachineException("The image can't be let go of (" + e.getMessage() + ")",
					change.folder().image().toString(), "It is in its old or in its new state.",
					"Open the clone again: it says which.", e);
		}
		prove();
	}

	/**
	 * Times are no proof before the kernel's clock has gone on. What can't be mounted to be written may well be mounted to
	 * be read.
	 */
	private void prove() {
		if (!system.problems().isEmpty()) {
			return;
		}
		try {
			for (int tries = 0; proof.isEmpty() && tries < PROOF_TRIES; tries++) {
				Thread.sleep(PROOF_PAUSE_MILLIS);
				proof = image.stateProof();
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		if (!change.isAsPublished()) {
			proof = Optional.empty(); // somebody was faster
		}
	}

	@Override
	public Optional<String> stateProof() {
		return proof;
	}

	private void shutDown(IProgressMonitor monitor) throws MachineException {
		RoomMonitor room = new RoomMonitor(monitor, List.of(change.folder().folder()), steps::room);
		try {
			appliance.shutDown(room);
		} catch (OperationCanceledException e) {
			throwIfFull(room, e);
			throw e;
		}
		appliance.close();
	}

	private static void throwIfFull(RoomMonitor room, OperationCanceledException cause) throws MachineException {
		room.throwIfFull("The disk is full: there was no room for all of the change",
				"The clone is as it was: nothing of this change reaches it.", "Free some space there, then try again.",
				cause);
	}

	/** While the appliance runs, QEMU itself keeps others away. */
	private ImageGuard guard() throws MachineException {
		try {
			return ImageGuard.take(change.folder().image());
		} catch (IOException e) {
			throw new MachineException("The image is in use (" + e.getMessage() + ")",
					change.folder().image().toString(), "It is as it was.", "Shut down what uses it, then try again.",
					e);
		}
	}

	private void checkIsOpen() {
		if (over) {
			throw new IllegalStateException("the transaction is over, or has failed");
		}
	}

	@Override
	public void close() {
		over = true;
		close(appliance, change);
	}

	private static void close(ImageAppliance appliance, ImageChange change) {
		try {
			if (appliance != null) {
				appliance.close();
			}
		} finally {
			change.close();
		}
	}
}
