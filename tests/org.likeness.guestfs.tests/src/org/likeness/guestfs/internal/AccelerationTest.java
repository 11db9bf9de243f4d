/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts stand for QEMU: they end as it does where KVM works, where it aborts and where the guest never runs. */
class AccelerationTest {

	@TempDir
	Path folder;
	private Path device;
	private Path runs;

	@BeforeEach
	void makeDevice() throws IOException {
		device = Files.createFile(folder.resolve("kvm"));
		runs = Files.createFile(folder.resolve("runs"));
	}

	@Test
	void guestThatRanMeansKvm() throws IOException {
		assertTrue(acceleration("exit 67", 300).verdict().kvm());
	}

	@Test
	void presentDeviceWhoseGuestAbortsMeansNoKvm() throws IOException {
		assertEquals("Verdict[kvm=false, reason=a guest failed with status 134]",
				acceleration("exit 134", 300).verdict().toString());
	}

	@Test
	void guestThatNeverRunsMeansNoKvmAfterTheLimit() throws IOException {
		Instant start = Instant.now();
		assertFalse(acceleration("exec sleep 3600", 1).verdict().kvm());
		assertTrue(Duration.between(start, Instant.now()).toMinutes() < 30);
	}

	@Test
	void missingDeviceMeansNoKvmWithoutATrial() throws IOException {
		Acceleration acceleration = acceleration("exit 67", 300);
		Files.delete(device);
		assertFalse(acceleration.verdict().kvm());
		assertEquals(0, trials());
	}

	@Test
	void verdictIsKeptUntilQemuIsReplaced() throws IOException {
		acceleration("exit 67", 300).verdict();
		assertTrue(acceleration("exit 67", 300).verdict().kvm());
		assertEquals(1, trials());
		assertFalse(acceleration("exit 1 # another size", 300).verdict().kvm());
		assertEquals(2, trials());
	}

	@Test
	void damagedMemoryIsNotTrusted() throws IOException {
		acceleration("exit 134", 300).verdict();
		Files.writeString(folder.resolve("memory"), "kvm\n");
		assertFalse(acceleration("exit 134", 300).verdict().kvm());
		assertEquals(2, trials());
	}

	private long trials() throws IOException {
		return Files.size(runs);
	}

	private Acceleration acceleration(String behaviour, int seconds) throws IOException {
		Path script = folder.resolve("qemu");
		Files.writeString(script, "#!/bin/sh\nprintf x >> '" + runs + "'\n" + behaviour + "\n");
		Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
		Files.setLastModifiedTime(script, FileTime.fromMillis(0));
		return new Acceleration(script, device, folder.resolve("memory"), Duration.ofSeconds(seconds));
	}
}
