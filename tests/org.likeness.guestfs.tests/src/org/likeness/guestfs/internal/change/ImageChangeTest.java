/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.core.MachineException;
import org.likeness.core.RecordPublisher;
import org.likeness.guestfs.internal.ImageChain;
import org.likeness.guestfs.internal.RunningMachine;

/** Who may change an image, when, and what is left if it can't be done. */
class ImageChangeTest {

	@TempDir
	Path folder;
	private Path image;
	private TransactionFiles clone;
	private String old;
	private final List<String> published = new ArrayList<>();
	private final RecordPublisher publisher = published::add;

	@BeforeEach
	void create() throws Exception {
		image = Images.create(folder, "qcow2");
		clone = TransactionFiles.of(image);
		old = PublicationTest.digest(image);
	}

	@Test
	void publishesIntoTheSameFile() throws Exception {
		Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("rw-r-----"));
		Object inode = Files.getAttribute(image, "unix:ino");
		try (ImageChange change = begin()) {
			assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(clone.folder())));
			ChangeProbe.change(change, publisher);
		}
		assertNotEquals(old, PublicationTest.digest(image));
		assertEquals(List.of(ChangeProbe.RECORD), published);
		assertEquals(inode, Files.getAttribute(image, "unix:ino"));
		assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(image)));
		PublicationTest.assertOnlyTheLockIsLeft(clone, "published");
	}

	@Test
	void whatCouldNotBeFlushedIsNotPublished() throws Exception {
		String bytes = Tools.run("sha256sum", image.toString());
		try (ImageChange change = begin()) {
			Path away = clone.overlay().resolveSibling("away");
			Files.move(clone.overlay(), away);
			change.flushEarly();
			while (Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals("flush"))) {
				TimeUnit.MILLISECONDS.sleep(20);
			}
			Files.move(away, clone.overlay());
			assertRefused("can't be published", () -> ChangeProbe.change(change, publisher));
		}
		assertEquals(bytes, Tools.run("sha256sum", image.toString()));
		assertEquals(List.of(), published);
		PublicationTest.assertOnlyTheLockIsLeft(clone, "closed");
	}

	@Test
	void tellsWhetherTheImageIsStillWhatWasPublished() throws Exception {
		Path base = Images.create(folder, "qcow2 on qcow2").resolveSibling("base.qcow2");
		for (Path written : List.of(folder.resolve("top.qcow2"), base)) {
			TransactionFiles files = TransactionFiles.of(folder.resolve("top.qcow2"));
			try (ImageChange change = ImageChange.begin(files, new DiskSteps(files.image()))) {
				assertFalse(change.isAsPublished());
				ChangeProbe.change(change, publisher);
				assertTrue(change.isAsPublished());
				Tools.run("qemu-io", "-f", "qcow2", "-c", "write -P 9 8M 64k", written.toString());
				assertFalse(change.isAsPublished(), written.toString());
			}
		}
	}

	@Test
	void worksOnTheFileThatASymlinkLeadsTo(@TempDir Path elsewhere) throws Exception {
		Path link = Files.createSymbolicLink(elsewhere.resolve("link.qcow2"), image);
		assertEquals(clone, TransactionFiles.of(link));
		Files.delete(image);
		assertEquals(clone, TransactionFiles.of(link), "while the image is away");
	}

	@Test
	void leavesTheImageAsItWasIfItIsNotPublished() throws Exception {
		String bytes = Tools.run("sha256sum", image.toString());
		try (ImageChange change = begin()) {
			Tools.run("qemu-io", "-f", "qcow2", "-c", ChangeProbe.WRITE, clone.overlay().toString());
		}
		assertEquals(bytes, Tools.run("sha256sum", image.toString()));
		PublicationTest.assertOnlyTheLockIsLeft(clone, "closed");
	}

	@Test
	void refusesASecondLikeness() throws Exception {
		try (ImageChange change = begin()) {
			assertRefused("Another Likeness", () -> begin());
			assertRefused("Another Likeness", () -> begin()); // the first try must not have let go of the lock
			assertTrue(Tools.outcome(probe("hold")).output().contains("Another Likeness"));
			assertRefused("Another Likeness", () -> new Recovery(clone, new DiskSteps(image)).call(publisher));
		}
		Process other = new ProcessBuilder(probe("hold")).redirectErrorStream(true).start();
		try {
			String line = "";
			for (var lines = other.inputReader(); !line.equals("held"); line = lines.readLine()) {
				assertTrue(other.isAlive() || line != null, "the other process ended");
			}
			assertRefused("Another Likeness", () -> begin());
		} finally {
			other.destroyForcibly().waitFor();
		}
		assertTrue(recover().contains("as it was before"));
		begin().close();
	}

	@Test
	void refusesAnImageThatAVirtualMachineUses(@TempDir Path elsewhere) throws Exception {
		try (RunningMachine machine = RunningMachine.start(image)) {
			assertRefused("in use by a running virtual machine", () -> begin());
		}
		Path top = elsewhere.resolve("top.qcow2");
		Tools.run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", image.toString(), top.toString());
		try (RunningMachine machine = RunningMachine.start(top)) {
			assertRefused("The image is in use", () -> begin());
		}
		assertEquals(old, PublicationTest.digest(image));
	}

	@Test
	void keepsVirtualMachinesAwayUntilTheImageIsTaken() throws Exception {
		try (ImageGuard guard = ImageGuard.take(image)) {
			Tools.Outcome write = Tools.outcome("qemu-io", "-f", "qcow2", "-c", "write 0 1M", image.toString());
			assertTrue(write.status() != 0 && write.output().contains("lock"), write.output());
			Tools.run("qemu-io", "-r", "-f", "qcow2", "-c", "read -P 1 0 1M", image.toString());
		}
		Tools.run("qemu-io", "-f", "qcow2", "-c", "write -P 1 0 1M", image.toString());
	}

	@Test
	void stopsIfTheImageWasChangedMeanwhile() throws Exception {
		try (ImageChange change = begin()) {
			Tools.run("qemu-io", "-f", "qcow2", "-c", "write -P 7 12M 1M", image.toString());
			assertRefused("changed by another program", () -> ChangeProbe.change(change, publisher));
		}
		Tools.run("qemu-io", "-r", "-f", "qcow2", "-c", "read -P 7 12M 1M", "-c", "read -P 1 1M 1M", image.toString());
		assertEquals(List.of(), published);
		PublicationTest.assertOnlyTheLockIsLeft(clone, "drift");
	}

	@Test
	void keepsWhatWasChangedAfterAKillBeforeAnythingWasWritten() throws Exception {
		decideOnly();
		Tools.run("qemu-io", "-f", "qcow2", "-c", "write -P 7 12M 1M", image.toString());
		assertTrue(recover().contains("stays as that program left it"));
		Tools.run("qemu-io", "-r", "-f", "qcow2", "-c", "read -P 7 12M 1M", "-c", "read -P 1 1M 1M", image.toString());
		assertEquals(List.of(), published);
		PublicationTest.assertOnlyTheLockIsLeft(clone, "drift");
	}

	@Test
	void waitsForAVirtualMachineThatWasStartedAfterAKill() throws Exception {
		decideOnly();
		try (RunningMachine machine = RunningMachine.start(image)) {
			assertRefused("in use", () -> recover());
		}
		assertTrue(Files.exists(clone.overlay()));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, ImageChange.LEAST_ROOM - 1 })
	void refusesToBeginWithoutRoom(long room) throws Exception {
		assertRefused("no room", () -> ImageChange.begin(clone, new Narrow(room, 0)));
		PublicationTest.assertOnlyTheLockIsLeft(clone, "no room");
	}

	@Test
	void stopsIfThereIsNoRoomToPublish() throws Exception {
		try (ImageChange change = ImageChange.begin(clone, new Narrow(Long.MAX_VALUE, 1 << 20))) {
			assertRefused("no room", () -> ChangeProbe.change(change, publisher));
		}
		assertEquals(old, PublicationTest.digest(image));
		PublicationTest.assertOnlyTheLockIsLeft(clone, "no room");
	}

	@Test
	void canBeCancelledBeforeItIsDecided() throws Exception {
		NullProgressMonitor monitor = new NullProgressMonitor();
		monitor.setCanceled(true);
		try (ImageChange change = begin(); ImageGuard guard = ImageGuard.take(image)) {
			assertThrows(OperationCanceledException.class,
					() -> change.publish(guard, ChangeProbe.RECORD, publisher, monitor));
		}
		assertEquals(old, PublicationTest.digest(image));
	}

	@Test
	void neverReplacesWhatStandsInTheImagesPlace() throws Exception {
		DurableSteps steps = new StepsDecorator(new DiskSteps(image)) {
			@Override
			void before(String step) {
				if (step.equals("give back")) {
					writeOther();
				}
			}

			@Override
			void after(String step) {
				// Only the moment before counts.
			}
		};
		try (ImageChange change = ImageChange.begin(clone, steps)) {
			assertRefused("Another file stands", () -> ChangeProbe.change(change, publisher));
		}
		assertRefused("Another file stands", () -> recover());
		assertEquals("other", Files.readString(image));
		Files.delete(image);
		assertTrue(recover().contains("new state"));
		assertNotEquals(old, PublicationTest.digest(image));
		assertEquals(List.of(ChangeProbe.RECORD), published);
	}

	private void writeOther() {
		try {
			Files.writeString(image, "other");
		} catch (IOException e) {
			throw new IllegalStateException(e);
		}
	}

	@Test
	void publishesTheRecordLaterIfTheHistoryFails() throws Exception {
		try (ImageChange change = begin()) {
			assertRefused("history does not show it", () -> ChangeProbe.change(change, record -> {
				throw new MachineException("The ref is locked", "history", "", "Delete it.");
			}));
		}
		assertNotEquals(old, PublicationTest.digest(image), "the new state must hold");
		assertRefused("has to be brought to its end", () -> begin());
		// The clone may be used before the record is published; that must stay.
		Tools.run("qemu-io", "-f", "qcow2", "-c", "write -P 7 1M 1M", image.toString());
		String used = PublicationTest.digest(image);
		assertTrue(recover().contains("new state"));
		assertEquals(used, PublicationTest.digest(image));
		assertEquals(List.of(ChangeProbe.RECORD), published);
		PublicationTest.assertOnlyTheLockIsLeft(clone, "published");
	}

	@ParameterizedTest
	@ValueSource(strings = { "vmdk", "vdi", "vhdx" })
	void refusesOtherFormats(String format) throws Exception {
		Path other = folder.resolve("other." + format);
		Tools.run("qemu-img", "create", "-q", "-f", format, other.toString(), "16M");
		TransactionFiles otherClone = TransactionFiles.of(other);
		assertRefused("not changed", () -> ImageChange.begin(otherClone, new DiskSteps(other)));
		assertFalse(Files.exists(otherClone.folder()));
	}

	@Test
	void touchesNothingIfTheJournalIsDamaged() throws Exception {
		decideOnly();
		byte[] bytes = Files.readAllBytes(clone.journal());
		bytes[bytes.length / 2] ^= 1;
		Files.write(clone.journal(), bytes);
		assertRefused("can't be understood", () -> recover());
		assertTrue(Files.exists(clone.overlay()) && Files.exists(image));
	}

	@Test
	void readsAJournalAsItWasWritten() throws Exception {
		Layers layers = new Layers("raw", List.of(new Layers.Backing("qcow2", Path.of("a b,c")),
				new Layers.Backing("raw", Path.of("/x/y"))));
		Journal journal = new Journal(Journal.Phase.PREPARING, layers, "stamp", "");
		Path file = folder.resolve("journal");
		for (Journal each : List.of(journal, journal.decided("id"),
				journal.decided("id").in(Journal.Phase.PUBLISHED))) {
			Files.write(file, each.encode());
			assertEquals(each, Journal.read(file).orElseThrow());
			assertTrue(new String(each.encode(), StandardCharsets.UTF_8).startsWith("likeness transaction 2\n"));
		}
		assertEquals("driver=qcow2,file.driver=file,file.filename=/o,backing.driver=raw,backing.file.driver=file,"
				+ "backing.file.filename=/i,,j,backing.backing.driver=qcow2,backing.backing.file.driver=file,"
				+ "backing.backing.file.filename=/f/a b,,c,backing.backing.backing.driver=raw,"
				+ "backing.backing.backing.file.driver=file,backing.backing.backing.file.filename=/x/y",
				layers.options(Path.of("/o"), Path.of("/i,j"), Path.of("/f")));
	}

	/** Leaves what a kill right after the decision leaves. */
	private void decideOnly() throws Exception {
		ImageChange change = begin();
		Journal journal = Journal.read(clone.journal()).orElseThrow();
		Tools.run("qemu-io", "-f", "qcow2", "-c", ChangeProbe.WRITE, clone.overlay().toString());
		Path kept = Files.copy(clone.overlay(), folder.resolve("overlay"));
		change.close();
		Files.move(kept, clone.overlay());
		Files.write(clone.journal(), journal.decided(ChangeProbe.RECORD).encode());
		assertEquals(2, ImageChain.open(clone.overlay()).layers().size());
	}

	private ImageChange begin() throws MachineException {
		return ImageChange.begin(clone, new DiskSteps(image));
	}

	private String recover() throws MachineException {
		return new Recovery(clone, new DiskSteps(image)).call(publisher).orElse("");
	}

	private String[] probe(String what) throws Exception {
		return Tools.probe(what, image.toString(), folder.resolve("log").toString(), "0");
	}

	private void assertRefused(String what, org.junit.jupiter.api.function.Executable work) {
		MachineException refusal = assertThrows(MachineException.class, work);
		assertTrue(refusal.what().contains(what), refusal.explanation());
		assertEquals(image.getParent(), Path.of(refusal.where()).getParent());
		assertFalse(refusal.state().isBlank() || refusal.remedy().isBlank());
	}

	/** A disk with so much room at first, and so much later. */
	private final class Narrow extends StepsDecorator {

		private final long later;
		private long room;

		Narrow(long first, long later) {
			super(new DiskSteps(image));
			this.room = first;
			this.later = later;
		}

		@Override
		public long room(Path where) {
			return room;
		}

		@Override
		void before(String step) {
			room = Math.min(room, step.startsWith("sync overlay") ? later : room);
		}

		@Override
		void after(String step) {
			// Only the moment before counts.
		}
	}
}
