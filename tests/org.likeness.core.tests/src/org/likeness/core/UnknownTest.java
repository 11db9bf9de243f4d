/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;

/** Absent, unread and not applicable are three things; a plan touches only what both sides know. */
class UnknownTest {

	private static final Account ANN = new Account("ann", 1000, 1000, "", MachinePath.of("/home/ann"), "/bin/bash");

	private final MemoryMachine laptop = new MemoryMachine("laptop");
	private final MemoryMachine clone = new MemoryMachine("clone");

	/** A machine of whose survey more is told. */
	private static Machine telling(Machine machine, Consumer<Survey.Builder> more) {
		return new MachineWrapper(machine) {
			@Override
			public Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
				Survey.Builder survey = super.survey(request, monitor).toBuilder();
				more.accept(survey);
				return survey.build();
			}
		};
	}

	private static FileEntry entry(String path, FileType type) {
		return new FileEntry(MachinePath.of(path), type, 0755, 1000, 1000, 0, 0,
				type == FileType.SYMLINK ? Name.of("elsewhere") : null);
	}

	/** The files below a root, each an item; planned as they are chosen. */
	private static class Files implements Facet {

		private final Want want;
		private final Rule[] rules;

		Files(String root, List<String> leaveOut, Rule... rules) {
			this.want = Want.tree(MachinePath.of(root), leaveOut.stream().map(PathPattern::of).toList());
			this.rules = rules;
		}

		@Override
		public String id() {
			return "files";
		}

		@Override
		public String label() {
			return "Files";
		}

		@Override
		public String help() {
			return "Files.";
		}

		@Override
		public int defaultWeight() {
			return 1;
		}

		@Override
		public List<Rule> rules() {
			return List.of(rules);
		}

		@Override
		public List<Want> wants(FacetContext context) {
			return List.of(want);
		}

		@Override
		public Inventory inventory(Survey survey, FacetContext context) {
			Inventory.Builder inventory = new Inventory.Builder();
			for (FileEntry entry : survey.entries(want)) {
				String key = entry.path().relativeTo(want.root()).toString();
				if (entry.isFile()) {
					inventory.add(Item.file(key, new TreeMap<>(), entry));
				} else if (entry.type() == FileType.SYMLINK) {
					inventory.add(Item.setting(key, "link"));
				}
			}
			return inventory.build();
		}

		@Override
		public void plan(List<ComparedItem> chosen, FacetSide source, FacetSide target, FacetDraft draft) {
			for (ComparedItem item : chosen) {
				MachinePath path = want.root().resolve(item.key());
				if (item.ofLaptop() == null) {
					draft.remove(item.key(), path);
				} else {
					draft.copy(item.key(), path, source.survey().entry(path).orElseThrow());
				}
			}
		}
	}

	private static Comparison compare(Machine from, Machine to, Facet... facets) throws MachineException {
		return new CompareCommand(from, to).setFacets(List.of(facets)).setLaptopUser(ANN)
				.call(new NullProgressMonitor());
	}

	private static Plan plan(Machine from, Machine to, Facet... facets) throws MachineException {
		return new PlanCommand(from, to).setFacets(List.of(facets)).setSourceUser(ANN)
				.setChoice((facet, item) -> true).call(new NullProgressMonitor());
	}

	private static String states(Comparison comparison) {
		return comparison.facets().stream().flatMap(facet -> facet.items().stream())
				.map(item -> item.key() + " " + item.state().word()).collect(Collectors.joining(", "));
	}

	@Test
	void whatOneSideCouldNotReadIsUnreadOnBoth() throws Exception {
		laptop.put("/d/a", "1");
		clone.put("/d/a", "1").put("/d/sub/b", "2").put("/d/c", "3");
		Machine half = telling(laptop, survey -> survey.problem(MachinePath.of("/d/sub"), "permission denied"));
		Comparison comparison = compare(half, clone, new Files("/d", List.of()));
		assertEquals("a same, c extra, sub/b unread", states(comparison));
		assertEquals("laptop: /d/sub: permission denied", comparison.facets().get(0).items().get(2).problem());
		Plan plan = plan(half, clone, new Files("/d", List.of()));
		assertEquals("[/d/c]", paths(plan));
	}

	@Test
	void aFacetThatSaysNothingOfAnUnreadRootHasNotSeenThatAllIsGone() throws Exception {
		clone.put("/d/a", "1");
		Machine locked = telling(laptop, survey -> survey.problem(MachinePath.of("/d"), "permission denied"));
		assertEquals("a unread", states(compare(locked, clone, settings("/d"))));
		assertTrue(plan(locked, clone, settings("/d")).isEmpty());
		assertEquals("a extra", states(compare(laptop, clone, settings("/d"))));
	}

	/** A facet whose items tell nothing of files. */
	private static Facet settings(String root) {
		return new Files(root, List.of()) {
			@Override
			public Inventory inventory(Survey survey, FacetContext context) {
				Inventory.Builder inventory = new Inventory.Builder();
				survey.entries(wants(context).get(0)).stream().filter(FileEntry::isFile)
						.forEach(entry -> inventory.add(Item.setting(entry.path().name().toString(), "set")));
				return inventory.build();
			}
		};
	}

	@Test
	void anUnreadScopeCoversItemsWhateverTheyAreCalled() throws Exception {
		clone.put("/d/deb x", "1").put("/d/key", "1");
		Facet facet = new Files("/d", List.of()) {
			@Override
			public Inventory inventory(Survey survey, FacetContext context) {
				Inventory found = super.inventory(survey, context);
				if (!found.items().isEmpty()) {
					return found;
				}
				return new Inventory.Builder().unread(PathPattern.of("deb *"), "private.list: permission denied")
						.build();
			}
		};
		assertEquals("deb x unread, key extra", states(compare(laptop, clone, facet)));
	}

	@Test
	void whatIsLeftOutOnOneSideIsNotExtraOnTheOther() throws Exception {
		clone.put("/d/key", "1");
		laptop.put("/d/key", "a secret");
		Facet facet = new Files("/d", List.of()) {
			@Override
			public Inventory inventory(Survey survey, FacetContext context) {
				boolean secret = survey.entry(MachinePath.of("/d/key")).orElseThrow().size() > 1;
				return secret ? new Inventory.Builder().leftOut("key", "secrets").build()
						: super.inventory(survey, context);
			}
		};
		assertEquals("key unread", states(compare(laptop, clone, facet)));
	}

	/** The laptop's folder is a symlink; the clone's holds what a rule leaves out. */
	@Test
	void aFolderThatHoldsSomethingLeftOutIsNotEmpty() throws Exception {
		laptop.put("/d/other", "1");
		clone.put("/d/vim/rc", "1");
		Machine source = telling(laptop, survey -> survey.add(entry("/d", FileType.DIRECTORY))
				.add(entry("/d/vim", FileType.SYMLINK)));
		Machine target = telling(clone, survey -> survey.add(entry("/d", FileType.DIRECTORY))
				.add(entry("/d/vim", FileType.DIRECTORY)).add(entry("/d/vim/undo", FileType.DIRECTORY)));
		Plan plan = plan(source, target, new Files("/d", List.of("vim/undo")));
		assertEquals("[/d/other]", plan.changes().stream().map(FileChange::path).toList().toString());
		assertEquals("vim: /d/vim is a folder in the target, and not empty",
				plan.notDone().stream().filter(item -> item.key().equals("vim"))
						.map(item -> item.key() + ": " + item.reason()).collect(Collectors.joining()));
		assertTrue(plan.notDone().stream().anyMatch(item -> item.key().equals("vim/rc")
				&& item.reason().contains("/d/vim is a symlink, and what it leads to was not looked at")));
	}

	@Test
	void aFolderThatGetsEmptyStaysIfNobodyLookedIntoItOnTheOtherSide() throws Exception {
		clone.put("/home/ann/d/x", "1");
		Machine target = telling(clone, survey -> survey.add(entry("/home/ann", FileType.DIRECTORY))
				.add(entry("/home/ann/d", FileType.DIRECTORY)));
		Facet facet = new Files("/home/ann", List.of());
		assertEquals("[/home/ann/d, /home/ann/d/x]", paths(plan(laptop, target, facet)));
		Machine source = telling(laptop, survey -> survey.add(entry("/home/ann", FileType.DIRECTORY))
				.add(entry("/home/ann/d", FileType.DIRECTORY)));
		assertEquals("[/home/ann/d/x]", paths(plan(source, target, facet)));
	}

	private static String paths(Plan plan) {
		return plan.changes().stream().filter(change -> change.after() == null || change.after().isFile())
				.map(FileChange::path).toList().toString();
	}

	@Test
	void whatCantBeReadIsNotPlannedToBeCopied() throws Exception {
		laptop.put("/d/a", "1").put("/d/b", "2");
		Machine source = telling(laptop, survey -> survey.problem(MachinePath.of("/d/a"), "permission denied"));
		Plan plan = plan(source, clone, new Files("/d", List.of()));
		assertEquals("[/d/b]", paths(plan));
		assertEquals("the source's /d/a can't be read: permission denied", plan.notDone().get(0).reason());
	}

	@Test
	void whatAFileHoldsMustBeKnownToChangeAPartOfIt() throws Exception {
		laptop.put("/d/a", "1");
		clone.put("/d/a", "22");
		Facet facet = new Files("/d", List.of()) {
			@Override
			public void plan(List<ComparedItem> chosen, FacetSide source, FacetSide target, FacetDraft draft) {
				chosen.forEach(item -> draft.write(item.key(), MachinePath.of("/d/a"), new byte[1], null));
			}
		};
		Plan plan = plan(laptop, clone, facet);
		assertTrue(plan.isEmpty());
		assertEquals("it is not known what the target's /d/a holds", plan.notDone().get(0).reason());
	}

	@Test
	void aFacetOfADistributionIsNotComparedWithAnother() throws Exception {
		laptop.put("/d/a", "1");
		Machine other = new MachineWrapper(clone) {
			@Override
			public SystemDescription describe(IProgressMonitor monitor) {
				return new SystemDescription(new OperatingSystem("fedora", "41", "Fedora 41", ""), "f", List.of(ANN));
			}
		};
		Facet facet = new Files("/d", List.of()) {
			@Override
			public boolean isOfDistribution() {
				return true;
			}
		};
		Comparison comparison = compare(laptop, other, facet);
		assertEquals("it belongs to the distribution: Debian 12 and Fedora 41 are different ones",
				comparison.facets().get(0).notApplicable());
		assertEquals("", states(comparison));
		assertFalse(comparison.differs());
		assertTrue(comparison.likeness().isEmpty());
		assertEquals("a missing", states(compare(laptop, clone, facet)));
	}

	@Test
	void aFacetOfSomebodyElseThatFailsEndsNothingElse() throws Exception {
		laptop.put("/d/a", "1").put("/e/x", "1");
		for (String broken : List.of("wants", "inventory", "plan", "commands", "secrets")) {
			Facet failing = new Files("/e", List.of()) {
				@Override
				public String id() {
					return "broken";
				}

				private void fail(String where) {
					if (where.equals(broken)) {
						throw new IllegalStateException("a bug");
					}
				}

				@Override
				public List<Want> wants(FacetContext context) {
					fail("wants");
					return super.wants(context);
				}

				@Override
				public Inventory inventory(Survey survey, FacetContext context) {
					fail("inventory");
					return super.inventory(survey, context);
				}

				@Override
				public void plan(List<ComparedItem> chosen, FacetSide source, FacetSide target, FacetDraft draft) {
					super.plan(chosen, source, target, draft);
					fail("plan");
				}

				@Override
				public List<SystemCommand> commands(List<FileChange> changes, FacetSide target) {
					fail("commands");
					return List.of();
				}

				@Override
				public Set<MachinePath> secrets(Survey survey, FacetContext context) {
					fail("secrets");
					return Set.of();
				}
			};
			Plan plan = plan(laptop, clone, failing, new Files("/d", List.of()));
			assertEquals(broken.equals("secrets") ? "[/d/a, /e/x]" : "[/d/a]", paths(plan), broken);
			List<String> reasons = new ArrayList<>();
			plan.notDone().forEach(item -> reasons.add(item.key() + " " + item.reason()));
			boolean planned = broken.equals("plan") || broken.equals("commands");
			assertEquals(planned ? "[x the facet itself failed (java.lang.IllegalStateException: a bug)]" : "[]",
					reasons.toString(), broken);
		}
	}

	@Test
	void ignoreRulesHoldForAFacetThatDoesNotAskForThem() throws Exception {
		laptop.put("/d/a", "1").put("/d/b", "1").put("/d/kept", "1");
		Comparison comparison = compare(laptop, clone, new Files("/d", List.of(),
				Rule.of("noise", "Nothing.", Rule.Effect.IGNORE, "a"),
				Rule.of("own", "Its own.", Rule.Effect.KEEP, "kept")));
		assertEquals("b missing, kept missing", states(comparison));
		assertEquals(List.of(new Inventory.LeftOut("a", "noise")), comparison.facets().get(0).ofLaptop().leftOut());
	}
}
