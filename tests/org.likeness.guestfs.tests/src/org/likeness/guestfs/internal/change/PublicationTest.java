/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.core.MachineException;

/**
 * Whatever step a change is killed before or after, the image comes to its old or its new state, and the history agrees
 * with it. The JVM that is killed is a real one.
 */
class PublicationTest {

	private static final String KILLED = "137";

	@TempDir
	Path folder;

	/** The states, as digests of the guest's disk. */
	private String old;
	private String fresh;

	@ParameterizedTest
	@ValueSource(strings = { "qcow2", "raw", "qcow2 on qcow2" })
	void survivesAKillAtEveryStep(String kind) throws Exception {
		List<String> steps = steps(prepare("whole", kind));
		int decision = steps.indexOf("write PUBLISHING") + 1;
		assertTrue(decision > 1 && steps.contains("give back") && steps.contains("publish"), steps.toString());
		for (int step = 1; step <= steps.size(); step++) {
			for (String side : new String[] { "-", "+" }) {
				String name = step + side;
				Path image = prepare("at" + step + (side.equals("-") ? "before" : "after"), kind);
				assertEquals(KILLED, probe("change", image, name), steps.get(step - 1));
				boolean isNew = step > decision || step == decision && side.equals("+");
				assertRecovers(image, isNew, "killed at " + name + " " + steps.get(step - 1));
			}
		}
	}

	/** The disk is full or dying; once it is well again the image comes to the state that was told. */
	@ParameterizedTest
	@ValueSource(strings = { "-", "+", "*" })
	void survivesAFailureOfEveryStep(String how) throws Exception {
		List<String> steps = steps(prepare("whole", "qcow2"));
		int decision = steps.indexOf("write PUBLISHING") + 1;
		for (int step = 1; step <= steps.size(); step++) {
			Path image = prepare("at" + step, "qcow2");
			String moment = step + how;
			String when = "failed at " + moment + " " + steps.get(step - 1);
			MachineException refusal = assertThrows(MachineException.class, () -> change(image, moment), when);
			boolean isNew = step > decision || step == decision && how.equals("+");
			assertFalse(refusal.remedy().isBlank(), when);
			String state = refusal.state();
			assertTrue(isNew ? state.contains("new state") : state.contains("The image is as it was"),
					when + ": " + state);
			assertRecovers(image, isNew, when);
		}
	}

	/** Killed once the new state is decided on, and then again at every step of the recovery. */
	@Test
	void survivesAKillAtEveryStepOfTheRecovery() throws Exception {
		List<String> steps = steps(prepare("whole", "qcow2"));
		String killed = steps.indexOf("write PUBLISHING") + 1 + "+";
		Path whole = prepare("recovered", "qcow2");
		assertEquals(KILLED, probe("change", whole, killed));
		List<String> recovery = lines(Tools.run(command("recover", whole, "0")));
		assertTrue(recovery.contains("qemu-img commit"), recovery.toString());
		for (int step = 1; step <= recovery.size(); step++) {
			for (String side : new String[] { "-", "+" }) {
				Path image = prepare("again" + step + (side.equals("-") ? "before" : "after"), "qcow2");
				assertEquals(KILLED, probe("change", image, killed));
				assertEquals(KILLED, probe("recover", image, step + side), recovery.get(step - 1));
				assertRecovers(image, true, "killed again at " + step + side + " " + recovery.get(step - 1));
			}
		}
	}

	/** Also in the middle of a step: qemu-img ends with the JVM. {@code -Dlikeness.kills=300} makes more of them. */
	@Test
	void survivesAKillAtAnyMoment() throws Exception {
		Random random = new Random(Integer.getInteger("likeness.seed", 5));
		for (int i = 0; i < Integer.getInteger("likeness.kills", 6); i++) {
			Path image = prepare("random" + i, i % 3 == 2 ? "raw" : "qcow2");
			Process process = new ProcessBuilder(command("change", image, "0")).redirectErrorStream(true)
					.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
			process.waitFor(300 + random.nextInt(900), TimeUnit.MILLISECONDS);
			process.destroyForcibly().waitFor();
			boolean decided = Journal.read(TransactionFiles.of(image).journal())
					.map(journal -> journal.phase() != Journal.Phase.PREPARING)
					.orElse(Files.exists(log(image)));
			assertRecovers(image, decided, "random moment " + i);
		}
	}

	/** Killed in its first write: too short a moment for chance to find it often. */
	@Test
	void leavesNoHalfWrittenJournal() throws Exception {
		Path image = prepare("half", "qcow2");
		TransactionFiles clone = TransactionFiles.of(image);
		new DiskSteps(image).makeFolder(clone.folder());
		Files.writeString(clone.folder().resolve("transaction.new"), "half a jour");
		assertRecovers(image, false, "killed in the first write");
	}

	private static void change(Path image, String moment) throws Exception {
		try (ImageChange change = ImageChange.begin(TransactionFiles.of(image), new FailingSteps(image, moment))) {
			ChangeProbe.change(change, ChangeProbe.publisher(log(image)));
		}
	}

	private void assertRecovers(Path image, boolean isNew, String when) throws Exception {
		TransactionFiles clone = TransactionFiles.of(image);
		boolean something = Files.exists(clone.journal()) || Files.exists(clone.overlay());
		String said = new Recovery(clone, new DiskSteps(image)).call(ChangeProbe.publisher(log(image))).orElse("");
		assertEquals(something, !said.isEmpty(), when);
		if (something) {
			assertTrue(said.contains(isNew ? "new state" : "as it was before"), when + ": " + said);
		}
		assertEquals(isNew ? fresh : old, digest(image), when);
		assertEquals(isNew, Files.exists(log(image)), when);
		if (isNew) {
			assertEquals(List.of(ChangeProbe.RECORD), Files.readAllLines(log(image)).stream().distinct().toList());
		}
		if (image.toString().endsWith(".qcow2")) {
			Tools.run("qemu-img", "check", "-q", "-f", "qcow2", image.toString());
		}
		assertOnlyTheLockIsLeft(clone, when);
		assertFalse(new Recovery(clone, new DiskSteps(image)).call(record -> {
			throw new IllegalStateException("published again");
		}).isPresent(), when);
	}

	static void assertOnlyTheLockIsLeft(TransactionFiles clone, String when) throws IOException {
		if (Files.exists(clone.folder())) {
			try (Stream<Path> files = Files.list(clone.folder())) {
				assertEquals(List.of(), files.filter(file -> !file.equals(clone.lock())).toList(), when);
			}
		}
	}

	/** @return an image in a folder of its own */
	private Path prepare(String name, String kind) throws Exception {
		Path own = Files.createDirectory(folder.resolve(name));
		Path image = Images.create(own, kind);
		if (old == null) {
			old = digest(image);
			Path changed = Files.createDirectory(folder.resolve("changed"));
			Path other = Images.create(changed, kind);
			Tools.run("qemu-io", "-f", Images.format(other), "-c", ChangeProbe.WRITE, other.toString());
			fresh = digest(other);
		}
		return image;
	}

	private List<String> steps(Path image) throws Exception {
		List<String> steps = lines(Tools.run(command("change", image, "0")));
		assertEquals(fresh, digest(image));
		return steps;
	}

	/** @return the steps, without their numbers */
	private static List<String> lines(String printed) {
		List<String> steps = new ArrayList<>();
		printed.lines().filter(line -> line.matches("\\d+ .*"))
				.forEach(line -> steps.add(line.substring(line.indexOf(' ') + 1)));
		return steps;
	}

	private static String probe(String what, Path image, String moment) throws Exception {
		return Integer.toString(Tools.outcome(command(what, image, moment)).status());
	}

	private static String[] command(String what, Path image, String moment) throws Exception {
		return Tools.probe(what, image.toString(), log(image).toString(), moment);
	}

	private static Path log(Path image) {
		return image.resolveSibling("published");
	}

	static String digest(Path image) throws Exception {
		Path raw = image.resolveSibling("disk.raw");
		Tools.run("qemu-img", "convert", "-f", Images.format(image), "-O", "raw", image.toString(), raw.toString());
		String digest = Tools.run("sha256sum", raw.toString()).split(" ")[0];
		Files.delete(raw);
		return digest;
	}
}
