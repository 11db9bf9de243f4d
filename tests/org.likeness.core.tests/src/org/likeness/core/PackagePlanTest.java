/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans and applies what facets wish of packages. */
class PackagePlanTest {

	private final MemoryMachine laptop = new MemoryMachine("laptop");
	private final MemoryMachine memory = new MemoryMachine("clone");
	private final PackageClone clone = new PackageClone(memory);
	private final NotingRecorder recorder = new NotingRecorder();

	/** Notes what it is told. */
	private static final class NotingRecorder implements Recorder {

		private final List<String> calls = new ArrayList<>();
		private RecordedStep step;
		private RecordedState after;

		@Override
		public Digest keep(long size, InputStream content) throws IOException {
			return Digest.of(Digest.computation().digest(content.readAllBytes()));
		}

		@Override
		public String prepare(RecordedStep what, RecordedState was, RecordedState is, IProgressMonitor monitor) {
			calls.add("prepare");
			step = what;
			after = is;
			return "record";
		}

		@Override
		public void publish(String record) {
			calls.add("publish " + record);
		}
	}

	@BeforeEach
	void makeBothSides() {
		laptop.put(PackageLines.FILE, "both=1\nnewer=2\nonly=1\n");
		memory.put(PackageLines.FILE, "both=1\nextra=1\nnewer=1\n");
	}

	private PlanCommand planning(Machine target) {
		return new PlanCommand(laptop, target).setFacets(List.of(new PackageLines())).setChoice((facet, item) -> true)
				.setSourceUser(laptop.describe(new NullProgressMonitor()).accounts().get(1));
	}

	private Plan plan() throws MachineException {
		return planning(clone).call(new NullProgressMonitor());
	}

	private ApplyCommand applying() {
		return new ApplyCommand(planning(clone), laptop, clone, clone, recorder);
	}

	private static List<String> items(Plan plan) {
		return plan.items().stream().map(item -> item.action().word() + " " + item.key()).toList();
	}

	@Test
	void aWishIsAnItemAndAChange() throws Exception {
		Plan plan = plan();
		assertEquals(List.of("remove extra", "change newer", "add only"), items(plan));
		assertEquals(List.of(), plan.notDone());
		assertEquals(List.of(), plan.changes());
		assertEquals(List.of("extra", "newer", "only"),
				plan.packages().changes().stream().map(PackageChange::name).toList());
		assertFalse(plan.isEmpty());
		assertEquals(List.of("resolve [extra, newer, only]"), clone.calls());
	}

	@Test
	void aWishThatCannotComeTrueIsNoItem() throws Exception {
		clone.unavailable("only", "no source has it").unavailable("extra", "others need it");
		Plan plan = plan();
		assertEquals(List.of("change newer"), items(plan));
		assertEquals(List.of(new Plan.NotDone("packages", "extra", null, "others need it"),
				new Plan.NotDone("packages", "only", null, "no source has it")), plan.notDone());
		assertEquals(List.of("newer"), plan.packages().changes().stream().map(PackageChange::name).toList());
	}

	@Test
	void whereNoneCanComeTrueThereIsNothingToDo() throws Exception {
		clone.unavailable("only", "no").unavailable("extra", "no").unavailable("newer", "no");
		assertTrue(plan().isEmpty());
		assertEquals(Optional.empty(), applying().call(new NullProgressMonitor()));
		assertEquals(List.of("begin", "close"), clone.calls().stream().filter(call -> !call.startsWith("resolve"))
				.toList());
		assertEquals(List.of(), recorder.calls);
	}

	@Test
	void aFolderHasNoPackagesToInstall() throws Exception {
		Plan plan = planning(memory).call(new NullProgressMonitor());
		assertEquals(List.of(), items(plan));
		assertEquals(List.of("extra", "newer", "only"), plan.notDone().stream().map(Plan.NotDone::key).toList());
		assertEquals("packages can be installed on a disk image only", plan.notDone().get(0).reason());
		assertTrue(plan.isEmpty());
	}

	@Test
	void withoutAWishNoPackagesAreLookedFor() throws Exception {
		memory.put(PackageLines.FILE, "both=1\nnewer=2\nonly=1\n");
		clone.needing("lib");
		assertTrue(plan().isEmpty());
		assertEquals(List.of(), clone.calls());
	}

	@Test
	void anotherPackagePlanIsNoticed() throws Exception {
		Plan shown = plan();
		assertEquals(Optional.empty(), shown.moved(plan()));
		clone.needing("lib");
		Plan other = plan();
		assertEquals(shown.items(), other.items());
		assertEquals(Optional.of("the packages that are needed"), shown.moved(other));
		assertEquals(Optional.of("the packages that are needed"), other.moved(shown));
		MachineException refusal = assertThrows(MachineException.class,
				() -> applying().setShown(shown).call(new NullProgressMonitor()));
		assertEquals("Nothing was changed.", refusal.state());
		assertTrue(refusal.what().contains("the packages that are needed"), refusal.what());
		assertEquals(List.of("begin", "resolve [extra, newer, only]", "close"),
				clone.calls().subList(clone.calls().size() - 3, clone.calls().size()));
	}

	@Test
	void thatSomethingWasFetchedMeanwhileIsNoOtherPlan() throws Exception {
		PackageChange change = new PackageChange("a", "all", null, "1", PackageClone.file("a.deb", 10, false), null, 0,
				0,
				null);
		PackageChange fetched = new PackageChange("a", "all", null, "1", PackageClone.file("a.deb", 12, true), null, 0,
				0,
				null);
		PackageChange newer = new PackageChange("a", "all", null, "2", PackageClone.file("a.deb", 12, true), null, 0, 0,
				null);
		PackageState mark = new PackageState("a", "all", "1", true, false);
		assertTrue(packages(change, mark).isSameAs(packages(fetched, mark)));
		assertFalse(packages(change, mark).isSameAs(packages(newer, mark)));
		assertFalse(packages(change, mark)
				.isSameAs(packages(change, new PackageState("a", "all", "1", false, false))));
		assertFalse(packages(change, mark).isSameAs(PackagePlan.NONE));
		assertEquals(10, packages(change, mark).bytesToFetch());
		assertEquals(0, packages(fetched, mark).bytesToFetch());
	}

	private static PackagePlan packages(PackageChange change, PackageState mark) {
		return new PackagePlan(List.of(change), List.of(mark), Map.of(), Map.of());
	}

	@Test
	void aPlanTellsItsStepsInTheOrderOfApply() throws Exception {
		clone.needing("lib");
		assertEquals(List.of(new PlanStep(PlanStep.Kind.FETCH, 3, 40 - 10),
				new PlanStep(PlanStep.Kind.INSTALL, 3, 3 * PackageClone.UNPACKED),
				new PlanStep(PlanStep.Kind.UNINSTALL, 1, PackageClone.UNPACKED)), plan().steps());
	}

	@Test
	void aPlanTellsTheRoomThatItTakes() throws Exception {
		memory.fileSystem("/", 4096, 10_000, 5_000);
		Room room = plan().room().get(0);
		assertEquals(2 * PackageClone.UNPACKED - 2 * PackageClone.UNPACKED + PackageClone.UNPACKED, room.needed());
		assertEquals(5_000, room.after());
		clone.needing("lib");
		assertEquals(4_000, plan().room().get(0).after());
	}

	@Test
	void withoutRoomNothingIsBegun() throws Exception {
		memory.fileSystem("/", 4096, 10_000, PackageClone.UNPACKED - 1);
		Plan shown = plan();
		assertFalse(shown.room().get(0).fits());
		MachineException refusal = assertThrows(MachineException.class,
				() -> applying().setShown(shown).call(new NullProgressMonitor()));
		assertEquals("There is no room for the change in the clone's file system /: it takes 1 MB, and 0 MB are free",
				refusal.what());
		assertEquals("Nothing was changed.", refusal.state());
		assertEquals(List.of("resolve [extra, newer, only]"), clone.calls());
		assertThrows(MachineException.class, () -> applying().call(new NullProgressMonitor()));
		assertEquals(List.of("begin", "resolve [extra, newer, only]", "close"),
				clone.calls().subList(1, clone.calls().size()));
		assertEquals(List.of(), recorder.calls);
	}

	@Test
	void packagesAreFetchedBeforeAndInstalledAfterWriting() throws Exception {
		clone.needing("lib");
		Applied applied = applying().setShown(plan()).call(new NullProgressMonitor()).orElseThrow();
		assertEquals(List.of("begin", "resolve [extra, newer, only]", "fetch [extra, lib, newer, only]", "write []",
				"install [extra, lib, newer, only]", "commit record", "close"),
				clone.calls().subList(1, clone.calls().size()));
		assertEquals(List.of("prepare", "publish record"), recorder.calls);
		assertEquals(Map.of("packages", 3), recorder.step.counts());
		assertEquals(List.of("both 1", "lib 1", "newer 2", "only 1"), recorder.after.inventories().get("packages")
				.items().stream().map(item -> item.key() + " " + item.attributes().get("value")).toList());
		assertEquals(List.of("lib"), applied.after().facets().get(0).items().stream()
				.filter(item -> item.state() != State.SAME).map(ComparedItem::key).toList());
	}

	@Test
	void whatCannotBeFetchedChangesNothing() {
		clone.failing("fetch");
		MachineException failure = assertThrows(MachineException.class,
				() -> applying().call(new NullProgressMonitor()));
		assertEquals("It failed at fetch", failure.what());
		assertEquals(List.of("begin", "resolve [extra, newer, only]", "fetch [extra, newer, only]", "close"),
				clone.calls());
		assertEquals(List.of(), recorder.calls);
	}

	@Test
	void aFailedInstallationLeavesNoRecord() {
		clone.failing("install");
		MachineException failure = assertThrows(MachineException.class,
				() -> applying().call(new NullProgressMonitor()));
		assertEquals("It failed at install", failure.what());
		assertEquals(List.of("write []", "install [extra, newer, only]", "close"),
				clone.calls().subList(3, clone.calls().size()));
		assertEquals(List.of(), recorder.calls);
	}

	@Test
	void aTransactionInstallsNothingByItself() {
		Transaction plain = new Transaction() {

			@Override
			public Machine machine() {
				return memory;
			}

			@Override
			public void write(List<FileChange> changes, Machine source, IProgressMonitor monitor) {
				throw new AssertionError("nothing is written");
			}

			@Override
			public void commit(String record, RecordPublisher publisher, IProgressMonitor monitor) {
				throw new AssertionError("nothing is committed");
			}

			@Override
			public void close() {
				// nothing is open
			}
		};
		MachineException failure = assertThrows(MachineException.class,
				() -> plain.install(PackagePlan.NONE, new NullProgressMonitor()));
		assertEquals("clone", failure.where());
	}
}
