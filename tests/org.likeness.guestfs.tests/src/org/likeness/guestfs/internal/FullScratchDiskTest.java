/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.MachineException;

/** QEMU stops a machine whose disk is on a full one, and waits for room: nothing here may wait with it. */
class FullScratchDiskTest {

	private static final Path USUAL = Path.of("/var/tmp");

	@TempDir
	Path folder;

	@Test
	void isSaidBefore() throws Exception {
		try (SmallDisk small = SmallDisk.mount(Files.createDirectory(folder.resolve("small")), 100)) {
			MachineException refusal = assertThrows(MachineException.class, () -> launch(small.folder()));
			assertTrue(refusal.what().contains("512 MB"), refusal.explanation());
			assertEquals(small.folder().toString(), refusal.where());
			assertTrue(refusal.remedy().contains("LIBGUESTFS_CACHEDIR"), refusal.remedy());
			assertEquals("", names(small.folder()));
		}
	}

	/** A real appliance, which writes more than there is room for. */
	@Test
	void endsTheApplianceWhenItIsFull() throws Exception {
		try (SmallDisk small = SmallDisk.mount(Files.createDirectory(folder.resolve("small")), 700)) {
			try (ImageAppliance appliance = launch(small.folder())) {
				String much = "dd if=/dev/zero bs=1M count=2000 2>/dev/null | tr '\\0' x";
				MachineException full = assertThrows(MachineException.class, () -> appliance
						.ask(new Mailbox.Request(), much, (answer, length) -> length, new NullProgressMonitor()));
				assertTrue(full.what().contains("full"), full.explanation());
				assertTrue(appliance.isBroken());
			}
			assertEquals("", names(small.folder()));
		}
	}

	/** What the guest has written reaches the overlay when its kernel likes. */
	@Test
	void endsTheApplianceWhenThereIsNoRoomForTheOverlay() throws Exception {
		try (SmallDisk small = SmallDisk.mount(Files.createDirectory(folder.resolve("small")), 100)) {
			Path image = folder.resolve("image.qcow2");
			ImageChainTest.run("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), "1G");
			Path overlay = small.folder().resolve("overlay.qcow2");
			ImageChainTest.run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", image.toString(),
					overlay.toString());
			try (ImageAppliance appliance = ImageAppliance.launchOverlay(ImageChain.open(image), overlay,
					new NullProgressMonitor())) {
				String much = "dd if=/dev/zero bs=1M count=300 2>/dev/null | tr '\\0' x | dd of=$d bs=1M oflag=direct "
						+ "iflag=fullblock 2>&1";
				MachineException full = assertThrows(MachineException.class, () -> appliance
						.ask(new Mailbox.Request(), much, (answer, length) -> length, new NullProgressMonitor()));
				assertTrue(full.what().contains("full"), full.explanation());
				assertEquals(small.folder().toString(), full.where());
			}
		}
	}

	@Test
	void aCacheOfTheUsersIsTakenWhereTheUsualPlaceIsFull() {
		Path own = Path.of("/home/ann/.cache/likeness");
		Map<Path, Long> room = Map.of(USUAL, ScratchFolder.ROOM - 1, own, ScratchFolder.ROOM);
		assertEquals(own, ScratchFolder.parent(Map.of(), own, room::get));
		assertEquals(USUAL, ScratchFolder.parent(Map.of(), own, where -> ScratchFolder.ROOM));
		assertEquals(USUAL, ScratchFolder.parent(Map.of(), own, where -> 0));
		assertEquals(Path.of("/x"), ScratchFolder.parent(Map.of("TMPDIR", "/x"), own, room::get));
		assertEquals(Path.of("/y"),
				ScratchFolder.parent(Map.of("TMPDIR", "/x", "LIBGUESTFS_CACHEDIR", "/y"), own, room::get));
	}

	private static String names(Path where) throws Exception {
		try (Stream<Path> files = Files.list(where)) {
			return files.map(Path::toString).collect(Collectors.joining(" "));
		}
	}

	private ImageAppliance launch(Path scratch) throws Exception {
		Path image = folder.resolve("image.qcow2");
		if (Files.notExists(image)) {
			ImageChainTest.run("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), "16M");
		}
		return ImageAppliance.launch(ImageChain.open(image), null, scratch, new NullProgressMonitor());
	}

	/** A file system in memory, which only root can mount. */
	private record SmallDisk(Path folder) implements AutoCloseable {

		static SmallDisk mount(Path folder, int megabytes) throws Exception {
			assumeTrue(ThisProcess.userId() == 0, "only root can mount");
			Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "likeness-test",
					folder.toString()).start();
			assumeTrue(mount.waitFor() == 0, "nothing can be mounted here");
			return new SmallDisk(folder);
		}

		@Override
		public void close() throws Exception {
			ImageChainTest.run("umount", folder.toString());
		}
	}
}
