/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.likeness.core.MachineException;

import com.redhat.et.libguestfs.LibGuestFSException;

/**
 * Why the appliance did not start, in words that help. libguestfs itself says <i>guestfs_launch failed</i> whatever the
 * cause; so what it needs is looked at after a failure, not before: it may well do with less than is expected here.
 */
final class ApplianceFailure {

	private static final String UNCHANGED = "Nothing was changed.";
	private static final long MEGABYTE = 1 << 20;

	/** The appliance's root file system (680 MB where it was measured), kept for each user. */
	private static final long APPLIANCE_SPACE = 800 * MEGABYTE;

	/** What libguestfs gives the appliance by default, and QEMU's own needs. */
	private static final long APPLIANCE_MEMORY = 1500 * MEGABYTE;

	private final Path image;
	private final ApplianceLog log;

	ApplianceFailure(Path image, ApplianceLog log) {
		this.image = image;
		this.log = log;
	}

	/** libguestfs or its Java binding is missing. */
	static MachineException noBinding(Path image, LinkageError cause) {
		return new MachineException("libguestfs's Java binding can't be loaded, so no image can be opened",
				image.toString(), UNCHANGED, "Install it: sudo apt install libguestfs-java libguestfs-tools", cause);
	}

	/**
	 * The appliance is made once for each user, of the laptop's own programs; that takes as much room as it has.
	 *
	 * @throws MachineException if it is not there, and there is no room for it; nothing was changed
	 */
	static void checkRoom(Path image) throws MachineException {
		Path cache = applianceCache();
		Path made = cache.resolve(".guestfs-" + ThisProcess.userId()).resolve("appliance.d/root");
		long room = ScratchFolder.room(cache);
		if (System.getenv("LIBGUESTFS_PATH") == null && Files.notExists(made) && room < APPLIANCE_SPACE) {
			throw new MachineException(
					"There is too little space in " + cache + " for libguestfs's appliance: it takes "
							+ APPLIANCE_SPACE / MEGABYTE + " MB, once, and " + room / MEGABYTE + " MB are free",
					image.toString(),
					UNCHANGED, "Free as much there, or set LIBGUESTFS_CACHEDIR to another folder.");
		}
	}

	MachineException explain(LibGuestFSException cause) {
		Path cache = applianceCache();
		if (!hasReadableKernel()) {
			return failure("There is no kernel in /boot that this user can read, and the appliance needs one",
					"Make it readable with \"sudo chmod +r /boot/vmlinuz-*\", or install one: \"sudo apt install "
							+ "linux-image-amd64\" (on Ubuntu linux-image-generic).",
					cause);
		}
		Optional<Long> memory = availableMemory();
		if (memory.isPresent() && memory.get() < APPLIANCE_MEMORY) {
			return failure("There is too little memory for the appliance (" + memory.get() / MEGABYTE + " MB free)",
					"Close programs until " + APPLIANCE_MEMORY / MEGABYTE
							+ " MB are free, or set LIBGUESTFS_MEMSIZE to fewer MB.",
					cause);
		}
		if (cache.toFile().getUsableSpace() < APPLIANCE_SPACE && cache.toFile().canWrite()) {
			return failure("There is too little space in " + cache + " for the appliance",
					"Free " + APPLIANCE_SPACE / MEGABYTE + " MB there, or set LIBGUESTFS_CACHEDIR to another folder.",
					cause);
		}
		List<String> said = log.errors();
		return failure("The libguestfs appliance did not start" + (said.isEmpty() ? "" : " (" + said.get(0) + ")"),
				"Run \"libguestfs-test-tool\": it says what is missing.", cause);
	}

	private MachineException failure(String what, String remedy, LibGuestFSException cause) {
		return new MachineException(what, image.toString(), UNCHANGED, remedy, cause);
	}

	/** supermin takes the newest vmlinuz-* of /boot, or what SUPERMIN_KERNEL names. */
	private static boolean hasReadableKernel() {
		if (System.getenv("SUPERMIN_KERNEL") != null) {
			return Files.isReadable(Path.of(System.getenv("SUPERMIN_KERNEL")));
		}
		try (Stream<Path> files = Files.list(Path.of("/boot"))) {
			return files
					.anyMatch(file -> file.getFileName().toString().startsWith("vmlinuz-") && Files.isReadable(file));
		} catch (IOException e) {
			return false;
		}
	}

	private static Optional<Long> availableMemory() {
		try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
			return lines.filter(line -> line.startsWith("MemAvailable:"))
					.map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst();
		} catch (IOException | UncheckedIOException | NumberFormatException e) {
			return Optional.empty();
		}
	}

	/** The first of the places that guestfs(3) names. */
	private static Path applianceCache() {
		return Stream.of("LIBGUESTFS_CACHEDIR", "TMPDIR").map(System::getenv).filter(value -> value != null)
				.map(Path::of)
				.findFirst().orElse(Path.of("/var/tmp"));
	}
}
