/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.core.Choice;
import org.likeness.core.FileChange;
import org.likeness.core.Plan;
import org.likeness.core.PlanCommand;
import org.likeness.core.Transaction;

/** Takes over package sources; apt itself tells what it makes of the files. */
class AptSourcesPlanTest {

	private static final String DEBIAN = """
			# See the manual.
			Types: deb deb-src
			URIs: http://deb.example.org/debian
			Suites: stable stable-updates
			Components: main
			Signed-By: /usr/share/keyrings/debian.gpg

			# Another one.
			Types: deb
			URIs: http://security.example.org
			Suites: stable-security
			Components: main
			""";

	@TempDir
	Path temporary;
	private FolderClone laptop;
	private FolderClone clone;
	private Path laptopRoot;
	private Path cloneRoot;

	@BeforeEach
	void makeBothSides() throws Exception {
		laptopRoot = Files.createDirectories(temporary.resolve("laptop"));
		cloneRoot = Files.createDirectories(temporary.resolve("clone"));
		laptop = new FolderClone(laptopRoot, "/home/ann");
		clone = new FolderClone(cloneRoot, "/home/ann");
		put(cloneRoot, "etc/apt/sources.list.d/debian.sources", DEBIAN);
		put(cloneRoot, "usr/share/keyrings/debian.gpg", "keys");
		put(laptopRoot, "usr/share/keyrings/debian.gpg", "keys");
	}

	private static void put(Path root, String path, String content) throws IOException {
		Path file = root.resolve(path);
		Files.createDirectories(file.getParent());
		Files.writeString(file, content);
	}

	private String read(String path) throws IOException {
		return Files.readString(cloneRoot.resolve(path));
	}

	private Plan apply(Choice choice) throws Exception {
		Plan plan = new PlanCommand(laptop, clone).setFacets(List.of(new AptSources())).setSourceUser(laptop.user())
				.setChoice(choice).call(new NullProgressMonitor());
		List<FileChange> changes = plan.changes();
		try (Transaction transaction = clone.begin(new NullProgressMonitor())) {
			transaction.write(changes, laptop, new NullProgressMonitor());
			transaction.commit("record", record -> {
			}, new NullProgressMonitor());
		}
		return plan;
	}

	private Plan applyAll() throws Exception {
		Plan plan = apply((facet, item) -> true);
		assertEquals(List.of(), plan.notDone());
		assertEquals(targets(laptopRoot), targets(cloneRoot));
		Plan again = new PlanCommand(laptop, clone).setFacets(List.of(new AptSources())).setSourceUser(laptop.user())
				.setChoice((facet, item) -> true).call(new NullProgressMonitor());
		assertEquals(List.of(), again.items());
		return plan;
	}

	/** What apt would fetch, each once. */
	private TreeSet<String> targets(Path root) throws Exception {
		Path work = Files.createDirectories(temporary.resolve("apt"));
		Files.createDirectories(work.resolve("lists/partial"));
		Files.createDirectories(root.resolve("etc/apt/sources.list.d"));
		Files.writeString(work.resolve("status"), "");
		Path configuration = Files.writeString(work.resolve("apt.conf"), """
				Dir::Etc "%s/etc/apt";
				Dir::State "%s";
				Dir::State::status "%s/status";
				Dir::Cache "%s";
				""".formatted(root, work, work, work));
		String said = Oracle.run(Map.of("APT_CONFIG", configuration.toString()), "", "apt-get", "indextargets",
				"--no-release-info", "--format", "$(URI)");
		assertFalse(said.isBlank());
		return new TreeSet<>(said.lines().toList());
	}

	@Test
	void addsASourceWithItsKeys() throws Exception {
		put(laptopRoot, "etc/apt/sources.list.d/debian.sources", DEBIAN);
		put(laptopRoot, "etc/apt/sources.list.d/editor.list",
				"# the editor\ndeb [arch=amd64 signed-by=/usr/share/keyrings/editor.gpg] https://editor.example.org/ any main\n");
		put(laptopRoot, "usr/share/keyrings/editor.gpg", "the editor's keys");
		applyAll();
		assertEquals("the editor's keys", read("usr/share/keyrings/editor.gpg"));
		assertEquals(DEBIAN, read("etc/apt/sources.list.d/debian.sources"));
		assertEquals(
				"deb [arch=amd64 signed-by=/usr/share/keyrings/editor.gpg] https://editor.example.org/ any main\n",
				read("etc/apt/sources.list.d/editor.list"));
	}

	/** The source moves from the clone's main list to a file that is a symlink there, and can't be written. */
	@Test
	void aSourceThatCantBeAddedIsNotRemovedEither() throws Exception {
		put(laptopRoot, "etc/apt/sources.list.d/debian.sources", DEBIAN);
		put(laptopRoot, "etc/apt/sources.list.d/x.sources",
				"Types: deb\nURIs: http://x.example.org\nSuites: any\nComponents: main contrib\n");
		put(cloneRoot, "etc/apt/sources.list", "deb http://x.example.org any main\n");
		put(cloneRoot, "elsewhere", "");
		Files.createSymbolicLink(cloneRoot.resolve("etc/apt/sources.list.d/x.sources"), Path.of("/elsewhere"));
		put(laptopRoot, "etc/apt/sources.list.d/y.list", "deb http://y.example.org any main\n");

		Plan plan = apply((facet, item) -> item.key().startsWith("deb "));

		assertEquals("deb http://x.example.org any main\n", read("etc/apt/sources.list"));
		assertEquals("deb http://y.example.org any main\n", read("etc/apt/sources.list.d/y.list"));
		assertEquals(List.of("deb http://y.example.org any"),
				plan.items().stream().map(Plan.PlannedItem::key).toList());
		assertEquals(List.of("deb http://x.example.org any"),
				plan.notDone().stream().map(Plan.NotDone::key).toList());
	}

	@Test
	void takesOneOfSeveralOutOfAParagraph() throws Exception {
		put(laptopRoot, "etc/apt/sources.list.d/debian.sources", DEBIAN.replace(" stable-updates", ""));
		Plan plan = apply((facet, item) -> item.key().startsWith("deb http") && item.key().contains("updates"));
		assertEquals(List.of("deb http://deb.example.org/debian stable-updates"),
				plan.items().stream().map(Plan.PlannedItem::key).toList());
		List<String> left = new ArrayList<>(targets(cloneRoot));
		left.removeIf(line -> !line.contains("updates"));
		assertTrue(left.stream().allMatch(line -> line.contains("Sources")) && !left.isEmpty(), left.toString());
		applyAll();
		assertTrue(read("etc/apt/sources.list.d/debian.sources").contains("# Another one.\n"));
	}

	@Test
	void changesComponentsAndOptions() throws Exception {
		put(laptopRoot, "etc/apt/sources.list.d/debian.sources", DEBIAN.replace("Components: main\nSigned",
				"Components: main contrib\nArchitectures: amd64\nSigned"));
		applyAll();
		assertTrue(read("etc/apt/sources.list.d/debian.sources").startsWith("Types:")
				|| read("etc/apt/sources.list.d/debian.sources").startsWith("#"));
	}

	/** apt would read no list at all any more. */
	@Test
	void doesNotMakeEntriesDisagreeAboutKeys() throws Exception {
		put(laptopRoot, "etc/apt/sources.list.d/debian.sources",
				DEBIAN.replace("keyrings/debian.gpg", "keyrings/other.gpg"));
		String one = "deb http://deb.example.org/debian stable";
		Plan plan = apply((facet, item) -> item.key().equals(one));
		assertEquals(List.of(one), plan.notDone().stream().map(Plan.NotDone::key).toList());
		assertEquals(DEBIAN, read("etc/apt/sources.list.d/debian.sources"));
		applyAll();
		assertTrue(read("etc/apt/sources.list.d/debian.sources").contains("other.gpg"));
	}

	@Test
	void removesWhatOnlyTheCloneHas() throws Exception {
		put(laptopRoot, "etc/apt/sources.list.d/debian.sources", DEBIAN);
		put(cloneRoot, "etc/apt/sources.list",
				"# mine\ndeb http://a.example.org x main # why\ndeb http://b.example.org x main\n");
		put(cloneRoot, "etc/apt/sources.list.d/gone.list", "deb http://c.example.org x main\n");
		put(cloneRoot, "etc/apt/keyrings/old.asc", "old");
		applyAll();
		assertEquals("# mine\n", read("etc/apt/sources.list"));
		assertFalse(Files.exists(cloneRoot.resolve("etc/apt/sources.list.d/gone.list")));
		assertFalse(Files.exists(cloneRoot.resolve("etc/apt/keyrings/old.asc")));
	}

	@Test
	void keepsEmbeddedKeysAndBytes() throws Exception {
		String embedded = "Types: deb\nURIs: https://k.example.org/\nSuites: a b\nComponents: main\nSigned-By:\n"
				+ " -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mDME\n -----END PGP PUBLIC KEY BLOCK-----\n";
		put(laptopRoot, "etc/apt/sources.list.d/debian.sources", DEBIAN);
		put(laptopRoot, "etc/apt/sources.list.d/k.sources", embedded);
		Files.write(cloneRoot.resolve("etc/apt/sources.list.d/k.sources"),
				"# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
		applyAll();
		byte[] written = Files.readAllBytes(cloneRoot.resolve("etc/apt/sources.list.d/k.sources"));
		String text = new String(written, StandardCharsets.ISO_8859_1);
		assertTrue(text.startsWith("# caf\u00e9\n"), text);
		assertTrue(text.contains(" mDME\n -----END"), text);
	}

	private static final String ONE = "http://one.example.org/debian bookworm main\n";

	private List<String> refused(Plan plan) {
		return plan.notDone().stream().map(Plan.NotDone::key).toList();
	}

	/** @return whether apt reads the clone's list */
	private boolean isReadable() throws Exception {
		try {
			return !targets(cloneRoot).isEmpty();
		} catch (AssertionError e) {
			assertTrue(e.getMessage().contains("Conflicting values set for option"), e.getMessage());
			return false;
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "trusted=yes", "trusted=no", "check-valid-until=no", "check-valid-until=yes",
			"valid-until-min=3", "valid-until-max=3", "check-date=no", "date-max-future=9",
			"signed-by=/usr/share/keyrings/debian.gpg", "allow-insecure=yes", "allow-weak=yes",
			"allow-downgrade-to-insecure=yes", "inrelease-path=x", "by-hash=no", "arch=amd64", "lang=en", "pdiffs=no" })
	void whatAptCouldNotReadIsRefused(String option) throws Exception {
		put(laptopRoot, "etc/apt/sources.list.d/v.list", "deb [" + option + "] " + ONE);
		put(cloneRoot, "etc/apt/sources.list.d/w.list", "deb-src " + ONE);
		Plan plan = apply((facet, item) -> item.key().startsWith("deb http://one"));
		assertTrue(isReadable());
		put(cloneRoot, "etc/apt/sources.list.d/v.list", "deb [" + option + "] " + ONE);
		assertEquals(isReadable() ? List.of() : List.of("deb http://one.example.org/debian bookworm"), refused(plan));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://one.example.org/debian", "http://one.example.org/debian/",
			"http://ann:secret@one.example.org/debian", "http://one.example.org/debi%61n",
			"http://two.example.org/debian", "http://one.example.org/debian/x" })
	void onePlaceIsWhatAptTakesForOne(String address) throws Exception {
		put(laptopRoot, "etc/apt/sources.list.d/v.list", "deb [trusted=yes] " + ONE);
		put(cloneRoot, "etc/apt/sources.list.d/w.list", "deb " + address + " bookworm contrib\n");
		String key = "deb http://one.example.org/debian bookworm";
		Plan plan = apply((facet, item) -> item.key().equals(key) && item.ofClone() == null);
		assertTrue(isReadable());
		put(cloneRoot, "etc/apt/sources.list.d/v.list", "deb [trusted=yes] " + ONE);
		boolean same = plan.items().isEmpty() && plan.notDone().isEmpty(); // one item then, which was not chosen
		assertEquals(isReadable() || same ? List.of() : List.of(key), refused(plan));
	}

	@Test
	void whatIsChosenTogetherNeedNotBeRefused() throws Exception {
		put(laptopRoot, "etc/apt/sources.list.d/debian.sources", DEBIAN);
		put(laptopRoot, "etc/apt/sources.list.d/v.list", "deb [trusted=yes] " + ONE + "deb-src [trusted=yes] " + ONE
				+ "deb [check-valid-until=no] http://snap.example.org/debian bookworm main\n");
		put(cloneRoot, "etc/apt/sources.list.d/w.list",
				"deb-src " + ONE + "deb-src http://snap.example.org/debian bookworm main\n");
		applyAll();
	}

	@Test
	void keysGoAlongWhereverTheyLie() throws Exception {
		put(laptopRoot, "etc/apt/sources.list.d/debian.sources", DEBIAN);
		Map<String, String> keys = Map.of("pg", "/usr/share/postgresql-common/pgdg/apt.postgresql.org.asc", "local",
				"/usr/local/share/keyrings/v.gpg", "sub", "/usr/share/keyrings/vendor/sub.gpg", "own",
				"/etc/apt/keys/k.asc");
		StringBuilder sources = new StringBuilder(
				"deb [signed-by=/usr/share/keyrings/link.gpg] http://link.example.org x m\n"
						+ "deb [signed-by=0123456789ABCDEF0123456789ABCDEF01234567!] http://fpr.example.org x m\n");
		for (Map.Entry<String, String> key : keys.entrySet()) {
			put(laptopRoot, key.getValue().substring(1), key.getKey());
			sources.append("deb [signed-by=" + key.getValue() + "] http://" + key.getKey() + ".example.org x m\n");
		}
		put(laptopRoot, "usr/share/keyrings/real.gpg", "real");
		Files.createSymbolicLink(laptopRoot.resolve("usr/share/keyrings/link.gpg"), Path.of("next.gpg"));
		Files.createSymbolicLink(laptopRoot.resolve("usr/share/keyrings/next.gpg"),
				Path.of("/usr/local/../share/./keyrings/real.gpg"));
		put(laptopRoot, "etc/apt/sources.list.d/k.list", sources.toString());
		Plan plan = apply((facet, item) -> item.key().startsWith("deb "));
		assertEquals(List.of(), plan.notDone());
		for (Map.Entry<String, String> key : keys.entrySet()) {
			assertEquals(key.getKey(), read(key.getValue().substring(1)));
		}
		assertEquals("real", read("usr/share/keyrings/real.gpg"));
		assertEquals(Path.of("next.gpg"), Files.readSymbolicLink(cloneRoot.resolve("usr/share/keyrings/link.gpg")));
		put(cloneRoot, "usr/local/share/keyrings/v.gpg", "another key");
		put(cloneRoot, "usr/share/keyrings/real.gpg", "another key");
		plan = apply((facet, item) -> true);
		assertEquals(List.of("keyring /usr/local/share/keyrings/v.gpg", "keyring /usr/share/keyrings/real.gpg"),
				plan.items().stream().map(Plan.PlannedItem::key).toList(), "they are compared");
	}

	@Test
	void aSourceWhoseKeyCannotGoAlongIsRefused() throws Exception {
		put(laptopRoot, "etc/apt/sources.list.d/debian.sources", DEBIAN);
		put(laptopRoot, "opt/vendor/key.gpg", "key");
		put(laptopRoot, "etc/apt/sources.list.d/k.list",
				"deb [signed-by=/opt/vendor/key.gpg] http://a.example.org x m\n"
						+ "deb [signed-by=/etc/apt/keyrings/link.gpg] http://b.example.org x m\n");
		Files.createDirectories(laptopRoot.resolve("etc/apt/keyrings"));
		Files.createSymbolicLink(laptopRoot.resolve("etc/apt/keyrings/link.gpg"), Path.of("/opt/vendor/key.gpg"));
		Plan plan = apply((facet, item) -> item.key().startsWith("deb "));
		assertEquals(List.of("deb http://a.example.org x", "deb http://b.example.org x"), refused(plan));
		assertTrue(plan.notDone().get(0).reason().startsWith("its key /opt/vendor/key.gpg"), plan.notDone().toString());
		assertFalse(Files.exists(cloneRoot.resolve("etc/apt/sources.list.d/k.list")));
		assertEquals(2, plan.comparison().facets().get(0).ofLaptop().remarks().stream()
				.filter(remark -> remark.contains("is not compared")).count());
	}
}
