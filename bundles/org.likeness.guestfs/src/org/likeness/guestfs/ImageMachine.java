/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.ChangeableMachine;
import org.likeness.core.ContentReceiver;
import org.likeness.core.Costs;
import org.likeness.core.Digest;
import org.likeness.core.FileEntry;
import org.likeness.core.Machine;
import org.likeness.core.MachineCheck;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.PackageResolver;
import org.likeness.core.RecordPublisher;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.SystemDescription;
import org.likeness.core.Transaction;
import org.likeness.core.UserFolders;
import org.likeness.guestfs.internal.FileSystemCheck;
import org.likeness.guestfs.internal.ImageAppliance;
import org.likeness.guestfs.internal.ImageChain;
import org.likeness.guestfs.internal.MountedSystem;
import org.likeness.guestfs.internal.StateProof;
import org.likeness.guestfs.internal.SystemInspection;
import org.likeness.guestfs.internal.SystemReader;
import org.likeness.guestfs.internal.change.ImageTransaction;
import org.likeness.guestfs.internal.packages.ClonePackages;

/**
 * A disk image as a machine, whatever its format and the layout of its disk: libguestfs's appliance reads it. The
 * appliance is started when it is first needed, and kept until the machine is closed or a transaction begins, which has
 * one of its own; until something is written there, this machine is read through that one. May be used by several
 * threads; one at a time is served.
 */
public final class ImageMachine implements ChangeableMachine {

	private final Path image;
	private final String root;
	private final StateProof proof;
	private final Costs costs = new Costs();
	private final PackageResolver packages;
	private ImageAppliance appliance;
	private MountedSystem system;
	private SystemDescription description;
	private ImageTransaction transaction;
	private boolean closed;

	/**
	 * @param image the image; need not exist yet, but when the machine is read
	 * @param root  the device of the root file system that is meant; empty for the only one
	 */
	public ImageMachine(Path image, String root) {
		this.image = image.toAbsolutePath().normalize();
		this.root = Objects.requireNonNull(root);
		this.proof = new StateProof(this.image, root);
		this.packages = packagesOf(this);
	}

	/** @param reader this machine, or one that remembers what this one tells */
	PackageResolver packagesOf(Machine reader) {
		return new ClonePackages(reader, image, ClonePackages.folder(UserFolders.cache(), name()));
	}

	/** @return such a machine that remembers what it found, as long as the image proves that it has not changed */
	public static ChangeableMachine cached(Path image, String root) {
		ImageMachine machine = new ImageMachine(image, root);
		return new CachedImageMachine(machine,
				UserFolders.cache().resolve("images").resolve(machine.name() + ".survey"));
	}

	/** @return a file name that no other image and system has */
	private String name() {
		return Digest.of(Digest.computation().digest(id().getBytes(StandardCharsets.UTF_8))).toString();
	}

	@Override
	public String id() {
		return "image:" + image + (root.isEmpty() ? "" : "#" + root);
	}

	@Override
	public String label() {
		return image.getFileName().toString();
	}

	/**
	 * @return the operating systems on the image
	 * @throws MachineException if there is none, or the image can't be read; nothing is changed
	 */
	public synchronized List<ImageSystem> systems(IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, "Looking at " + label(), 100);
		ImageAppliance running = launch(progress.split(70));
		try (Costs.Phase phase = costs.start("inspect")) {
			system = null;
			return new SystemInspection(running).systems(progress.split(30));
		}
	}

	@Override
	public synchronized SystemDescription describe(IProgressMonitor monitor) throws MachineException {
		if (description == null) {
			SubMonitor progress = SubMonitor.convert(monitor, 100);
			MountedSystem mounted = mounted(progress.split(90));
			description = new SystemReader(mounted, costs).describe(progress.split(10));
		}
		return description;
	}

	@Override
	public synchronized Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		return new SystemReader(mounted(progress.split(30)), costs).survey(request, progress.split(70));
	}

	@Override
	public synchronized Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		if (files.isEmpty()) {
			return Map.of();
		}
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		return new SystemReader(mounted(progress.split(10)), costs).digest(files, progress.split(90));
	}

	@Override
	public synchronized void read(Collection<MachinePath> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		if (files.isEmpty()) {
			return;
		}
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		new SystemReader(mounted(progress.split(10)), costs).read(files, receiver, progress.split(90));
	}

	@Override
	public Optional<String> stateProof() {
		return proof.take();
	}

	@Override
	public Costs costs() {
		return costs;
	}

	@Override
	public void checkCanBegin() throws MachineException {
		ImageTransaction.check(image);
	}

	/** Images in qcow2 and raw can be changed; of one that rests on others, only itself. */
	@Override
	public synchronized Transaction begin(IProgressMonitor monitor) throws MachineException {
		letGo(); // QEMU lets nobody write to an image that an appliance reads
		transaction = ImageTransaction.begin(image, root, this, this::stopReading, monitor);
		return transaction;
	}

	@Override
	public synchronized Optional<String> recover(RecordPublisher recorder, IProgressMonitor monitor)
			throws MachineException {
		letGo();
		return ImageTransaction.recover(image, recorder);
	}

	/** The laptop's apt finds them; what it works with lies in the user's cache, and what it gets beside the image. */
	@Override
	public Optional<PackageResolver> packages() {
		return Optional.of(packages);
	}

	@Override
	public synchronized MachineCheck check(IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		ImageAppliance running = launch(progress.split(60));
		progress.subTask("Checking the file systems of " + label());
		try (Costs.Phase phase = costs.start("check file systems")) {
			return new MachineCheck(new FileSystemCheck(running).call(progress.split(40)), false, List.of());
		} finally {
			letGo(); // it may see file systems other than they are on the image
		}
	}

	private synchronized void stopReading() {
		letGo();
	}

	private ImageAppliance launch(SubMonitor progress) throws MachineException {
		if (closed) {
			throw new IllegalStateException("the machine is closed");
		}
		if (appliance != null && appliance.isBroken()) {
			letGo();
		}
		if (appliance == null) {
			progress.subTask("Starting the appliance for " + label());
			try (Costs.Phase phase = costs.start("appliance start")) {
				appliance = ImageAppliance.launch(ImageChain.open(image), progress);
			}
		}
		return appliance;
	}

	private MountedSystem mounted(SubMonitor monitor) throws MachineException {
		Optional<MountedSystem> shared = Optional.ofNullable(transaction).flatMap(ImageTransaction::unwritten);
		if (shared.isPresent()) {
			return shared.get();
		}
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		ImageAppliance running = launch(progress.split(70));
		if (system == null) {
			progress.subTask("Looking at " + label());
			try (Costs.Phase phase = costs.start("inspect")) {
				system = new SystemInspection(running).mount(root, progress.split(30));
			}
		}
		return system;
	}

	private void letGo() {
		if (appliance != null) {
			appliance.close();
		}
		appliance = null;
		system = null;
		description = null;
	}

	@Override
	public synchronized void close() {
		closed = true;
		letGo();
	}
}
