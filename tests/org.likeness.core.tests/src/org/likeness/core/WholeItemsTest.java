/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;

/** An item of which only a part can be planned is not planned at all. */
class WholeItemsTest {

	private static final MachinePath FIRST = MachinePath.of("/etc/first");
	private static final MachinePath SECOND = MachinePath.of("/etc/second");

	private final MemoryMachine laptop = new MemoryMachine("laptop");
	private final MemoryMachine memory = new MemoryMachine("clone");
	private final PackageClone clone = new PackageClone(memory);
	private final List<Facet> facets = new ArrayList<>();

	/** Lines of two files: each item stands in both, and each removal is a removal of a package too. */
	private static final class TwoFiles implements Facet {

		private final PackageLines lines = new PackageLines();
		private String refusing = "";
		private boolean wishing;
		private FileEntry copied;

		@Override
		public String id() {
			return "two-files";
		}

		@Override
		public String label() {
			return "Two files";
		}

		@Override
		public String help() {
			return "Two files.";
		}

		@Override
		public int defaultWeight() {
			return 1;
		}

		@Override
		public List<Rule> rules() {
			return List.of();
		}

		@Override
		public List<Want> wants(FacetContext context) {
			List<Want> wants = new ArrayList<>(lines.wants(context));
			wants.add(Want.file(FIRST));
			wants.add(Want.tree(SECOND, List.of()));
			return wants;
		}

		@Override
		public Inventory inventory(Survey survey, FacetContext context) {
			return lines.inventory(survey, context);
		}

		@Override
		public void plan(List<ComparedItem> chosen, FacetSide source, FacetSide target, FacetDraft draft) {
			for (ComparedItem item : chosen) {
				String before = draft.content(FIRST).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
				draft.write(item.key(), FIRST, (before + item.key() + "\n").getBytes(StandardCharsets.UTF_8), null);
				if (item.key().equals(refusing)) {
					draft.write(item.key(), SECOND.resolve("below"), new byte[0], null);
				}
				if (copied != null) {
					draft.copy(item.key(), SECOND, copied);
				}
				if (wishing) {
					draft.wish(item.key(), null, new PackageState(item.key(), "all", "1", false, false));
				}
			}
		}

		@Override
		public boolean isHeldByFiles() {
			return false;
		}
	}

	private Plan plan() throws MachineException {
		return new PlanCommand(laptop, clone).setFacets(facets).setChoice((facet, item) -> true)
				.setSourceUser(laptop.describe(new NullProgressMonitor()).accounts().get(1))
				.call(new NullProgressMonitor());
	}

	private static Map<String, String> written(Plan plan) {
		return plan.changes().stream()
				.collect(Collectors.toMap(change -> change.path().toString(), change -> change.after() == null ? "-"
						: change.content() instanceof FileChange.Made made
								? new String(made.bytes(), StandardCharsets.UTF_8)
								: change.after().type().name()));
	}

	private static List<String> keys(Plan plan) {
		return plan.items().stream().map(Plan.PlannedItem::key).toList();
	}

	private static List<String> refused(Plan plan) {
		return plan.notDone().stream().map(item -> item.key() + ": " + item.reason()).toList();
	}

	@Test
	void whatARefusedItemHasPlannedGoesAndWhatOthersHaveStays() throws Exception {
		laptop.put(PackageLines.FILE, "a=1\nb=1\nc=1\n");
		memory.put(PackageLines.FILE, "d=1\n").put("/etc/second", "a file");
		TwoFiles facet = new TwoFiles();
		facet.refusing = "b";
		facets.add(facet);

		Plan plan = plan();

		assertEquals(Map.of("/etc/first", "a\nc\nd\n", "/etc", "DIRECTORY"), written(plan));
		assertEquals(List.of("a", "c", "d"), keys(plan));
		assertEquals(List.of("b: /etc/second is not a folder in the target"), refused(plan));
	}

	@Test
	void aFileOfTheUsersThatBecomesRootsDoesNotRunAsRoot() throws Exception {
		laptop.put(PackageLines.FILE, "a=1\n");
		memory.put(PackageLines.FILE, "");
		TwoFiles facet = new TwoFiles();
		facet.copied = new FileEntry(SECOND, FileType.FILE, 04775, 1000, 1000, 1, 0, null,
				FileAttributes.of(Map.of(FileAttributes.CAPABILITY, new byte[] { 1 })));
		facets.add(facet);

		FileEntry after = plan().changes().stream().filter(change -> change.path().equals(SECOND)).findFirst()
				.orElseThrow().after();

		assertEquals("0:0 755", after.uid() + ":" + after.gid() + " " + Integer.toOctalString(after.mode()));
		assertEquals(FileAttributes.NONE, after.attributes());
	}

	@Test
	void anItemWhosePackageIsNowhereWritesNothingEither() throws Exception {
		laptop.put(PackageLines.FILE, "a=1\nb=1\n");
		memory.put(PackageLines.FILE, "");
		clone.unavailable("b", "no source has it");
		TwoFiles facet = new TwoFiles();
		facet.wishing = true;
		facets.add(facet);

		Plan plan = plan();

		assertEquals("a\n", written(plan).get("/etc/first"));
		assertEquals(List.of("a"), keys(plan));
		assertEquals(List.of("b: no source has it"), refused(plan));
		assertEquals(List.of("a"), plan.packages().changes().stream().map(PackageChange::name).toList());
	}

	@Test
	void aPackageOfAnItemThatCantBeWrittenIsNotInstalled() throws Exception {
		laptop.put(PackageLines.FILE, "a=1\nb=1\n");
		memory.put(PackageLines.FILE, "").put("/etc/second", "a file");
		TwoFiles facet = new TwoFiles();
		facet.wishing = true;
		facet.refusing = "b";
		facets.add(facet);

		Plan plan = plan();

		assertEquals(List.of("a"), plan.packages().changes().stream().map(PackageChange::name).toList());
		assertEquals(List.of("resolve [a]"), clone.calls());
	}

	@Test
	void nothingIsResolvedTwiceIfOnlyPackagesAreRefused() throws Exception {
		laptop.put(PackageLines.FILE, "a=1\nb=1\n");
		memory.put(PackageLines.FILE, "");
		clone.unavailable("b", "no source has it");
		facets.add(new PackageLines());

		Plan plan = plan();

		assertEquals(List.of("a"), keys(plan));
		assertEquals(List.of("b: no source has it"), refused(plan));
		assertEquals(List.of("resolve [a, b]"), clone.calls());
		assertEquals(Optional.empty(), plan.moved(plan()));
	}
}
