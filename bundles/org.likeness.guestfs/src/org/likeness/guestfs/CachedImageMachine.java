/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.CachingMachine;
import org.likeness.core.ChangeableMachine;
import org.likeness.core.MachineCheck;
import org.likeness.core.MachineException;
import org.likeness.core.PackageResolver;
import org.likeness.core.RecordPublisher;
import org.likeness.core.Transaction;
import org.likeness.guestfs.internal.packages.ClonePackages;

/** An image that is read from memory where that proves right, and changed itself: each transaction gives a new proof. */
final class CachedImageMachine extends CachingMachine implements ChangeableMachine {

	private final ImageMachine machine;
	private final PackageResolver packages;

	CachedImageMachine(ImageMachine machine, Path file) {
		super(machine, file, ClonePackages.wants());
		this.machine = machine;
		this.packages = machine.packagesOf(this);
	}

	@Override
	public void checkCanBegin() throws MachineException {
		machine.checkCanBegin();
	}

	@Override
	public Transaction begin(IProgressMonitor monitor) throws MachineException {
		return remembering(machine.begin(monitor));
	}

	@Override
	public Optional<String> recover(RecordPublisher recorder, IProgressMonitor monitor) throws MachineException {
		return machine.recover(recorder, monitor);
	}

	@Override
	public Optional<PackageResolver> packages() {
		return Optional.of(packages);
	}

	/** What is remembered comes first: the check of the file systems needs an appliance for itself afterwards. */
	@Override
	public MachineCheck check(IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		MachineCheck memory;
		try {
			memory = checkMemory(progress.split(60));
		} catch (MachineException e) {
			memory = new MachineCheck(List.of(), false,
					List.of("It can't be compared with the clone. " + e.what() + ". " + e.remedy()));
		}
		MachineCheck checked = machine.check(progress.split(40));
		return new MachineCheck(checked.fileSystems(), memory.remembered(), memory.memoryProblems());
	}
}
