/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.OperatingSystem;
import org.likeness.core.SystemDescription;
import org.likeness.core.SystemFiles;
import org.likeness.guestfs.AmbiguousSystemException;
import org.likeness.guestfs.ImageSystem;

import com.redhat.et.libguestfs.LibGuestFSException;

/** Finds the operating systems on an image, mounts one of them, and reads what it is. */
public final class SystemInspection {

	/** The files that say what a system is have a few hundred bytes; passwd of a large site has some more. */
	private static final long DESCRIPTION_LIMIT = 4 << 20;

	private static final String UNCHANGED = "The image is as it was.";

	private final ImageAppliance appliance;

	/** @param appliance of an image, or of an overlay, whose systems are then mounted so that they can be changed */
	public SystemInspection(ImageAppliance appliance) {
		this.appliance = appliance;
	}

	/**
	 * Mounts the chosen system.
	 *
	 * @param chosen its root device; empty for the only one
	 * @throws AmbiguousSystemException if there are several and none is chosen
	 */
	public MountedSystem mount(String chosen, IProgressMonitor monitor) throws MachineException {
		LayoutProbe.Finding finding = new LayoutProbe(appliance).call(monitor);
		if (finding.suspended() && appliance.isWritable()) {
			throw new MachineException(
					"The system on the image was put to sleep (hibernated), and can't be changed like that",
					appliance.image().toString(), UNCHANGED,
					"Start the virtual machine, shut it down in order, and try again.");
		}
		SystemLayout layout;
		if (finding.plain().isPresent() && (chosen.isEmpty() || chosen.equals(finding.plain().get().root()))) {
			layout = finding.plain().get();
		} else {
			layout = choose(inspect(monitor), chosen, monitor);
		}
		return mount(layout, finding.starts(), monitor);
	}

	/** @return all systems; their order is libguestfs's */
	public List<ImageSystem> systems(IProgressMonitor monitor) throws MachineException {
		LayoutProbe.Finding finding = new LayoutProbe(appliance).call(monitor);
		if (finding.plain().isPresent()) {
			SystemLayout layout = finding.plain().get();
			mount(layout, finding.starts(), monitor);
			return List.of(new ImageSystem(layout.root(), describe(monitor).os()));
		}
		return systems(inspect(monitor), monitor);
	}

	private List<String> inspect(IProgressMonitor monitor) throws MachineException {
		List<LibGuestFSException> failures = new ArrayList<>();
		List<String> roots = appliance.call(monitor, guestfs -> {
			try {
				return Stream.of(guestfs.inspect_os()).map(SystemInspection::ofFirstDisk).toList();
			} catch (LibGuestFSException e) {
				failures.add(e); // a part of a file system on several disks lets it fail as a whole
				return List.of();
			}
		});
		if (roots.isEmpty()) {
			Obstacle obstacle = new ObstacleProbe(appliance).call(monitor);
			if (!failures.isEmpty() && !obstacle.isKnown()) {
				throw new MachineException("The systems on the image can't be found ("
						+ ImageAppliance.lastLine(failures.get(0)) + ")", appliance.image().toString(), UNCHANGED,
						"See whether \"guestfish --ro -i -a IMAGE\" can open the image.", failures.get(0));
			}
			throw new MachineException(obstacle.what(), appliance.image().toString(), UNCHANGED, obstacle.remedy());
		}
		return roots;
	}

	/**
	 * The kernel finds disks in any order. libguestfs puts that right in the names of devices, but (as of 1.48) not in
	 * those of btrfs subvolumes that it gives; the image is the first disk, and the other one has no file system.
	 */
	static String ofFirstDisk(String mountable) {
		return mountable.replaceFirst("^btrfsvol:/dev/sd[a-z](?=[0-9]*/)", "btrfsvol:" + ImageAppliance.DEVICE);
	}

	private SystemLayout choose(List<String> roots, String chosen, IProgressMonitor monitor) throws MachineException {
		String image = appliance.image().toString();
		if (chosen.isEmpty() && roots.size() > 1) {
			throw new AmbiguousSystemException(image, systems(roots, monitor));
		}
		if (!chosen.isEmpty() && !roots.contains(chosen)) {
			throw new MachineException("There is no operating system on " + chosen + " of the image", image, UNCHANGED,
					"Choose one of these: " + String.join(", ", roots) + ".");
		}
		String root = chosen.isEmpty() ? roots.get(0) : chosen;
		if (!isLinux(root, monitor)) {
			throw new MachineException(
					"The operating system on the image is not Linux but " + productName(root, monitor),
					image, UNCHANGED, "Choose the image of a Linux system.");
		}
		return layout(root, monitor);
	}

	private List<ImageSystem> systems(List<String> roots, IProgressMonitor monitor) throws MachineException {
		List<ImageSystem> systems = new ArrayList<>();
		for (String root : roots) {
			if (isLinux(root, monitor)) {
				mount(layout(root, monitor), Map.of(), monitor);
				systems.add(new ImageSystem(root, describe(monitor).os()));
			} else {
				String name = productName(root, monitor);
				systems.add(new ImageSystem(root, new OperatingSystem("other", "", name, "")));
			}
		}
		return systems;
	}

	private boolean isLinux(String root, IProgressMonitor monitor) throws MachineException {
		return appliance.call(monitor, guestfs -> "linux".equals(guestfs.inspect_get_type(root)));
	}

	private String productName(String root, IProgressMonitor monitor) throws MachineException {
		return appliance.call(monitor, guestfs -> guestfs.inspect_get_product_name(root));
	}

	private SystemLayout layout(String root, IProgressMonitor monitor) throws MachineException {
		Map<String, String> mounts = new HashMap<>(
				appliance.call(monitor, guestfs -> guestfs.inspect_get_mountpoints(root)));
		mounts.replaceAll((folder, mountable) -> ofFirstDisk(mountable));
		mounts.putIfAbsent("/", root); // an fstab need not name the root
		return new SystemLayout(root, mounts);
	}

	private MountedSystem mount(SystemLayout layout, Map<String, Long> starts, IProgressMonitor monitor)
			throws MachineException {
		Map<MachinePath, String> problems = new LinkedHashMap<>();
		Map<String, Long> mounted = new HashMap<>();
		appliance.call(monitor, guestfs -> {
			guestfs.umount_all();
			for (Map.Entry<String, String> mount : layout.mounts().entrySet()) {
				try {
					if (appliance.isWritable()) {
						guestfs.mount(mount.getValue(), mount.getKey());
					} else {
						guestfs.mount_ro(mount.getValue(), mount.getKey());
					}
					mounted.put(GuestPaths.inAppliance(mount.getKey()),
							starts.get(mount.getValue()));
				} catch (LibGuestFSException e) {
					if (mount.getKey().equals("/")) {
						throw new MachineException("The root file system of the image can't be mounted ("
								+ ImageAppliance.lastLine(e) + ")", appliance.image().toString(), UNCHANGED,
								"Start the virtual machine so that it repairs its file systems, shut it down, and try again.",
								e);
					}
					problems.put(MachinePath.of(mount.getKey()), "its file system can't be mounted: "
							+ ImageAppliance.lastLine(e));
				}
			}
			return null;
		});
		return new MountedSystem(appliance, problems, mounted);
	}

	/** @return what the mounted system is and who uses it */
	public SystemDescription describe(IProgressMonitor monitor) throws MachineException {
		return SystemFiles.describe(new SmallFiles(appliance).read(SystemFiles.PATHS, DESCRIPTION_LIMIT, monitor));
	}
}
