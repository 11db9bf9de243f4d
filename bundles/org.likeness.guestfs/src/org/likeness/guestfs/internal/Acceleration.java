/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.likeness.core.UserFolders;

import com.redhat.et.libguestfs.GuestFS;
import com.redhat.et.libguestfs.LibGuestFSException;

/**
 * Whether the appliance can run under KVM. The presence of /dev/kvm does not say so: in nested and restricted machines
 * the device opens and the guest aborts, or never runs. So a boot sector is run once for each boot of this computer,
 * with a time limit, and what came of it is kept.
 */
public final class Acceleration {

	/**
	 * What was found out.
	 *
	 * @param kvm    whether a guest ran under KVM
	 * @param reason why, in a few words
	 */
	public record Verdict(boolean kvm, String reason) {
	}

	/** What {@link #bootSector()} makes QEMU exit with: isa-debug-exit ends it with (value * 2) + 1. */
	private static final int EXIT_STATUS = 0x21 * 2 + 1;

	private static final int SECTOR_SIZE = 512;

	private final Path hypervisor;
	private final Path device;
	private final Path memory;
	private final Duration limit;

	/** @param hypervisor the QEMU binary that libguestfs uses: {@link GuestFS#get_hv()} */
	public Acceleration(Path hypervisor) {
		this(hypervisor, Path.of("/dev/kvm"), memory(), Duration.ofSeconds(8));
	}

	Acceleration(Path hypervisor, Path device, Path memory, Duration limit) {
		this.hypervisor = hypervisor;
		this.device = device;
		this.memory = memory;
		this.limit = limit;
	}

	/**
	 * Makes an appliance that is not launched yet emulate its processor if KVM does not work. What a person set in
	 * LIBGUESTFS_BACKEND_SETTINGS is left as it is.
	 */
	static void choose(GuestFS guestfs) throws LibGuestFSException {
		if (System.getenv("LIBGUESTFS_BACKEND_SETTINGS") == null
				&& !new Acceleration(Path.of(guestfs.get_hv())).verdict().kvm()) {
			guestfs.set_backend_setting("force_tcg", "1");
		}
	}

	/** @return the kept verdict of this boot, else that of a trial, which takes up to some seconds */
	public Verdict verdict() {
		if (!Files.isReadable(device) || !Files.isWritable(device)) {
			return new Verdict(false, device + " is missing or closed to this user");
		}
		String key;
		try {
			key = key();
		} catch (IOException e) {
			return new Verdict(false, hypervisor + " can't be read");
		}
		Verdict kept = recall(key);
		if (kept != null) {
			return kept;
		}
		Verdict found;
		try {
			found = tryOut();
		} catch (IOException e) {
			return new Verdict(false, "the trial could not be made: " + e.getMessage());
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return new Verdict(false, "the trial was interrupted");
		}
		remember(key, found);
		return found;
	}

	private Verdict tryOut() throws IOException, InterruptedException {
		Path disk = Files.createTempFile("likeness-kvm", ".img");
		try {
			Files.write(disk, bootSector());
			Process process = new ProcessBuilder(hypervisor.toString(), "-machine", "pc,accel=kvm", "-cpu", "max", "-m",
					"16", "-no-user-config", "-nodefaults", "-display", "none", "-device",
					"isa-debug-exit,iobase=0xf4,iosize=1", "-boot", "a", "-drive",
					"file=" + disk.toString().replace(",", ",,") + ",format=raw,if=floppy,readonly=on")
					.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
			process.getOutputStream().close();
			try {
				if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
					return new Verdict(false, "a guest did not run within " + limit.toSeconds() + " s");
				}
			} finally {
				process.destroyForcibly();
			}
			int status = process.exitValue();
			return status == EXIT_STATUS ? new Verdict(true, "a guest ran")
					: new Verdict(false, "a guest failed with status " + status);
		} finally {
			Files.deleteIfExists(disk);
		}
	}

	/** @return code for a PC's BIOS that writes to port 0xf4: {@code mov dx,0xf4; mov al,0x21; out dx,al; hlt; jmp} */
	private static byte[] bootSector() {
		byte[] sector = new byte[SECTOR_SIZE];
		int[] code = { 0xba, 0xf4, 0x00, 0xb0, 0x21, 0xee, 0xf4, 0xeb, 0xfd };
		for (int i = 0; i < code.length; i++) {
			sector[i] = (byte) code[i];
		}
		sector[SECTOR_SIZE - 2] = 0x55;
		sector[SECTOR_SIZE - 1] = (byte) 0xaa;
		return sector;
	}

	/** Another boot, another QEMU or another hypervisor module may behave differently. */
	private String key() throws IOException {
		String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
		return String.join(" ", boot, hypervisor.toString(), Long.toString(Files.size(hypervisor)),
				Files.getLastModifiedTime(hypervisor).toString(), Files.getLastModifiedTime(device).toString());
	}

	private Verdict recall(String key) {
		try {
			List<String> lines = Files.readAllLines(memory);
			return lines.size() == 3 && lines.get(0).equals(key)
					&& Arrays.asList("kvm", "no-kvm").contains(lines.get(1))
							? new Verdict(lines.get(1).equals("kvm"), lines.get(2))
							: null;
		} catch (IOException e) {
			return null;
		}
	}

	/** If this can't be kept, the next run tries again: that costs time and nothing else. */
	private void remember(String key, Verdict verdict) {
		try {
			Files.createDirectories(memory.getParent());
			Path fresh = Files.createTempFile(memory.getParent(), "acceleration", ".new");
			String text = key + "\n" + (verdict.kvm() ? "kvm" : "no-kvm") + "\n" + verdict.reason() + "\n";
			Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
			Files.move(fresh, memory, StandardCopyOption.ATOMIC_MOVE);
		} catch (IOException e) {
			return;
		}
	}

	private static Path memory() {
		String runtime = System.getenv("XDG_RUNTIME_DIR");
		Path folder = runtime != null && Files.isWritable(Path.of(runtime)) ? Path.of(runtime).resolve("likeness")
				: UserFolders.cache();
		return folder.resolve("acceleration");
	}
}
