/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;

/** A whole roll back says of each item what becomes of it. */
class ExactPlanTest {

	private static final Account ANN = new Account("ann", 1000, 1000, "", MachinePath.of("/home/ann"), "/bin/bash");

	private final MemoryMachine was = new MemoryMachine("was");
	private final MemoryMachine is = new MemoryMachine("is");

	/** The lines of the files of a folder, {@code FILE:NAME=VALUE}: no item tells of a file. */
	private static class Lines implements Facet {

		private final Want want = new Want(MachinePath.of("/d"), List.of(), List.of(PathPattern.of("*.conf")), 1 << 20);

		@Override
		public String id() {
			return "lines";
		}

		@Override
		public String label() {
			return "Lines";
		}

		@Override
		public String help() {
			return "Lines.";
		}

		@Override
		public int defaultWeight() {
			return 1;
		}

		@Override
		public List<Rule> rules() {
			return List.of(Rule.of("own", "Its own.", Rule.Effect.KEEP, "*:own"));
		}

		@Override
		public List<Want> wants(FacetContext context) {
			return List.of(want);
		}

		@Override
		public Inventory inventory(Survey survey, FacetContext context) {
			Inventory.Builder inventory = new Inventory.Builder();
			for (FileEntry entry : survey.entries(want)) {
				String text = survey.content(entry.path()).map(bytes -> new String(bytes, StandardCharsets.UTF_8))
						.orElse("");
				text.lines().map(line -> line.split("=")).forEach(
						line -> inventory.add(Item.setting(entry.path().name() + ":" + line[0], line[1])));
			}
			return inventory.build();
		}

		@Override
		public void plan(List<ComparedItem> chosen, FacetSide source, FacetSide target, FacetDraft draft) {
			for (ComparedItem item : chosen) {
				MachinePath file = want.root().resolve(item.key().split(":")[0]);
				String text = new String(draft.content(file).orElseThrow(), StandardCharsets.UTF_8);
				draft.write(item.key(), file, text.replace(line(item.key(), item.ofClone()),
						line(item.key(), item.ofLaptop())).getBytes(StandardCharsets.UTF_8), null);
			}
		}

		private static String line(String key, Item item) {
			return key.split(":")[1] + "=" + item.attributes().get("value");
		}
	}

	/** Tells which files its items are in. */
	private static final class PlacedLines extends Lines {

		@Override
		public Set<MachinePath> files(String key, FacetContext context) {
			return Set.of(MachinePath.of("/d").resolve(key.split(":")[0]));
		}
	}

	/** A machine that does not have the contents of one file any more. */
	private static Machine without(Machine machine, String gone) {
		return new MachineWrapper(machine) {
			@Override
			public Collection<MachinePath> withoutContents(Collection<MachinePath> files) {
				return files.stream().filter(MachinePath.of(gone)::equals).toList();
			}
		};
	}

	private static Plan plan(Machine from, Machine to, Facet... facets) throws MachineException {
		return new PlanCommand(from, to).setFacets(List.of(facets)).setSourceUser(ANN).setExact()
				.call(new NullProgressMonitor());
	}

	private static String items(Plan plan) {
		return plan.items().stream().map(Plan.PlannedItem::key).collect(Collectors.joining(", "));
	}

	private static String notDone(Plan plan) {
		return plan.notDone().stream().map(item -> item.key() + ": " + item.reason()).collect(Collectors.joining("\n"));
	}

	private static String files(Plan plan) {
		return plan.changes().stream().filter(change -> change.after() == null || change.after().isFile())
				.map(change -> change.path().toString()).collect(Collectors.joining(", "));
	}

	@Test
	void itemsOfAFileThatStaysAreNotPromised() throws Exception {
		was.put("/d/a.conf", "x=1\ny=1\n").put("/d/b.conf", "x=1\n");
		is.put("/d/a.conf", "x=22\ny=22\n").put("/d/b.conf", "x=22\n");
		Plan plan = plan(without(was, "/d/a.conf"), is, new PlacedLines());
		String gone = "its contents were not kept: Likeness had not changed it by then";
		assertEquals("a.conf:x: " + gone + "\na.conf:y: " + gone, notDone(plan));
		assertEquals("b.conf:x", items(plan));
		assertEquals("/d/b.conf", files(plan));
	}

	@Test
	void itemsOfFilesThatNobodyTellsAreNotPromisedIfOneStays() throws Exception {
		was.put("/d/a.conf", "x=1\n").put("/d/b.conf", "x=1\n");
		is.put("/d/a.conf", "x=22\n").put("/d/b.conf", "x=22\n");
		Plan plan = plan(without(was, "/d/a.conf"), is, new Lines());
		String gone = "/d/a.conf stays as it is: its contents were not kept: Likeness had not changed it by then";
		assertEquals("a.conf:x: " + gone + "\nb.conf:x: " + gone, notDone(plan));
		assertEquals("", items(plan));
	}

	@Test
	void aRuleKeepsItsItemAndNotTheWholeFile() throws Exception {
		was.put("/d/a.conf", "own=1\ny=1\n");
		is.put("/d/a.conf", "own=22\ny=22\n");
		Plan plan = plan(was, is, new PlacedLines());
		assertEquals("a.conf:own: kept by a rule", notDone(plan));
		assertEquals("a.conf:y", items(plan));
		FileChange.Made made = (FileChange.Made) plan.changes().get(plan.changes().size() - 1).content();
		assertEquals("own=22\ny=1\n", new String(made.bytes(), StandardCharsets.UTF_8));
	}

	/** The files of a folder, as in a home. */
	private static Facet homeFiles() {
		return new Lines() {
			private final Want all = Want.tree(MachinePath.of("/d"), List.of());

			@Override
			public List<Want> wants(FacetContext context) {
				return List.of(all);
			}

			@Override
			public Inventory inventory(Survey survey, FacetContext context) {
				Inventory.Builder inventory = new Inventory.Builder();
				survey.entries(all).forEach(
						entry -> inventory
								.add(Item.file(all.root(), new TreeMap<>(Map.of("mode", "" + entry.mode())), entry)));
				return inventory.build();
			}
		};
	}

	/** A machine whose files have other permissions and of which nobody knows what they hold. */
	private static Machine sealed(Machine machine, int mode, String... gone) {
		return new MachineWrapper(machine) {
			@Override
			public Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
				Survey found = super.survey(request, monitor);
				Survey.Builder survey = new Survey.Builder().asked(request);
				found.files().forEach(file -> survey.add(new FileEntry(file.path(), file.type(), mode, file.uid(),
						file.gid(), file.size(), file.mtimeNanos(), null)));
				return survey.build();
			}

			@Override
			public Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor) {
				return Map.of();
			}

			@Override
			public Collection<MachinePath> withoutContents(Collection<MachinePath> files) {
				return Stream.of(gone).map(MachinePath::of).filter(files::contains).toList();
			}
		};
	}

	@Test
	void aFileOfWhichNobodyKnowsWhatItHoldsIsWrittenAgainOrRefused() throws Exception {
		was.put("/d/gone", "1").put("/d/kept", "1");
		is.put("/d/gone", "2").put("/d/kept", "2");
		Plan plan = plan(sealed(was, 0600, "/d/gone"), sealed(is, 0644), homeFiles());
		assertEquals("gone: it is not known whether it holds what it held, and its contents were not kept: "
				+ "Likeness had not changed it by then", notDone(plan));
		assertEquals("/d/kept", files(plan));
		assertTrue(plan.changes().stream().anyMatch(change -> change.content() instanceof FileChange.Copied),
				"not its permissions alone");
		assertTrue(plan(sealed(was, 0644, "/d/gone"), sealed(is, 0644), homeFiles()).isEmpty(), "none was touched");
	}

	@Test
	void aSecretThatWasAddedSinceStaysAndIsSaid() throws Exception {
		was.put("/d/a", "1").put("/d/old", "a secret");
		is.put("/d/a", "1").put("/d/old", "a secret").put("/d/new", "a secret");
		Facet facet = new Lines() {
			@Override
			public Inventory inventory(Survey survey, FacetContext context) {
				Inventory.Builder inventory = new Inventory.Builder();
				for (FileEntry entry : survey.entries(wants(context).get(0))) {
					if (entry.size() > 1) {
						inventory.leftOut(entry.path().name().toString(), "secrets");
					}
				}
				return inventory.build();
			}
		};
		Plan plan = plan(was, is, facet);
		assertEquals("", files(plan));
		assertEquals("new: it holds a secret and was not there then: it stays, as Likeness leaves secrets alone",
				notDone(plan));
	}
}
