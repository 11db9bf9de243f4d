/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.likeness.facets.ProcessorTime.assertWork;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.Digest;
import org.likeness.core.FacetContext;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.core.Survey;

/** Reads apt's sources; apt itself is the oracle. */
class AptSourcesTest {

	private static final String LIST = "/etc/apt/sources.list";
	private static final String STANZAS = "/etc/apt/sources.list.d/a.sources";
	private static final String ONE_LINE = """
			# deb http://off.example/ x main
			deb http://h.example/debian bookworm main contrib # trailing
			deb [ arch=amd64,i386 signed-by=/usr/share/keyrings/x.gpg,/usr/share/keyrings/y.gpg ] http://h.example/d/ sid main
			deb-src [trusted=yes] http://h.example/flat ./
			deb http://h.example/debian bookworm non-free
			""";
	private static final String DEB822 = """
			# A comment
			Types: deb deb-src
			URIs: http://one.example/d
			 http://two.example/d/
			Suites: s1 s2
			# inside
			Components: main extra
			Architectures: amd64

			types: deb
			Enabled: no
			URIs: http://off.example/
			Suites: x/
			""";

	private final AptSources facet = new AptSources();
	private final FacetContext context = FolderSurvey.context("/home/ann", facet.rules());

	@TempDir
	Path temporary;

	@Test
	void readsBothStyles() {
		assertEquals("""
				deb http://h.example/d sid {arch=amd64,i386, components=main, enabled=yes, \
				signed-by=/usr/share/keyrings/x.gpg,/usr/share/keyrings/y.gpg}
				deb http://h.example/debian bookworm {components=contrib main non-free, enabled=yes}
				deb http://off.example x/ {components=, enabled=no}
				deb http://one.example/d s1 {arch=amd64, components=extra main, enabled=yes}
				deb http://one.example/d s2 {arch=amd64, components=extra main, enabled=yes}
				deb http://two.example/d s1 {arch=amd64, components=extra main, enabled=yes}
				deb http://two.example/d s2 {arch=amd64, components=extra main, enabled=yes}
				deb-src http://h.example/flat ./ {components=, enabled=yes, trusted=yes}
				deb-src http://one.example/d s1 {arch=amd64, components=extra main, enabled=yes}
				deb-src http://one.example/d s2 {arch=amd64, components=extra main, enabled=yes}
				deb-src http://two.example/d s1 {arch=amd64, components=extra main, enabled=yes}
				deb-src http://two.example/d s2 {arch=amd64, components=extra main, enabled=yes}""",
				items(Map.of(LIST, ONE_LINE, STANZAS, DEB822)));
	}

	@Test
	void agreesWithAptOnWhatIsFetched() throws Exception {
		for (String folder : new String[] { "etc/apt/sources.list.d", "etc/apt/apt.conf.d", "etc/apt/preferences.d",
				"var/lib/apt/lists/partial", "var/cache/apt/archives/partial" }) {
			Files.createDirectories(temporary.resolve(folder));
		}
		Files.writeString(temporary.resolve("status"), "");
		Files.writeString(temporary.resolve(LIST.substring(1)), ONE_LINE);
		Files.writeString(temporary.resolve(STANZAS.substring(1)), DEB822);
		Files.writeString(temporary.resolve("etc/apt/sources.list.d/odd name.list"),
				"deb http://odd.example/ x main\n");
		Path configuration = Files.writeString(temporary.resolve("apt.conf"),
				"Dir \"" + temporary + "\";\nDir::State::status \"" + temporary.resolve("status") + "\";\n");
		Set<String> expected = new TreeSet<>();
		Pattern index = Pattern.compile("'(.*?)/(dists/([^/]+)/([^/]+)/|\\./)(binary-|source/|Sources|Packages).*");
		for (String line : Oracle.run(Map.of("APT_CONFIG", configuration.toString()), "", "apt-get", "update",
				"--print-uris").split("\n")) {
			Matcher matcher = index.matcher(line);
			if (matcher.matches()) {
				expected.add(
						(matcher.group(5).matches("binary-|Packages") ? "deb " : "deb-src ") + matcher.group(1) + " "
								+ (matcher.group(3) == null ? "./ " : matcher.group(3) + " " + matcher.group(4)));
			}
		}
		Set<String> found = new TreeSet<>();
		for (Item item : FolderSurvey.inventory(facet, temporary, "/root").items()) {
			if (item.attributes().get("enabled").equals("yes")) {
				for (String component : item.attributes().get("components").split(" ")) {
					found.add(item.key() + " " + component);
				}
			}
		}
		assertEquals(String.join("\n", expected), String.join("\n", found));
		assertEquals(21, found.size());
	}

	@Test
	void doesNotCareForTheStyle() {
		assertEquals(
				items(Map.of(LIST,
						"deb [arch=i386,amd64 by-hash=no lang=de,en signed-by=/etc/apt/keyrings/k.gpg] http://a.example/x/ s b a")),
				items(Map.of(STANZAS, "Types: deb\nURIs: http://a.example/x\nSuites: s\nComponents: a\n b\n"
						+ "Architectures: amd64 i386\nBy-Hash: off\nLanguages: de en\nSigned-By:\n /etc/apt/keyrings/k.gpg\nX-Note: none\n")));
	}

	@Test
	void hidesPasswordsAndStillTellsThemApart() {
		String one = items(Map.of(LIST, "deb http://ann:secret@h.example/x s main"));
		String other = items(Map.of(LIST, "deb http://ann:geheim@h.example/x s main"));
		assertTrue(one.startsWith("deb http://***@h.example/x s {components=main, credentials=*** ("), one);
		assertFalse((one + other).matches("(?s).*(ann|secret|geheim).*"));
		assertFalse(one.equals(other));
		assertTrue(one.matches("(?s).*credentials=\\*\\*\\* \\([0-9a-f]{8} by key [0-9a-f]{8}\\).*"), one);
		String plain = Digest.of(Digest.computation().digest("ann:secret".getBytes(StandardCharsets.UTF_8))).toString();
		assertFalse(one.contains(plain.substring(0, 8)), "who has a history can't try passwords against it");
		String remarks = remarks(Map.of(LIST, "deb ann:secret@h.example\n"
				+ "deb http://ann:secret@h.example\nhttp://ann:secret@h.example s main\ndeb [http://a:secret@h] s\n"));
		assertFalse(remarks.contains("secret"), remarks);
	}

	@Test
	void tellsKeysThatStandInTheSourceByTheirDigest() {
		String source = "Types: deb\nURIs: http://a.example\nSuites: s\nComponents: a\nSigned-By:\n"
				+ " -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mDMEYCQjIxYJ\n -----END PGP PUBLIC KEY BLOCK-----\n";
		String one = items(Map.of(STANZAS, source));
		assertTrue(one.contains("signed-by=a key of its own, sha256 "), one);
		assertFalse(one.equals(items(Map.of(STANZAS, source.replace("mDME", "mDMF")))));
	}

	/** Apt reads no list at all then; whatever was meant may be a source that the other side has. */
	@Test
	void knowsNothingOfOtherSourcesWhereOneIsMalformed() {
		AptSources sources = new AptSources();
		FacetContext context = FolderSurvey.context("/home/ann", sources.rules());
		Inventory malformed = sources.inventory(FolderSurvey.files(Map.of(LIST, "deb http://h/d s main\nrpm x\n")),
				context);
		assertEquals(1, malformed.items().size());
		assertEquals("/etc/apt/sources.list: line 2 starts with neither deb nor deb-src: \"rpm\"; passed over",
				malformed.unreadScopes().get(0).reason());
		assertTrue(malformed.unreadScopes().get(0).keys().matches(Name.of("deb http://other/d s")));
	}

	@Test
	void passesOverMalformedEntriesAndSaysSo() {
		assertEquals(
				"""
						/etc/apt/sources.list: line 1 starts with neither deb nor deb-src: "rpm"; passed over
						/etc/apt/sources.list: line 2 has no URI; passed over
						/etc/apt/sources.list: line 3 has no suite; passed over
						/etc/apt/sources.list: line 4 has no components; passed over
						/etc/apt/sources.list: line 5 has options without an end; passed over
						/etc/apt/sources.list: line 6 has an option without a value: "x"; passed over
						/etc/apt/sources.list: line 7 has components where the suite is a path; passed over
						/etc/apt/sources.list: line 8 has a malformed URI; passed over
						/etc/apt/sources.list: line 9 starts with neither deb nor deb-src: "\\x1b[2J"; passed over
						/etc/apt/sources.list.d/a.sources: the paragraph at line 1 has no URIs; passed over
						/etc/apt/sources.list.d/a.sources: the paragraph at line 3 is malformed: line 3 has no field name; passed over
						/etc/apt/sources.list.d/a.sources: the paragraph at line 5 has the unknown type "rpm"; passed over
						/etc/apt/sources.list.d/a.sources: the paragraph at line 10 has no Types; passed over""",
				remarks(Map.of(LIST, """
						rpm http://a.example s main
						deb
						deb http://a.example
						deb http://a.example s
						deb [arch=x http://a.example s main
						deb [x] http://a.example s main
						deb http://a.example s/ main
						deb nonsense s main
						\u001b[2J
						""", STANZAS, """
						Types: deb

						what is this

						Types: rpm
						URIs: http://a.example
						Suites: s
						Components: main

						Enabled: maybe
						""")));
	}

	@Test
	void readsDiscsWithSpacesAndLeavesThemOut() {
		Inventory inventory = inventory(Map.of(LIST, "deb cdrom:[Debian GNU/Linux 12 #1]/ bookworm main\n"));
		assertEquals("[LeftOut[key=deb cdrom:[Debian GNU/Linux 12 #1] bookworm, rule=installation-media]]",
				inventory.leftOut().toString());
	}

	@Test
	void bringsTheKeyringsThatCount() {
		Survey.Builder survey = new Survey.Builder();
		for (String path : new String[] { "/etc/apt/trusted.gpg", "/etc/apt/trusted.gpg.d/a.asc",
				"/etc/apt/trusted.gpg.d/a.gpg~", "/etc/apt/keyrings/b.gpg", "/usr/share/keyrings/x.gpg",
				"/usr/share/keyrings/unused.gpg", LIST }) {
			survey.add(FolderSurvey.file(path, 5));
		}
		survey.add(FolderSurvey.symlink("/usr/share/keyrings/y.gpg", "/etc/shadow"));
		survey.problem(MachinePath.of("/etc/apt/keyrings/b.gpg"), "permission denied");
		survey.content(MachinePath.of(LIST), ONE_LINE.getBytes(StandardCharsets.UTF_8));
		assertEquals("""
				keyring /etc/apt/keyrings/b.gpg {} (/etc/apt/keyrings/b.gpg: permission denied)
				keyring /etc/apt/trusted.gpg {} 5 bytes
				keyring /etc/apt/trusted.gpg.d/a.asc {} 5 bytes
				keyring /usr/share/keyrings/x.gpg {} 5 bytes
				keyring /usr/share/keyrings/y.gpg {target=/etc/shadow, type=symlink}""",
				facet.inventory(survey.build(), context).items().stream()
						.filter(item -> item.key().startsWith("keyring"))
						.map(Item::toString).collect(Collectors.joining("\n")));
	}

	@Test
	void marksFilesThatCannotBeRead() {
		assertEquals("file /etc/apt/sources.list {} (/etc/apt/sources.list: permission denied)",
				text(facet.inventory(
						new Survey.Builder().problem(MachinePath.of(LIST), "permission denied").build(), context)));
	}

	@Test
	void survivesThousandsOfMutations() {
		for (String path : new String[] { LIST, STANZAS }) {
			String text = (path.equals(LIST) ? ONE_LINE : DEB822) + "\n";
			Mutations mutations = new Mutations(text.getBytes(StandardCharsets.UTF_8), 17);
			assertWork(60, () -> {
				for (int i = 0; i < 3000; i++) {
					byte[] content = mutations.next();
					Inventory inventory = facet.inventory(new Survey.Builder()
							.add(FolderSurvey.file(path, content.length)).content(MachinePath.of(path), content)
							.build(),
							context);
					for (Item item : inventory.items()) {
						assertNotNull(item.attributes().get("components"));
						assertFalse(item.toString().chars().anyMatch(c -> c < ' '), item.toString());
					}
				}
			});
		}
		String many = "a ".repeat(100_000);
		assertTrue(remarks(Map.of(STANZAS, "Types: deb\nURIs: " + many + "\nSuites: " + many + "\nComponents: main\n"))
				.contains("names more than 2000 sources"));
	}

	private Inventory inventory(Map<String, String> files) {
		return facet.inventory(FolderSurvey.files(files), context);
	}

	private String items(Map<String, String> files) {
		Inventory inventory = inventory(files);
		assertEquals("[]", inventory.remarks().toString());
		return text(inventory);
	}

	private String remarks(Map<String, String> files) {
		Inventory inventory = inventory(files);
		assertEquals("[]", inventory.items().toString());
		return String.join("\n", inventory.remarks());
	}

	private static String text(Inventory inventory) {
		return inventory.items().stream().map(Item::toString).collect(Collectors.joining("\n"));
	}
}
