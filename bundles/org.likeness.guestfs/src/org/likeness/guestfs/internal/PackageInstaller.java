/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.MachineException;
import org.likeness.core.PackageChange;
import org.likeness.core.PackagePlan;
import org.likeness.guestfs.internal.packages.PackagePool;

/**
 * Installs and removes packages of a system that is mounted in an appliance, with the system's own apt and dpkg, which
 * the appliance runs. The packages are on a disk of their own, so they take no room in the clone.
 */
public final class PackageInstaller {

	private final MountedSystem system;
	private final ImageAppliance appliance;
	private final PackagePlan plan;
	private final PackagePool pool;
	private final PackageOutcome outcome;

	/** @param pool has all that the plan installs */
	public PackageInstaller(MountedSystem system, PackagePlan plan, PackagePool pool) {
		this.system = system;
		this.appliance = system.appliance();
		this.plan = plan;
		this.pool = pool;
		this.outcome = new PackageOutcome(plan);
	}

	/**
	 * @param log is overwritten with all that the programs say
	 * @throws MachineException if not all could be done; the overlay is of no more use then
	 */
	public void call(Path log, IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, "Installing packages", 100);
		try {
			List<Path> archives = plan.installed().stream().map(change -> pool.file(change.comes().name())).toList();
			new PackageDisk(appliance.parcel(), pool.folder().getParent()).fill(archives, progress.split(10));
			PackageScript script = new PackageScript(plan);
			Files.createDirectories(log.getParent());
			progress.subTask("Installing packages in the clone");
			appliance.ask(script.request(system.starts().keySet()),
					script.inAppliance(PackageDisk.mount("$r/run/likeness/archives")),
					(answer, length) -> {
						outcome.read(answer, log);
						return null;
					}, progress.split(85));
			appliance.parcel().clear();
		} catch (IOException e) {
			throw failed("The packages can't be handed to the appliance (" + e.getMessage() + ")", log, e);
		}
		check(log);
	}

	private void check(Path log) throws MachineException {
		if (outcome.status() != 0) {
			List<String> said = outcome.said();
			Optional<String> other = outcome.otherFile();
			if (other.isPresent()) {
				throw new MachineException("The file of a package is not what the package source has promised",
						pool.file(other.get()).toString(), SystemWriter.UNCHANGED,
						"Try again: it is fetched again. If it fails again, see what changes it.");
			}
			boolean full = said.stream().anyMatch(line -> SystemWriter.FULL.matcher(line).find());
			throw failed((full ? "A file system of the clone is full" : "Packages could not be installed in the clone")
					+ (said.isEmpty() ? "" : " (" + said.get(0) + ")"), log, null);
		}
		for (PackageChange change : plan.changes()) {
			if (!outcome.did(change)) {
				throw failed("The clone's apt did something else than was planned with " + change.name(), log, null);
			}
		}
	}

	private static MachineException failed(String what, Path log, Exception cause) {
		return new MachineException(what, log.toString(), SystemWriter.UNCHANGED,
				"The file tells all that apt and dpkg said. Leave out the package that it is about, then try again.",
				cause);
	}
}
