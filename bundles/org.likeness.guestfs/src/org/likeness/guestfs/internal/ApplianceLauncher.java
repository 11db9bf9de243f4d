/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.MachineException;

import com.redhat.et.libguestfs.GuestFS;
import com.redhat.et.libguestfs.LibGuestFSException;

/**
 * Launches libguestfs's appliance: with KVM where that works, without a network, so that it can be cancelled, and so
 * that a failure says what is missing.
 */
public final class ApplianceLauncher {

	private final Path image;
	private final Map<Path, Map<String, Object>> drives = new LinkedHashMap<>();
	private int memory;
	private Path temporary;

	/** @param image what the appliance is launched for; named in errors */
	public ApplianceLauncher(Path image) {
		this.image = image;
	}

	/**
	 * Adds a disk; the first is /dev/sda.
	 *
	 * @param disk    the image file
	 * @param options of {@code guestfs_add_drive_opts}: format, readonly, cachemode…
	 */
	public ApplianceLauncher addDrive(Path disk, Map<String, Object> options) {
		drives.put(disk, new HashMap<>(options));
		return this;
	}

	/** Sets the appliance's memory in MB; without this it is libguestfs's default. */
	public ApplianceLauncher setMemory(int megabytes) {
		memory = megabytes;
		return this;
	}

	/** Sets where libguestfs keeps its own temporary files, which a killed JVM leaves; without this it is TMPDIR. */
	public ApplianceLauncher setTemporaryFolder(Path folder) {
		temporary = folder;
		return this;
	}

	/**
	 * @return the appliance, the caller's to close
	 * @throws MachineException           if it can't be launched; nothing runs any more, no disk was changed
	 * @throws OperationCanceledException if the monitor is cancelled; no disk was changed
	 */
	public RunningAppliance launch(IProgressMonitor monitor) throws MachineException {
		ApplianceFailure.checkRoom(image);
		ApplianceLog log = new ApplianceLog();
		RunningAppliance appliance = new RunningAppliance();
		try {
			open(appliance, log, monitor);
			appliance.call(monitor, guestfs -> {
				guestfs.launch();
				return null;
			});
			return appliance;
		} catch (LibGuestFSException e) {
			appliance.close();
			throw new ApplianceFailure(image, log).explain(e);
		} catch (LinkageError e) {
			appliance.close();
			throw ApplianceFailure.noBinding(image, e);
		} catch (MachineException | RuntimeException e) {
			appliance.close();
			throw e;
		}
	}

	private void open(RunningAppliance appliance, ApplianceLog log, IProgressMonitor monitor) throws MachineException {
		try {
			appliance.open(() -> create(log), monitor);
		} catch (LibGuestFSException e) {
			throw new MachineException("The image can't be opened", image.toString(),
					"It was not changed. libguestfs says: " + e.getMessage().strip(),
					"See whether \"qemu-img info\" can read it.", e);
		}
	}

	private GuestFS create(ApplianceLog log) throws LibGuestFSException {
		GuestFS guestfs = new GuestFS();
		try {
			guestfs.set_event_callback(log, GuestFS.EVENT_APPLIANCE);
			guestfs.set_pgroup(true); // Ctrl-C is for this process, which ends it in order
			Acceleration.choose(guestfs);
			if (temporary != null && PlainPath.isPlain(temporary.toString())) {
				guestfs.set_tmpdir(temporary.toString());
			}
			if (memory > 0) {
				guestfs.set_memsize(memory);
			}
			for (Map.Entry<Path, Map<String, Object>> drive : drives.entrySet()) {
				guestfs.add_drive_opts(drive.getKey().toAbsolutePath().toString(), drive.getValue());
			}
			return guestfs;
		} catch (LibGuestFSException e) {
			guestfs.close();
			throw e;
		}
	}
}
