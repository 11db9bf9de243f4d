/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.core.Digest;
import org.likeness.core.MachineException;

/** What somebody has deleted, moved or made in the folder of an interrupted change: the clone is never stuck, nor torn. */
class RecoveryTest {

	private static final String TAKEN = "rename publishing.qcow2";
	private static final String WRITING = "write WRITING";

	@TempDir
	Path folder;
	private Path image;
	private TransactionFiles clone;
	private Path hidden;
	private String old;
	private final List<String> published = new ArrayList<>();

	@BeforeEach
	void create() throws Exception {
		image = Images.create(folder, "qcow2");
		clone = TransactionFiles.of(image);
		hidden = clone.publishing("qcow2");
		old = PublicationTest.digest(image);
	}

	/** Ends a JVM that changes the image right after a step. */
	private void killAfter(String step) throws Exception {
		Path other = Files.createDirectory(folder.resolve("other"));
		List<String> steps = Tools.run(command(Images.create(other, "qcow2"), "0")).lines().toList();
		String number = steps.stream().filter(line -> line.endsWith(" " + step)).findFirst().orElseThrow()
				.split(" ")[0];
		assertEquals(137, Tools.outcome(command(image, number + "+")).status());
	}

	private String[] command(Path changed, String moment) throws Exception {
		return Tools.probe("change", changed.toString(), folder.resolve("log").toString(), moment);
	}

	private String recover() throws MachineException {
		return new Recovery(clone, new DiskSteps(image)).call(published::add).orElse("");
	}

	private MachineException refused(String what) {
		MachineException refusal = assertThrows(MachineException.class, this::recover);
		assertTrue(refusal.what().contains(what), refusal.explanation());
		assertFalse(refusal.state().isBlank() || refusal.remedy().isBlank());
		return refusal;
	}

	/** The image can be changed again, and nothing is left of the change that was interrupted. */
	private void assertGoesOn() throws Exception {
		PublicationTest.assertOnlyTheLockIsLeft(clone, "recovered");
		assertEquals("", recover());
		ImageChange.begin(clone, new DiskSteps(image)).close();
		Tools.run("qemu-img", "check", "-q", "-f", "qcow2", image.toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "write PUBLISHING", TAKEN })
	void withoutItsOverlayTheOldStateHoldsIfNothingWasWritten(String step) throws Exception {
		killAfter(step);
		Files.delete(clone.overlay());
		String said = recover();
		assertTrue(said.contains("is gone") && said.contains("as it was before"), said);
		assertEquals(old, PublicationTest.digest(image));
		assertEquals(List.of(), published);
		assertGoesOn();
	}

	@Test
	void withoutItsOverlayWhatOthersHaveWrittenStays() throws Exception {
		killAfter("write PUBLISHING");
		Files.delete(clone.overlay());
		Tools.run("qemu-io", "-f", "qcow2", "-c", "write -P 7 12M 1M", image.toString());
		String other = PublicationTest.digest(image);
		assertTrue(recover().contains("stays as that program left it"));
		assertEquals(other, PublicationTest.digest(image));
		assertGoesOn();
	}

	@Test
	void aHalfWrittenImageWaitsForItsOverlay() throws Exception {
		killAfter(WRITING);
		Path away = Files.move(clone.overlay(), folder.resolve("away"));
		String bytes = Tools.run("sha256sum", hidden.toString());
		MachineException refusal = refused("the rest of it is gone");
		assertTrue(refusal.state().contains(hidden.toString()), refusal.explanation());
		assertEquals(bytes, Tools.run("sha256sum", hidden.toString()));
		assertFalse(Files.exists(image));
		Files.move(away, clone.overlay());
		assertTrue(recover().contains("new state"));
		assertNotEquals(old, PublicationTest.digest(image));
		assertEquals(List.of(ChangeProbe.RECORD), published);
		assertGoesOn();
	}

	@Test
	void aHalfWrittenImageCanBeTakenAsItIs() throws Exception {
		killAfter(WRITING);
		Files.delete(clone.overlay());
		String advice = refused("the rest of it is gone").remedy();
		assertTrue(advice.contains("move " + hidden + " to " + image), advice);
		Files.move(hidden, image);
		String said = recover();
		assertTrue(said.contains("Check the clone"), said);
		assertEquals(List.of(), published);
		assertGoesOn();
	}

	@Test
	void anImageThatWasPutBackHalfWrittenIsNotTakenForWhole() throws Exception {
		killAfter(WRITING);
		Files.move(hidden, image);
		String advice = refused("put back by other means").remedy();
		assertTrue(Files.exists(clone.overlay()));
		assertTrue(advice.contains(hidden.toString()) && advice.contains(clone.overlay().toString()), advice);
		Files.move(image, hidden);
		assertTrue(recover().contains("new state"));
		assertNotEquals(old, PublicationTest.digest(image));
		assertGoesOn();
	}

	@Test
	void anImageThatWasPutBackHalfWrittenCanBeKept() throws Exception {
		killAfter(WRITING);
		Files.move(hidden, image);
		Files.delete(clone.overlay());
		assertTrue(recover().contains("taken as it is"));
		assertGoesOn();
	}

	@Test
	void anImageIsFoundThoughItsJournalIsGone() throws Exception {
		killAfter(TAKEN);
		Files.delete(clone.journal());
		String advice = refused("what tells how far that came is gone").remedy();
		assertTrue(advice.contains("Move " + hidden + " to " + image), advice);
		assertTrue(Files.exists(clone.overlay()));
		Files.move(hidden, image);
		assertTrue(recover().contains("taken as it is"));
		assertEquals(old, PublicationTest.digest(image));
		assertGoesOn();
	}

	@ParameterizedTest
	@ValueSource(strings = { "write PUBLISHING", WRITING })
	void anOverlayThatCannotBeReadIsKept(String step) throws Exception {
		killAfter(step);
		Path whole = Files.copy(clone.overlay(), folder.resolve("whole"));
		Files.write(clone.overlay(), new byte[100]);
		String advice = refused("can't be read").remedy();
		assertTrue(advice.contains("move it away"), advice);
		assertEquals(100, Files.size(clone.overlay()));
		Files.move(whole, clone.overlay(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
		assertTrue(recover().contains("new state"));
		assertNotEquals(old, PublicationTest.digest(image));
		assertGoesOn();
	}

	/** A Likeness of before did not tell taking from writing. */
	@ParameterizedTest
	@ValueSource(strings = { "write PUBLISHING", TAKEN, WRITING })
	void finishesWhatAnOlderLikenessHasBegun(String step) throws Exception {
		killAfter(step);
		sign(Files.readString(clone.journal()).replace("transaction 2", "transaction 1").replace("WRITING",
				"PUBLISHING"));
		if (!step.equals(TAKEN)) {
			assertTrue(recover().contains("new state"));
		} else {
			Files.delete(clone.overlay());
			refused("the rest of it is gone");
			return;
		}
		assertNotEquals(old, PublicationTest.digest(image));
		assertGoesOn();
	}

	/** Replaces the journal by one of these lines, with the right digest. */
	private void sign(String journal) throws Exception {
		String body = journal.substring(0, journal.lastIndexOf('\n', journal.length() - 2) + 1);
		Digest digest = Digest.of(Digest.computation().digest(body.getBytes(StandardCharsets.UTF_8)));
		Files.writeString(clone.journal(), body + digest + "\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "lock", "transaction", "transaction.new", "overlay.qcow2", "publishing.qcow2", "packages",
			"packages/a.deb", "packages.log", "history.git", "x" })
	void followsNoLink(String name) throws Exception {
		Path documents = Files.createDirectory(folder.resolve("Documents"));
		Path thesis = Files.writeString(documents.resolve("thesis.txt"), "years of work");
		killAfter(WRITING);
		Path link = clone.folder().resolve(name);
		Files.createDirectories(link.getParent());
		Files.deleteIfExists(link);
		Files.createSymbolicLink(link, List.of("packages", "history.git").contains(name) ? documents : thesis);
		String before = Tools.run("ls", "-lA", clone.folder().toString());
		assertEquals(link.toString(), refused("symbolic link").where());
		assertEquals(before, Tools.run("ls", "-lA", clone.folder().toString()));
		assertEquals("years of work", Files.readString(thesis));
	}

	@Test
	void isNoLinkItself() throws Exception {
		killAfter(WRITING);
		Path elsewhere = Files.move(clone.folder(), folder.resolve("elsewhere"));
		Files.createSymbolicLink(clone.folder(), elsewhere);
		refused("symbolic link");
		Files.move(elsewhere.resolve("publishing.qcow2"), image);
		assertTrue(assertThrows(MachineException.class, () -> ImageChange.begin(clone, new DiskSteps(image))).what()
				.contains("symbolic link"));
		assertTrue(Files.exists(elsewhere.resolve("overlay.qcow2")));
	}

	/** A stick could bring all of this, to have a file of the laptop's written into its image. */
	@ParameterizedTest
	@ValueSource(strings = { "overlay", "image", "journal", "format" })
	void bringsNoFileOfTheLaptopIntoAnImage(String where, @TempDir Path elsewhere) throws Exception {
		Path secret = Files.writeString(elsewhere.resolve("secret"), "my secret words".repeat(40_000));
		killAfter(WRITING);
		switch (where) {
		case "overlay":
			Files.delete(clone.overlay());
			Tools.run("qemu-img", "create", "-q", "-f", "qcow2", "-o",
					"data_file_raw=on,data_file=" + elsewhere.resolve("data"), clone.overlay().toString(), "16M");
			Files.copy(secret, elsewhere.resolve("data"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
			break;
		case "image":
			Tools.run("qemu-img", "rebase", "-u", "-F", "raw", "-b", secret.toString(), hidden.toString());
			break;
		case "journal":
			List<String> lines = new ArrayList<>(Files.readAllLines(clone.journal()));
			lines.add(lines.size() - 1, "raw " + secret);
			sign(String.join("\n", lines) + "\n");
			break;
		default:
			Files.createDirectory(clone.folder().resolve("publishing.x"));
			sign(Files.readString(clone.journal()).replace("\nqcow2\n",
					"\nx/../../../" + folder.relativize(secret) + "\n"));
		}
		try {
			recover();
		} catch (MachineException e) {
			assertFalse(e.state().isBlank() || e.remedy().isBlank());
			assertNotEquals("journal", where, e.explanation());
		}
		assertEquals(15 * 40_000, Files.size(secret));
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)).toList()) {
				String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
				assertFalse(bytes.contains("my secret words"), file.toString());
			}
		}
	}

	/** A step that root has applied must not keep the user from comparing. */
	@Test
	void whoMayNotLookIntoTheFolderCanStillRead() throws Exception {
		ImageChange.begin(clone, new DiskSteps(image)).close();
		Files.setPosixFilePermissions(clone.folder(), PosixFilePermissions.fromString("---------"));
		try {
			assumeFalse(Files.isReadable(clone.folder()), "root reads all");
			assertEquals("", recover());
			assertThrows(MachineException.class, () -> ImageChange.begin(clone, new DiskSteps(image)));
		} finally {
			Files.setPosixFilePermissions(clone.folder(), PosixFilePermissions.fromString("rwx------"));
		}
	}

	@Test
	void aKillWhilePackagesAreGatheredLeavesNothing() throws Exception {
		ImageChange.begin(clone, new DiskSteps(image)).close();
		Path mine = Files.createDirectory(clone.folder().resolve("archives of mine"));
		Path left = Files.createDirectory(clone.folder().resolve("archives4711"));
		Path pool = Files.createDirectory(clone.packages());
		Path archive = Files.writeString(pool.resolve("a_1_all.deb"), "a");
		Files.createLink(left.resolve("a_1_all.deb"), archive);
		Path other = Files.createDirectory(clone.folder().resolve("archives12"));
		Files.writeString(other.resolve("letter"), "Dear");
		assertEquals(List.of("archives4711"), clone.ofUnfinishedChange());
		assertEquals("", recover());
		assertFalse(Files.exists(left));
		assertTrue(Files.exists(archive) && Files.exists(mine) && Files.exists(other.resolve("letter")));
	}
}
