/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A virtual machine that holds an image as one that runs does, and never executes an instruction. */
public record RunningMachine(Process process) implements AutoCloseable {

	public static RunningMachine start(Path image) throws Exception {
		Process process = new ProcessBuilder("qemu-system-x86_64", "-S", "-accel", "tcg", "-display", "none", "-m",
				"16",
				"-nodefaults", "-drive", "file=" + image.toString().replace(",", ",,") + ",format=qcow2,if=virtio")
				.redirectErrorStream(true).start();
		String inode = Files.getAttribute(image, "unix:ino").toString();
		ImageChainTest.waitFor(() -> Files.readString(Path.of("/proc/locks")).contains(":" + inode + " "));
		return new RunningMachine(process);
	}

	@Override
	public void close() throws Exception {
		process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
	}
}
