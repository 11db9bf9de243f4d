/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

	/** What sha256sum says of a file that is not what it is to be, or can't be read. */
	private static final Pattern OTHER = Pattern.compile("(\\S+\\.deb): FAILED.*");

	/** What a program says of itself when it fails. */
	private static final Pattern ERROR = Pattern
			.compile("(E|dpkg|tar|mount|sh|chroot|apt-mark|.*/maintainer script): .*|.*: error.*|.*No space left.*");
	private static final String RESULT = "likeness: ";
	private static final int LINES = 5;

	private final MountedSystem system;
	private final ImageAppliance appliance;
	private final PackagePlan plan;
	private final PackagePool pool;
	private final Deque<String> last = new ArrayDeque<>();
	private final Deque<String> errors = new ArrayDeque<>();
	private final Set<String> found = new HashSet<>();
	private int status = -1;

	/** @param pool has all that the plan installs */
	public PackageInstaller(MountedSystem system, PackagePlan plan, PackagePool pool) {
		this.system = system;
		this.appliance = system.appliance();
		this.plan = plan;
		this.pool = pool;
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
					(answer, length) -> read(answer, log), progress.split(85));
			appliance.parcel().clear();
		} catch (IOException e) {
			throw failed("The packages can't be handed to the appliance (" + e.getMessage() + ")", log, e);
		}
		check(log);
	}

	private Void read(InputStream answer, Path log) throws IOException {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(answer, StandardCharsets.ISO_8859_1));
				BufferedWriter writer = Files.newBufferedWriter(log)) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				if (line.startsWith(GuestRoot.ENDED)) {
					status = Integer.parseInt(line.substring(GuestRoot.ENDED.length()));
				} else if (line.startsWith(RESULT)) {
					found.add(line.substring(RESULT.length()));
				} else {
					writer.write(line);
					writer.newLine();
					note(line);
				}
			}
		}
		return null;
	}

	private void note(String line) {
		if (!line.isBlank()) {
			keep(last, line);
			if (ERROR.matcher(line).matches() || OTHER.matcher(line).matches()) {
				keep(errors, line);
			}
		}
	}

	private static void keep(Deque<String> lines, String line) {
		lines.add(org.likeness.core.Name.of(line).toString());
		if (lines.size() > LINES) {
			lines.remove();
		}
	}

	private void check(Path log) throws MachineException {
		if (status != 0) {
			List<String> said = new ArrayList<>(errors.isEmpty() ? last : errors);
			Optional<String> other = errors.stream().map(OTHER::matcher).filter(Matcher::matches)
					.map(line -> line.group(1)).findFirst();
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
			String installed = change.name() + " " + change.architecture() + " ";
			boolean done = change.to() != null ? found.contains("installed " + installed + change.to())
					: found.stream().noneMatch(line -> line.startsWith("installed " + installed));
			if (!done) {
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
