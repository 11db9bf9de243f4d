/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompareCommandTest {

	private final MemoryMachine laptop = new MemoryMachine("laptop");
	private final MemoryMachine clone = new MemoryMachine("clone");
	private final CountingMachine laptopCalls = new CountingMachine(laptop);
	private final CountingMachine cloneCalls = new CountingMachine(clone);
	private Preferences preferences = new Preferences();

	private Comparison compare(Facet... facets) throws MachineException {
		return compare(laptopCalls, cloneCalls, facets);
	}

	private Comparison compare(Machine left, Machine right, Facet... facets) throws MachineException {
		Account user = laptop.describe(new NullProgressMonitor()).accounts().get(1);
		return new CompareCommand(left, right).setFacets(List.of(facets)).setPreferences(preferences)
				.setLaptopUser(user).call(new NullProgressMonitor());
	}

	/** @return a whole facet as one text: key, state, and what keeps it */
	private static String text(FacetComparison facet) {
		StringBuilder out = new StringBuilder();
		facet.items().forEach(item -> out.append(item.key()).append(' ').append(item.state().word())
				.append(item.keptBy() == null ? "" : " kept by " + item.keptBy())
				.append(item.problem() == null ? "" : " (" + item.problem() + ")").append('\n'));
		return out.toString();
	}

	@Test
	void contentsAreDigestedOnlyWhereNothingCheaperDecides() throws Exception {
		laptop.put("/home/ann/alike", "abc").put("/home/ann/content", "abc").put("/home/ann/size", "abc")
				.put("/home/ann/only", "abc").put("/home/ann/empty", "").put("/elsewhere/file", "abc");
		clone.put("/home/ann/alike", "abc").put("/home/ann/content", "abX").put("/home/ann/size", "abcd")
				.put("/home/ann/new", "abc").put("/home/ann/empty", "").put("/elsewhere/file", "xyz");
		Comparison comparison = compare(new FilesFacet("files", 1));
		assertEquals("alike same\ncontent changed\nempty same\nnew extra\nonly missing\nsize changed\n",
				text(comparison.facets().get(0)));
		assertEquals(List.of("digest /home/ann/alike", "digest /home/ann/content"),
				cloneCalls.calls().stream().filter(call -> call.startsWith("digest")).toList());
		List<String> calls = laptopCalls.calls();
		assertEquals(List.of("digest /home/ann/alike", "digest /home/ann/content"),
				calls.stream().filter(call -> call.startsWith("digest")).toList());
		assertEquals(1, calls.stream().filter(call -> call.equals("survey")).count());
		assertEquals(0, calls.stream().filter(call -> call.startsWith("read")).count());
		assertEquals(new Likeness(2, 2, 1, 1), comparison.facets().get(0).likeness());
		assertTrue(comparison.differs());
	}

	@Test
	void nothingIsClaimedOfWhatLiesInSomethingUnread() throws Exception {
		laptop.put("/home/ann/settings", "panel:/size=30\npanel=here\npanels=2\nother=1");
		clone.put("/home/ann/settings", "panel=?\nother=1");
		Comparison comparison = compare(new FilesFacet("files", 1));
		assertEquals("""
				other same
				panel unread (clone: malformed)
				panel:/size unread (clone: panel could not be read: malformed)
				panels missing
				""", text(comparison.facets().get(0)));
		assertEquals(new Likeness(1, 0, 1, 0), comparison.facets().get(0).likeness());
	}

	@Test
	void nothingIsDigestedWhereNothingIsUndecided() throws Exception {
		laptop.put("/home/ann/a", "abc").put("/home/ann/settings", "x=1");
		clone.put("/home/ann/b", "abc").put("/home/ann/settings", "x=1");
		compare(new FilesFacet("files", 1));
		assertFalse(laptopCalls.calls().stream().anyMatch(call -> call.startsWith("digest")));
		assertFalse(cloneCalls.calls().stream().anyMatch(call -> call.startsWith("digest")));
	}

	@Test
	void severalFacetsNeedOneSurvey() throws Exception {
		laptop.put("/home/ann/a", "abc");
		compare(new FilesFacet("z", 1), new FilesFacet("a", 1), new FilesFacet("m", 1));
		assertEquals(1, laptopCalls.calls().stream().filter("survey"::equals).count());
		assertEquals(1, cloneCalls.calls().stream().filter("survey"::equals).count());
	}

	@Test
	void aHomePathInAValueCountsAsTheSame() throws Exception {
		clone.user("bob", 1000, "/srv/bob");
		laptop.put("/home/ann/settings",
				"cfg=/home/ann/.cfg\nother=/home/anna\nuri=file:///home/ann\nmnt=/mnt/home/ann");
		clone.put("/srv/bob/settings", "cfg=/srv/bob/.cfg\nother=/srv/boba\nuri=file:///srv/bob\nmnt=/mnt/srv/bob");
		assertEquals("cfg same\nmnt changed\nother changed\nuri same\n",
				text(compare(new FilesFacet("files", 1)).facets().get(0)));
	}

	@Test
	void keptItemsAreShownAndDoNotCount() throws Exception {
		Rule keep = Rule.of("identity", "Its own.", Rule.Effect.KEEP, "id*");
		laptop.put("/home/ann/settings", "id=1\nid2=1\nx=1");
		clone.put("/home/ann/settings", "id=2\nid2=1\nx=1");
		FacetComparison facet = compare(new FilesFacet("files", 1, keep)).facets().get(0);
		assertEquals("id changed kept by identity\nid2 same kept by identity\nx same\n", text(facet));
		assertEquals(new Likeness(1, 0, 0, 0), facet.likeness());
		preferences.setOn(facet.facet(), keep, false);
		assertEquals("id changed\nid2 same\nx same\n", text(compare(facet.facet()).facets().get(0)));
	}

	private static final String KEY = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA\n";

	@Test
	void whatIsASecretOnOneSideIsNeitherMissingNorExtra() throws Exception {
		laptop.put("/home/ann/id_a", KEY).put("/home/ann/a", KEY + "1").put("/home/ann/id_c", "no").put("/home/ann/d",
				KEY);
		clone.put("/home/ann/id_a", "no").put("/home/ann/a", KEY + "2").put("/home/ann/id_c", KEY).put("/home/ann/e",
				"1");
		FacetComparison facet = compare(new FilesFacet("files", 1)).facets().get(0);
		assertEquals("""
				d missing
				e extra
				id_a unread (laptop: it is there, and left out by rule secrets)
				id_c unread (clone: it is there, and left out by rule secrets)
				""", text(facet), "d shows nothing from outside: a plan will look into it");
		assertEquals("[a, id_a] [a, id_c]", keys(facet.ofLaptop()) + " " + keys(facet.ofClone()));
		assertEquals(1, facet.likeness().missing());
	}

	private static List<String> keys(Inventory inventory) {
		return inventory.leftOut().stream().filter(left -> left.rule().equals("secrets")).map(Inventory.LeftOut::key)
				.sorted().toList();
	}

	@Test
	void aSecretIsNotComparedEvenWhereItsRuleIsOff() throws Exception {
		Rule keys = Rule.of("keys", "Keys.", Rule.Effect.SECRET, "*.key");
		laptop.put("/home/ann/id_a", KEY + "1").put("/home/ann/id_b", KEY).put("/home/ann/c", "1");
		clone.put("/home/ann/id_a", KEY + "2").put("/home/ann/c", "1");
		Facet facet = new FilesFacet("files", 1, keys);
		assertEquals("c same\n", text(compare(facet).facets().get(0)));
		assertEquals("keys", compare(facet).facets().get(0).ofLaptop().leftOut().get(0).rule());
		preferences.setOn(facet, keys, false);
		assertEquals("c same\nid_a unread (laptop: it holds a secret, which is not read)\nid_b missing\n",
				text(compare(facet).facets().get(0)));
	}

	@Test
	void whatIsIgnoredIsInNoInventory() throws Exception {
		Rule ignore = Rule.of("caches", "Made again.", Rule.Effect.IGNORE, ".cache");
		laptop.put("/home/ann/.cache/a", "1").put("/home/ann/.cache", "").put("/home/ann/b", "1");
		FacetComparison facet = compare(new FilesFacet("files", 1, ignore)).facets().get(0);
		assertEquals("b missing\n", text(facet));
		assertEquals(List.of(new Inventory.LeftOut(".cache", "ignored")), facet.ofLaptop().leftOut());
	}

	@Test
	void whatCannotBeReadDoesNotCount() throws Exception {
		laptop.put("/home/ann/settings", "a=1\nb=?\nc=1").put("/home/ann/file", "abc");
		clone.put("/home/ann/settings", "a=1\nb=1\nc=?").put("/home/ann/file", "abc");
		Machine losing = new MachineWrapper(clone) {
			@Override
			public Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor) {
				return Map.of();
			}
		};
		FacetComparison facet = compare(laptop, losing, new FilesFacet("files", 1)).facets().get(0);
		assertEquals("a same\nb unread (laptop: malformed)\nc unread (clone: malformed)\n"
				+ "file unread (clone: the contents could not be read)\n", text(facet));
		assertEquals(new Likeness(1, 0, 0, 0), facet.likeness());
	}

	@Test
	void aFacetThatFailsDoesNotEndTheOthers() throws Exception {
		laptop.put("/home/ann/settings", "crash");
		clone.put("/home/ann/settings", "a=1");
		FacetComparison facet = compare(new FilesFacet("files", 1)).facets().get(0);
		assertTrue(facet.unread().startsWith("laptop: the facet itself failed"), facet.unread());
		assertEquals(OptionalDouble.empty(), facet.likeness().score());
	}

	@Test
	void theOverallLikenessIsWeighted() throws Exception {
		laptop.put("/home/ann/settings", "a=1\nb=1\nc=1\nd=1");
		clone.put("/home/ann/settings", "a=1\nb=2\nc=1\nd=1");
		Facet heavy = new FilesFacet("heavy", 3);
		Facet none = new FilesFacet("none", 5, Rule.of("all", "All.", Rule.Effect.KEEP, "**"));
		Facet silent = new FilesFacet("silent", 0);
		Comparison comparison = compare(heavy, none, silent);
		assertEquals(0.75, comparison.likeness().getAsDouble());
		assertEquals(List.of("heavy", "none", "silent"),
				comparison.facets().stream().map(facet -> facet.facet().id()).toList());
		preferences.setWeight(heavy, 0);
		assertEquals(OptionalDouble.empty(), compare(heavy, none, silent).likeness());
	}

	@Test
	void itIsKnownWhetherWeightsAndRulesAreStillTheSame() throws Exception {
		Rule rule = Rule.of("caches", "Made again.", Rule.Effect.IGNORE, ".cache");
		Facet compared = new FilesFacet("compared", 3, rule);
		Facet other = new FilesFacet("other", 3);
		Comparison comparison = compare(compared);
		assertTrue(comparison.isMadeWith(new Preferences()));
		preferences.setWeight(other, 7);
		assertTrue(comparison.isMadeWith(preferences));
		preferences.setWeight(compared, 7);
		assertFalse(comparison.isMadeWith(preferences));
		assertTrue(compare(compared).isMadeWith(preferences));
		preferences.setWeight(compared, 3);
		assertTrue(comparison.isMadeWith(preferences));
		preferences.setOn(compared, rule, false);
		assertFalse(comparison.isMadeWith(preferences));
		preferences.setOn(compared, rule, true);
		preferences.setOwnIgnoreRule(compared, "mine", List.of("*.bak"));
		assertFalse(comparison.isMadeWith(preferences));
		Comparison again = compare(compared);
		assertTrue(again.isMadeWith(preferences));
		preferences.setOwnIgnoreRule(compared, "mine", List.of("*.old"));
		assertFalse(again.isMadeWith(preferences));
	}

	@Test
	void usersAreMatchedByNameElseTheFirstHuman() throws Exception {
		assertEquals("ann", compare(new FilesFacet("files", 1)).cloneUser().name());
		clone.user("zoe", 1000, "/home/zoe");
		assertEquals("zoe", compare(new FilesFacet("files", 1)).cloneUser().name());
		clone.user("daemon", 2, "/");
		clone.put("/home/ann/.x", "x");
		Comparison nobody = compare(new FilesFacet("files", 1));
		assertTrue(nobody.cloneUser().isNone());
		assertEquals("clone: there is no user whose home folder could be looked at",
				nobody.facets().get(0).notApplicable());
		assertEquals(null, nobody.facets().get(0).unread());
		assertEquals(List.of(), nobody.facets().get(0).items());
		assertFalse(nobody.differs());
	}

	@ParameterizedTest
	@ValueSource(strings = { "describe", "survey", "digest" })
	void theFailureOfEitherSideIsTold(String phase) {
		laptop.put("/home/ann/a", "abc");
		clone.put("/home/ann/a", "abc");
		Machine broken = new ErroringMachine(clone, phase, () -> {
		});
		MachineException ofClone = assertThrows(MachineException.class,
				() -> compare(laptop, broken, new FilesFacet("files", 1)));
		assertEquals("It failed at " + phase, ofClone.what());
		Machine brokenLaptop = new ErroringMachine(laptop, phase, () -> {
		});
		MachineException ofLaptop = assertThrows(MachineException.class,
				() -> compare(brokenLaptop, clone, new FilesFacet("files", 1)));
		assertEquals("laptop", ofLaptop.where());
	}

	@Test
	void nothingRunsAnyMoreWhenOneSideHasFailed() {
		CountDownLatch walking = new CountDownLatch(1);
		AtomicBoolean ended = new AtomicBoolean();
		Machine slowLaptop = new MachineWrapper(laptop) {
			@Override
			public Survey survey(SurveyRequest request, IProgressMonitor monitor) {
				walking.countDown();
				while (!monitor.isCanceled()) {
					Thread.onSpinWait();
				}
				ended.set(true);
				throw new OperationCanceledException();
			}
		};
		Machine broken = new ErroringMachine(clone, "survey", () -> await(walking));
		assertTimeoutPreemptively(Duration.ofMinutes(5), () -> {
			MachineException failure = assertThrows(MachineException.class,
					() -> compare(slowLaptop, broken, new FilesFacet("files", 1)));
			assertEquals("It failed at survey", failure.what());
		});
		assertTrue(ended.get());
	}

	@Test
	void theCloneIsNotWaitedForWhenTheLaptopHasFailed() {
		Machine slowClone = new MachineWrapper(clone) {
			@Override
			public Survey survey(SurveyRequest request, IProgressMonitor monitor) {
				while (!monitor.isCanceled()) {
					Thread.onSpinWait();
				}
				throw new OperationCanceledException();
			}
		};
		Machine broken = new ErroringMachine(laptop, "survey", () -> {
		});
		MachineException failure = assertTimeoutPreemptively(Duration.ofMinutes(5), () -> assertThrows(
				MachineException.class, () -> compare(broken, slowClone, new FilesFacet("files", 1))));
		assertEquals("laptop", failure.where());
	}

	@Test
	void cancellingEndsBothSides() {
		NullProgressMonitor monitor = new NullProgressMonitor();
		Machine cancelling = new MachineWrapper(clone) {
			@Override
			public Survey survey(SurveyRequest request, IProgressMonitor given) throws MachineException {
				monitor.setCanceled(true);
				return super.survey(request, given);
			}
		};
		CompareCommand command = new CompareCommand(laptop, cancelling).setFacets(List.of(new FilesFacet("files", 1)))
				.setLaptopUser(laptop.describe(monitor).accounts().get(1));
		assertThrows(OperationCanceledException.class, () -> command.call(monitor));
	}

	@Test
	void oneSideOfAnItemIsReadWithItsDigest() throws Exception {
		laptop.put("/home/ann/text", "no line end").put("/home/ann/binary", "a\0b");
		clone.put("/home/ann/text", "no line end\n").put("/home/ann/binary", "a\0c");
		FacetComparison facet = compare(new FilesFacet("files", 1)).facets().get(0);
		ComparedItem binary = facet.items().get(0);
		ItemContent content = new ReadItemCommand(laptop, binary.ofLaptop()).call(new NullProgressMonitor());
		assertEquals(null, content.text());
		assertEquals("size: 3 bytes\nsha256: " + content.digest() + "\n", content.describe());
		ComparedItem text = facet.items().get(1);
		assertEquals("no line end",
				new ReadItemCommand(laptop, text.ofLaptop()).call(new NullProgressMonitor()).describe());
		assertEquals("no line end\n",
				new ReadItemCommand(clone, text.ofClone()).call(new NullProgressMonitor()).describe());
		assertSame("", new ReadItemCommand(laptop, null).call(new NullProgressMonitor()).describe());
		laptop.remove("/home/ann/text");
		assertThrows(MachineException.class,
				() -> new ReadItemCommand(laptop, text.ofLaptop()).call(new NullProgressMonitor()));
	}

	@Test
	void ofAFileThatTheMachineCannotGiveTheDigestIsTold() throws Exception {
		laptop.put("/home/ann/text", "a");
		clone.put("/home/ann/text", "b");
		Item item = compare(new FilesFacet("files", 1)).facets().get(0).items().get(0).ofLaptop();
		ItemContent whole = new ReadItemCommand(laptop, item).call(new NullProgressMonitor());
		Machine forgetful = new MachineWrapper(new ErroringMachine(laptop, "read", () -> {
		})) {
			@Override
			public Collection<MachinePath> withoutContents(Collection<MachinePath> files) {
				return files;
			}
		};
		assertEquals(new ItemContent(item, null, whole.digest()),
				new ReadItemCommand(forgetful, item).call(new NullProgressMonitor()));
	}

	private static void await(CountDownLatch latch) {
		try {
			assertTrue(latch.await(5, TimeUnit.MINUTES));
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
