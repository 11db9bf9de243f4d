/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.MachineException;
import org.likeness.guestfs.Format;
import org.likeness.guestfs.internal.ApplianceLauncher;
import org.likeness.guestfs.internal.Command;
import org.likeness.guestfs.internal.PlainPath;
import org.likeness.guestfs.internal.RoomMonitor;
import org.likeness.guestfs.internal.RunningAppliance;

import com.redhat.et.libguestfs.GuestFS;
import com.redhat.et.libguestfs.LibGuestFSException;

/**
 * Makes a bootable disk image of a folder that holds a system.
 * <p>
 * The file system is made and filled on the laptop by mke2fs, which takes 4 s where a tar stream into an emulated appliance
 * takes two minutes (690 MB, 17,000 files); the appliance then only writes the partition table and the boot loader. The
 * laptop's kernel never mounts the file system, and no loop device is used.
 */
final class DiskImage {

	/** Where the only partition begins: room for the boot loader, and aligned for every disk. */
	private static final long PARTITION = 1 << 20;

	private static final int SECTOR = 512;

	/** The rest of the first sector is the partition table. */
	private static final int BOOT_CODE_SIZE = 440;

	private static final int APPLIANCE_MEMORY = 512;

	private final Path work;
	private final Tools tools;
	private final long size;
	private final String fileSystem;

	/**
	 * @param work       a folder for intermediate files
	 * @param size       of the disk, in bytes
	 * @param fileSystem the UUID of its file system
	 */
	DiskImage(Path work, Tools tools, long size, String fileSystem) {
		this.work = work;
		this.tools = tools;
		this.size = size;
		this.fileSystem = fileSystem;
	}

	/**
	 * @param root   the system's folder
	 * @param target an empty file, which becomes the image
	 * @param image  what the image will be called, for errors
	 */
	void make(Path root, Path target, Path image, Format format, SubMonitor progress)
			throws IOException, MachineException {
		progress.setWorkRemaining(100);
		progress.subTask("Making the file system");
		Path disk = fill(root, image, progress.split(25));
		progress.subTask("Writing the image");
		run(List.of("qemu-img", "convert", "-f", "raw", "-O", format.qemuName(), disk.toString(), target.toString()), 0,
				image, progress.split(15));
		Files.delete(disk);
		progress.subTask("Installing the boot loader");
		installBootLoader(target, image, format, progress.split(60));
	}

	private Path fill(Path root, Path image, IProgressMonitor monitor) throws IOException, MachineException {
		Path disk = Files.createFile(work.resolve("disk"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		if (tools.subordinate().isPresent()) {
			run(List.of("setfacl", "-m", "u:" + tools.subordinate().get() + ":rw", disk.toString()), 0, image, monitor);
		}
		long kibibytes = (size - PARTITION) / 4096 * 4;
		run(tools.asCloneRoot(List.of("mke2fs", "-q", "-F", "-t", "ext4", "-L", "root", "-U", fileSystem, "-E",
				"offset=" + PARTITION + ",root_owner=0:0", "-d", root.toString(), disk.toString(), kibibytes + "k")), 0,
				image,
				monitor);
		// mke2fs leaves long folders without their index; e2fsck adds it and says so with status 1.
		run(List.of("e2fsck", "-f", "-y", "-D", disk + "?offset=" + PARTITION), 1, image, monitor);
		return disk;
	}

	/** @param greatest the greatest exit status that is no failure */
	private static void run(List<String> words, int greatest, Path image, IProgressMonitor monitor)
			throws IOException, MachineException {
		List<String> said = new ArrayList<>();
		int status = new Command(words).run(monitor, said::add);
		if (status > greatest) {
			throw new MachineException("The image could not be made", image.toString(),
					"No clone was made. " + words.get(0) + " ended with status " + status + ": "
							+ String.join(" ", said.subList(Math.max(0, said.size() - 3), said.size())),
					"See that there is room on the disk for the image, and in " + WorkFolder.BASE
							+ ", then try again.");
		}
	}

	private void installBootLoader(Path target, Path image, Format format, SubMonitor progress)
			throws IOException, MachineException {
		byte[] code = tools.bootCode();
		if (code.length > BOOT_CODE_SIZE) {
			throw new IOException("the boot code is too long for the first sector");
		}
		// Nothing is lost if the laptop crashes: the image does not exist yet.
		Map<String, Object> options = Map.of("format", format.qemuName(), "cachemode", "unsafe");
		RoomMonitor room = new RoomMonitor(progress, List.of(target.getParent()),
				folder -> folder.toFile().getUsableSpace());
		Path links = Files.createDirectory(work.resolve("appliance"));
		try (RunningAppliance appliance = new ApplianceLauncher(image).addDrive(PlainPath.of(target, links), options)
				.setTemporaryFolder(links).setMemory(APPLIANCE_MEMORY)
				.launch(progress)) {
			appliance.call(room, guestfs -> installBootLoader(guestfs, code));
		} catch (OperationCanceledException e) {
			room.throwIfFull("The disk is full: there was no room for the clone", "No clone was made.",
					"Free some space there, then try again.", e);
			throw e;
		} catch (LibGuestFSException e) {
			throw new MachineException("The boot loader could not be installed", image.toString(),
					"No clone was made. libguestfs says: " + e.getMessage().strip(),
					"See that the package extlinux is installed, then try again.", e);
		}
	}

	private static Void installBootLoader(GuestFS guestfs, byte[] code) throws LibGuestFSException {
		String disk = "/dev/sda";
		guestfs.part_init(disk, "mbr");
		guestfs.part_add(disk, "primary", PARTITION / SECTOR, -1);
		guestfs.part_set_bootable(disk, 1, true);
		guestfs.pwrite_device(disk, code, 0);
		guestfs.mount("/dev/sda1", "/");
		guestfs.extlinux("/boot/extlinux");
		guestfs.umount_all();
		guestfs.shutdown();
		return null;
	}
}
