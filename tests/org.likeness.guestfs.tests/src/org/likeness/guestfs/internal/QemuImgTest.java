/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limits of qemu-img, as the kernel tells them of one that runs. */
class QemuImgTest {

	@TempDir
	Path folder;

	/** It asks a server for the image that never answers, and so stays for as long as it is looked at. */
	@Test
	void runsWithItsLimitsInASessionOfItsOwn() throws Exception {
		Path socket = folder.resolve("s");
		NullProgressMonitor monitor = new NullProgressMonitor();
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			server.bind(UnixDomainSocketAddress.of(socket));
			CompletableFuture<QemuImg.Result> running = CompletableFuture.supplyAsync(() -> {
				try {
					return new QemuImg(folder, 600).run(monitor, "info", "nbd+unix:///?socket=" + socket);
				} catch (org.likeness.core.MachineException e) {
					throw new IllegalStateException(e);
				}
			});
			ImageChainTest.waitFor(() -> qemuImg(socket).isPresent() || running.isDone());
			ProcessHandle process = qemuImg(socket).orElseThrow();
			List<String> limits = Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "limits"));
			assertLimit(limits, "Max address space", 2L << 30);
			assertLimit(limits, "Max cpu time", 600);
			assertEquals(process.pid(), session(process.pid()), "a key that ends this process must not reach it");
			assertNotEquals(session(ProcessHandle.current().pid()), session(process.pid()));
			monitor.setCanceled(true);
			assertEquals(OperationCanceledException.class,
					assertThrows(ExecutionException.class, running::get).getCause().getClass());
			ImageChainTest.waitFor(() -> !process.isAlive());
		}
	}

	@Test
	void isNotRunWithoutLimits() throws Exception {
		List<String> command = new ArrayList<>(LimitedProgram.command(1 << 20, 5, List.of("sh", "-c", "ulimit -v -t")));
		command.set(2, command.get(2).replace("limit v ", "limit q "));
		assertEquals(LimitedProgram.NO_LIMITS, new ProcessBuilder(command).start().waitFor());
	}

	@Test
	void aLimitThatIsLowerAlreadyIsEnough() throws Exception {
		List<String> command = LimitedProgram.command(1 << 20, 5, List.of("sh", "-c", "ulimit -v; ulimit -t"));
		List<String> narrowed = new ArrayList<>(List.of("sh", "-c", "ulimit -v 900000; exec \"$@\"", "sh"));
		narrowed.addAll(command);
		Process process = new ProcessBuilder(narrowed).start();
		assertEquals("900000\n5\n", new String(process.getInputStream().readAllBytes()));
		assertEquals(0, process.waitFor());
	}

	private static void assertLimit(List<String> limits, String name, long value) {
		String line = limits.stream().filter(each -> each.startsWith(name)).findFirst().orElseThrow();
		assertTrue(line.matches(name + " +" + value + " +" + value + " .*"), line);
	}

	private static Optional<ProcessHandle> qemuImg(Path socket) {
		return ProcessHandle.current().children().filter(child -> {
			try {
				String line = Files.readString(Path.of("/proc", Long.toString(child.pid()), "cmdline"));
				return line.startsWith("qemu-img\0") && line.contains(socket.toString());
			} catch (java.io.IOException e) {
				return false;
			}
		}).findFirst();
	}

	/** The sixth field of proc_pid_stat(5), behind a name that may hold anything. */
	private static long session(long pid) throws Exception {
		String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
		return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]);
	}
}
