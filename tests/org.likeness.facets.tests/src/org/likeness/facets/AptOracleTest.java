/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.likeness.core.FacetContext;
import org.likeness.core.Inventory;

/** What apt makes of files that are odd in many ways: apt itself decides, with a folder as its root. */
class AptOracleTest {

	private static final String ENTRY = "Types: deb\nURIs: http://h/d\nSuites: s\nComponents: main\n";
	private static final String OTHER = ENTRY.replace("h/d", "h/e");

	@TempDir
	Path root;

	@BeforeEach
	void makeAptsFolders() throws IOException {
		for (String folder : new String[] { "etc/apt/sources.list.d", "etc/apt/preferences.d", "etc/apt/apt.conf.d",
				"var/lib/apt/lists/partial", "var/cache/apt/archives/partial", "var/lib/dpkg" }) {
			Files.createDirectories(root.resolve(folder));
		}
		Files.writeString(root.resolve("var/lib/dpkg/status"), "");
		Files.writeString(root.resolve("apt.conf"), "Dir \"" + root + "\";\nDir::State::status \"" + root
				+ "/var/lib/dpkg/status\";\nAPT::Architecture \"amd64\";\n#clear APT::Architectures;\n"
				+ "APT::Architectures:: \"amd64\";\nAPT::Architectures:: \"i386\";\n");
	}

	private Oracle.Answer apt(String... command) throws IOException, InterruptedException {
		return Oracle.ask(Map.of("APT_CONFIG", root.resolve("apt.conf").toString()), "", command);
	}

	static Stream<String> lists() {
		return Stream.of("deb http://h/d s main", "\tdeb\t http://h/d\ts\tmain contrib ", "deb http://h/d s main # x",
				"deb http://h/d s main#x", "#deb http://h/d s main", "deb-src http://h/d s main",
				"deb [arch=amd64 trusted=yes] http://h/d s main", "deb [arch=amd64]http://h/d s main",
				"deb [ arch=amd64,i386  trusted=yes ] http://h/d s main", "deb [ arch = amd64 ] http://h/d s main",
				"deb [arch+=i386] http://h/d s main", "deb [foo=bar] http://h/d s main", "deb [foo] http://h/d s main",
				"deb [] http://h/d s main", "deb [arch=amd64] [trusted=yes] http://h/d s main",
				"deb [arch=amd64 http://h/d s main", "deb [signed-by=/a#b.gpg] http://h/d s main", "deb http://h/d ./",
				"deb http://h/d a/b/", "deb http://h/d s/ main", "deb http://h/d s", "deb http://h/d", "deb",
				"deb \"http://h/d\" \"s\" \"main x\"", "deb http://h/d%20e s ma%69n", "deb http://h/d%zz s main",
				"DEB http://h/d s main", "rpm http://h/d s main", "deb /h/d s main",
				"deb http://h/d s main\ndeb http://h/d s main contrib", "deb http://h/d/ s main\ndeb http://h/d s x",
				"deb http://h/d// s main", "deb http://h/d s main\r", "junk\ndeb http://h/d s main",
				"deb http://h/d s main main contrib", "deb http://h/d s \\\n main", "\n\n \ndeb http://h/d s main\n\n");
	}

	@ParameterizedTest
	@MethodSource("lists")
	void takesFromListsWhatAptTakes(String text) throws Exception {
		Files.writeString(root.resolve("etc/apt/sources.list"), text + "\n");
		assertAgrees();
	}

	static Stream<String> paragraphs() {
		return Stream.of(ENTRY, ENTRY.strip(), ENTRY + "\n" + OTHER, ENTRY + " \n" + OTHER, ENTRY + "\t\n" + OTHER,
				ENTRY + "\n\n\n" + OTHER, ENTRY + "# x\nArchitectures: amd64\n", ENTRY + "#\n" + OTHER,
				"Types: deb\nURIs: http://h/d\n# http://x/\n  http://h/e\nSuites: s\nComponents: main\n",
				"Types: deb\nURIs: http://h/d\n # http://x/\n  http://h/e\nSuites: s\nComponents: main\n",
				"# a\n\n# b\n\n" + ENTRY, "# a\n" + ENTRY, ENTRY + "\n# a\n\n" + OTHER, ENTRY + "Enabled: no\n",
				ENTRY + "Enabled: NO\n", ENTRY + "Enabled: off\n", ENTRY + "Enabled: without\n", ENTRY + "Enabled: 0\n",
				ENTRY + "Enabled: maybe\n", ENTRY + "Enabled:\n", ENTRY + "Suites: t\n", ENTRY + "URIs: http://h/e\n",
				ENTRY.replace("URIs", "uris").replace("Types", "TYPES"), ENTRY.replace("Components: main\n", ""),
				ENTRY.replace("Components: main\n", "").replace(": s", ": ./"), ENTRY.replace(": s", ": ./"),
				ENTRY.replace("Types: deb\n", ""), ENTRY.replace("URIs: http://h/d\n", ""), ENTRY.replace("deb", "rpm"),
				ENTRY.replace("deb", "deb deb-src"), ENTRY.replace(": deb", ": deb rpm"),
				ENTRY.replace(": deb", ": DEB"),
				ENTRY.replace("http://h/d", "/h/d"), ENTRY.replace("main", "main, contrib"),
				ENTRY + "Architectures: amd64,i386\n", ENTRY + "Architectures-Add: i386\n",
				ENTRY + "Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n aaa\n -----END PGP PUBLIC KEY BLOCK-----\n",
				ENTRY.replace(": s", ": s t").replace("http://h/d", "http://h/d http://h/e"),
				"Types: deb\nURIs:\n http://h/d\n http://h/e\nSuites: s\nComponents: main\n  contrib\n", " " + ENTRY,
				ENTRY + "junk\n", "junk\n\n" + ENTRY, ENTRY.replace("URIs:", "URIs :"),
				(ENTRY + "\n" + OTHER).replace("\n", "\r\n"), ENTRY.replace("main", "main\n .\n x"),
				ENTRY.replace("http://h/d", "http://h/d%20e"), "");
	}

	@ParameterizedTest
	@MethodSource("paragraphs")
	void takesFromParagraphsWhatAptTakes(String text) throws Exception {
		Files.writeString(root.resolve("etc/apt/sources.list.d/x.sources"), text);
		assertAgrees();
	}

	@Test
	void takesTheFilesThatAptTakes() throws Exception {
		int number = 0;
		for (String name : new String[] { "a b", ".hidden", "x.list", "x:y", "x+y", "-m", "_", "X.y", "x~", "\u00fc",
				"1" }) {
			Files.writeString(root.resolve("etc/apt/sources.list.d/" + name + ".sources"),
					ENTRY.replace("h/d", "h/" + number++));
			Files.writeString(root.resolve("etc/apt/sources.list.d/" + name + ".list"),
					"deb http://h/" + number++ + " s main\n");
		}
		Files.writeString(root.resolve("etc/apt/sources.list.d/x.SOURCES"), OTHER);
		Files.writeString(root.resolve("etc/apt/sources.list.d/x.sources~"), OTHER);
		assertAgrees();
	}

	/** Where apt reads no list at all, something is said. */
	private void assertAgrees() throws Exception {
		AptSources facet = new AptSources();
		FacetContext context = FolderSurvey.context("/home/ann", facet.rules());
		Inventory inventory = FolderSurvey.inventory(facet, root, context);
		Oracle.Answer answer = apt("apt-get", "indextargets", "-o", "APT::Get::IndexTargets::ReleaseInfo=false",
				"--format", "$(CREATED_BY)|$(SITE)|$(RELEASE)|$(COMPONENT)");
		if (answer.exitCode() != 0) {
			assertTrue(!inventory.remarks().isEmpty(), answer.error());
			return;
		}
		Set<String> expected = new TreeSet<>();
		for (String line : answer.output().lines().toList()) {
			String[] fields = line.split("\\|");
			if (fields[0].equals("Packages") || fields[0].equals("Sources")) {
				expected.add((fields[0].equals("Packages") ? "deb " : "deb-src ") + fields[1] + " " + fields[2] + " "
						+ fields[3].replace("$(COMPONENT)", ""));
			}
		}
		Set<String> found = inventory.items().stream().filter(item -> "yes".equals(item.attributes().get("enabled")))
				.flatMap(item -> Stream.of(item.attributes().get("components").split(" "))
						.map(component -> item.key() + " " + component))
				.collect(Collectors.toCollection(TreeSet::new));
		// A component with a space is one for apt too; only here it can't be told from two.
		assertEquals(String.join("\n", expected).replace("main x", "main\ndeb http://h/d s x"),
				String.join("\n", found));
	}

	static Stream<String> states() {
		return Stream.of(state("a", "amd64", "1") + state("c", "amd64", "1"), state("a", null, "1"),
				state("c", null, "1"),
				state("a", "all", "1") + state("c", "all", "1"), state("a", "i386", "1"),
				state("a", "amd64", "1") + state("a", "amd64", "0"),
				state("a", "amd64", "0") + state("a", "amd64", "1"),
				state("a", "amd64", "yes") + state("b", "amd64", "2"),
				state("a", "amd64", " 1 ") + state("b", "amd64", "1x"),
				state("a", "amd64", "01") + state("b", "amd64", "0x1") + state("c", "amd64", "-1"),
				"Package: a\nArchitecture: amd64\nAuto-Installed: 0\nAuto-Installed: 1\n",
				"Package: a\nArchitecture: amd64\nAuto-Installed: 1\nAuto-Installed: 0\n",
				"Package: a\nPackage: b\nArchitecture: amd64\nAuto-Installed: 1\n",
				"PACKAGE: a\narchitecture: amd64\nauto-installed: 1\n", state("a", "amd64", "1").strip(),
				(state("a", "amd64", "1") + state("b", "amd64", "1")).replace("\n", "\r\n"),
				state("a", "amd64", "1").strip() + "\n \n" + state("b", "amd64", "1"),
				"x:\n\n" + state("b", "amd64", "1"),
				"Architecture: amd64\nAuto-Installed: 1\n\n" + state("b", "amd64", "1"),
				"\n\n\n" + state("a", "amd64", "1") + "\n\n\n" + state("b", "amd64", "1"),
				"Package : a\nArchitecture: amd64\nAuto-Installed: 1\n", state("A", "amd64", "1"),
				"Package: a\nArchitecture: amd64\nAuto-Installed:\n 1\n", state("zzz", "amd64", "1"), "");
	}

	private static String state(String name, String architecture, String automatic) {
		return "Package: " + name + "\n" + (architecture == null ? "" : "Architecture: " + architecture + "\n")
				+ "Auto-Installed: " + automatic + "\n\n";
	}

	@ParameterizedTest
	@MethodSource("states")
	void marksWhatAptMarks(String states) throws Exception {
		StringBuilder status = new StringBuilder();
		for (String each : new String[] { "dpkg amd64", "a amd64", "a i386", "b amd64", "c all" }) {
			String[] words = each.split(" ");
			status.append("Package: " + words[0] + "\nStatus: install ok installed\nArchitecture: " + words[1]
					+ "\nVersion: 1\nMulti-Arch: same\nMaintainer: m\nDescription: d\n\n");
		}
		Files.writeString(root.resolve("var/lib/dpkg/status"), status);
		Files.writeString(root.resolve("var/lib/apt/extended_states"), states);
		Set<String> expected = new TreeSet<>(apt("apt-mark", "showauto").output().lines().toList());
		AptPackages facet = new AptPackages();
		Set<String> found = FolderSurvey.inventory(facet, root, FolderSurvey.context("/home/ann", facet.rules()))
				.items()
				.stream().filter(item -> "automatic".equals(item.attributes().get("marked"))).map(item -> item.key())
				.collect(Collectors.toCollection(TreeSet::new));
		assertEquals(expected, found);
	}
}
