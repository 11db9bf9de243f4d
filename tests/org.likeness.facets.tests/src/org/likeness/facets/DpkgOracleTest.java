/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.likeness.core.FacetContext;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;

/** What dpkg takes for installed, in databases that are odd in many ways: its own {@code dpkg-query} decides. */
class DpkgOracleTest {

	private static final String REST = "Maintainer: a <a@b.c>\nDescription: d\n";
	private static final String SAME = "Multi-Arch: same\n";
	private static final String FOREIGN = Oracle.ARCHITECTURE.equals("i386") ? "amd64" : "i386";

	private final AptPackages facet = new AptPackages();
	private final FacetContext context = FolderSurvey.context("/home/ann", facet.rules());

	@TempDir
	Path root;

	/**
	 * A database as dpkg keeps it.
	 *
	 * @param status the status file
	 * @param notes  what was noted since, by file name
	 */
	private record Database(String name, String status, Map<String, String> notes) {

		@Override
		public String toString() {
			return name;
		}
	}

	static Stream<Database> databases() {
		Map<String, String> statuses = new LinkedHashMap<>();
		statuses.put("one", one("a"));
		for (String state : new String[] { "half-installed", "unpacked", "half-configured", "config-files",
				"not-installed", "installed" }) {
			for (String want : new String[] { "install", "hold", "deinstall", "purge", "unknown" }) {
				statuses.put(want + " " + state, with("Status: " + want + " ok " + state));
				statuses.put(want + " reinst " + state, with("Status: " + want + " reinstreq " + state));
			}
		}
		statuses.put("triggers pending", with("Status: install ok triggers-pending\nTriggers-Pending: x"));
		statuses.put("triggers awaited", with("Status: install ok triggers-awaited\nTriggers-Awaited: dpkg"));
		statuses.put("odd status", with("Status: perhaps"));
		statuses.put("four words", with("Status: install ok installed x"));
		statuses.put("old flags", with("Status: install hold-reinstreq installed"));
		statuses.put("upper case", with("STATUS: Install OK Installed"));
		statuses.put("tabs", with("Status:\tinstall\tok   installed  "));
		statuses.put("space before the colon", with("Status : install ok installed"));
		statuses.put("no status", with("X-None: y"));
		statuses.put("status twice", with("Status: install ok installed\nStatus: hold ok installed"));
		statuses.put("folded status", with("Status:\n install ok installed"));
		for (String name : new String[] { "Abc", "a_b", "a.b+c-d", "../a", "-a", "a b", "9", "a:b", "ä" }) {
			statuses.put("name " + name, one(name));
		}
		for (String version : new String[] { "1:2-3", "1~rc1+b2", "abc", "1_2", "1 2", "x:1", "", "1-", ":1", "1:" }) {
			statuses.put("version " + version, one("a").replace("Version: 1\n", "Version: " + version + "\n"));
		}
		statuses.put("no version", one("a").replace("Version: 1\n", ""));
		statuses.put("no version, half installed", with("Status: install reinstreq half-installed").replace(
				"Version: 1\n", ""));
		statuses.put("no version, gone", with("Status: deinstall ok config-files").replace("Version: 1\n", ""));
		for (String architecture : new String[] { "all", FOREIGN, "AMD64", "a md", "any", "" }) {
			statuses.put("architecture " + architecture, of("a", architecture, ""));
		}
		statuses.put("no architecture", one("a").replaceFirst("Architecture: .*\n", ""));
		statuses.put("a name twice", one("a") + one("a"));
		statuses.put("two architectures", one("a") + of("a", FOREIGN, ""));
		statuses.put("two that share", of("a", Oracle.ARCHITECTURE, SAME) + of("a", FOREIGN, SAME));
		statuses.put("one that shares twice", of("a", Oracle.ARCHITECTURE, SAME)
				+ of("a", Oracle.ARCHITECTURE, SAME).replace("Version: 1", "Version: 2"));
		statuses.put("one of two shares", of("a", Oracle.ARCHITECTURE, SAME) + of("a", FOREIGN, ""));
		String gone = with("Status: unknown ok not-installed").replace("Version: 1\n", "");
		statuses.put("installed, then not", one("a") + gone);
		statuses.put("not, then installed", gone + one("a"));
		statuses.put("not, of no architecture", one("a") + gone.replaceFirst("Architecture: .*\n", ""));
		statuses.put("left of another architecture", one("a") + of("a", FOREIGN, "").replace("install ok installed",
				"deinstall ok config-files"));
		statuses.put("virtual and essential", of("a", "all", "Provides: v\nEssential: yes\nProtected: yes\n"));
		statuses.put("one letter", of("a", "all", "X: y\n"));
		statuses.put("a minus", of("a", "all", "-x: y\n"));
		statuses.put("not ASCII", of("a", "all", "X-a: \u00e9\n"));
		statuses.put("Windows", one("a").replace("\n", "\r\n") + one("b"));
		statuses.put("a line of spaces", one("a").strip() + "\n  \n" + one("b"));
		statuses.put("a line of spaces, no paragraph", one("a").strip() + "\n \nX-Other: y\n\n" + one("b"));
		statuses.put("many empty lines", "\n\n" + one("a") + "\n\n\n" + one("b") + "\n\n");
		statuses.put("no end", one("a").strip());
		statuses.put("cut off", one("a").substring(0, 30));
		statuses.put("a comment", "# x\n" + one("a"));
		statuses.put("nothing", "x:\n\n" + one("a"));
		statuses.put("junk", "hello\n\n" + one("a"));
		statuses.put("junk within", with("junk\nStatus: install ok installed"));
		statuses.put("starts with a space", " x\n" + one("a"));
		Stream<Database> plain = statuses.entrySet().stream()
				.map(entry -> new Database(entry.getKey(), entry.getValue(), Map.of()));
		return Stream.concat(plain, interrupted());
	}

	private static Stream<Database> interrupted() {
		String tool = one("tool");
		String two = tool.replace("Version: 1\n", "Version: 2\n");
		String three = tool.replace("Version: 1\n", "Version: 3\n");
		return Stream.of(
				new Database("case 15", tool, Map.of("0000", two.replace("ok installed", "ok half-configured"), "0001",
						one("newone").replace("ok installed", "ok unpacked"))),
				new Database("later wins", tool, Map.of("0001", three, "0000", two)),
				new Database("other names", tool, Map.of("tmp.i", two, "x1", two, "1.5", two, "1x", two)),
				new Database("two lengths", tool, Map.of("1", two, "01", three)),
				new Database("ten digits", tool, Map.of("0000000001", two)),
				new Database("eleven digits", tool, Map.of("00000000001", two)),
				new Database("empty", tool, Map.of("0000", "")),
				new Database("two paragraphs", tool, Map.of("0000", one("a") + one("b"))),
				new Database("junk", tool, Map.of("0000", "junk")),
				new Database("removed", tool,
						Map.of("0000", two.replace("install ok installed", "deinstall ok config-files"))),
				new Database("purged", tool,
						Map.of("0000", tool.replace("install ok installed", "purge ok not-installed")
								.replace("Version: 1\n", ""))),
				new Database("purged, of no architecture", tool,
						Map.of("0000", tool.replace("install ok installed", "purge ok not-installed")
								.replace("Version: 1\n", "").replaceFirst("Architecture: .*\n", ""))),
				new Database("to another architecture", tool, Map.of("0000", of("tool", FOREIGN, ""))),
				new Database("to all", tool, Map.of("0000", of("tool", "all", ""))),
				new Database("another one beside it", of("tool", Oracle.ARCHITECTURE, SAME),
						Map.of("0000", of("tool", FOREIGN, SAME))),
				new Database("removed beside it", of("tool", Oracle.ARCHITECTURE, SAME) + of("tool", FOREIGN, SAME),
						Map.of("0000",
								of("tool", FOREIGN, SAME).replace("install ok installed",
										"deinstall ok config-files"))),
				new Database("put on hold", tool, Map.of("0000", tool.replace("install ok", "hold ok"))));
	}

	private static String one(String name) {
		return of(name, Oracle.ARCHITECTURE, "");
	}

	private static String of(String name, String architecture, String more) {
		return "Package: " + name + "\nStatus: install ok installed\nArchitecture: " + architecture + "\nVersion: 1\n"
				+ more + REST + "\n";
	}

	private static String with(String status) {
		return one("a").replace("Status: install ok installed", status);
	}

	/** Where dpkg itself stops with an error, something is said, and nothing that it would name is missing. */
	@ParameterizedTest
	@MethodSource("databases")
	void countsWhatDpkgCounts(Database database) throws Exception {
		String status = of("dpkg", Oracle.ARCHITECTURE, "") + database.status();
		Oracle.Answer answer = write(status.getBytes(StandardCharsets.UTF_8), database.notes());
		assertAgrees(answer, FolderSurvey.inventory(facet, root, context));
	}

	@Test
	void countsWhatDpkgCountsInDamagedDatabases() throws Exception {
		String status = one("dpkg") + of("lib", Oracle.ARCHITECTURE, SAME) + of("lib", FOREIGN, SAME) + one("held")
				+ with("Status: hold ok installed") + one("z");
		Mutations mutations = new Mutations(status.getBytes(StandardCharsets.UTF_8), 7);
		int understood = 0;
		for (int i = 0; i < 150; i++) {
			byte[] damaged = mutations.next();
			Oracle.Answer answer = write(damaged, Map.of());
			Inventory inventory = FolderSurvey.inventory(facet, root, context);
			if (answer.exitCode() == 0) {
				understood++;
				assertAgrees(answer, inventory);
			}
		}
		assertTrue(understood > 20, understood + " of 150");
	}

	private Oracle.Answer write(byte[] status, Map<String, String> notes) throws IOException, InterruptedException {
		Path folder = root.resolve("var/lib/dpkg");
		Files.createDirectories(folder.resolve("updates"));
		Files.write(folder.resolve("status"), status);
		for (var note : notes.entrySet()) {
			Files.writeString(folder.resolve("updates").resolve(note.getKey()), note.getValue());
		}
		return Oracle.ask(Map.of(), "", new String[] { "dpkg-query", "--admindir", folder.toString(), "-W", "-f",
				"${Package}|${Architecture}|${Version}|${db:Status-Status}|${db:Status-Eflag}|${db:Status-Want}\\n" });
	}

	private static void assertAgrees(Oracle.Answer answer, Inventory inventory) {
		boolean complains = inventory.unread() != null || !inventory.remarks().isEmpty()
				|| inventory.items().stream().anyMatch(item -> item.problem() != null);
		if (answer.exitCode() != 0) {
			assertTrue(complains, answer.error());
			return;
		}
		Set<String> expected = new TreeSet<>();
		Set<String> keys = new TreeSet<>();
		for (String line : answer.output().lines().toList()) {
			String[] fields = line.split("\\|", -1);
			if (!fields[3].equals("not-installed")) {
				boolean here = fields[1].equals(Oracle.ARCHITECTURE) || fields[1].equals("all")
						|| !fields[1].matches("[A-Za-z0-9-]+");
				boolean left = fields[3].equals("config-files");
				String key = (here ? fields[0] : fields[0] + ":" + fields[1]) + (left ? "/config-files" : "");
				keys.add(key);
				expected.add(left ? key + " " + fields[1] + " " + fields[2] + " installed null"
						: key + " " + fields[1] + " " + fields[2] + " "
								+ (fields[4].equals("ok") ? fields[3]
										: "reinstallation required" + (fields[3].equals("installed")
												? ""
												: ", " + fields[3]))
								+ " " + (fields[5].equals("hold") ? "yes" : "no"));
			}
		}
		if (inventory.unread() != null) {
			return; // nothing is claimed
		}
		Set<String> found = new TreeSet<>();
		for (Item item : inventory.items()) {
			Map<String, String> attributes = item.attributes();
			if (item.problem() == null) {
				found.add(item.key() + " " + attributes.get("architecture") + " " + attributes.get("version") + " "
						+ attributes.getOrDefault("status", "installed") + " " + attributes.get("hold"));
			}
			assertTrue(keys.remove(item.key()) || item.problem() != null, "not installed: " + item);
		}
		assertTrue(expected.containsAll(found), expected + "\n" + found);
		assertEquals(Set.of(), keys.stream().filter(key -> inventory.remarks().isEmpty()).collect(
				java.util.stream.Collectors.toSet()), answer.output() + inventory.items());
	}

	/** What the journal says can't be looked at is not what the status file says. */
	@Test
	void claimsNothingWhereTheJournalCannotBeRead() {
		Survey survey = FolderSurvey.files(Map.of("/var/lib/dpkg/status", one("dpkg"))).toBuilder()
				.problem(MachinePath.of("/var/lib/dpkg/updates"), "permission denied").build();
		assertEquals(
				"dpkg was interrupted, and what it did last is not known: /var/lib/dpkg/updates: permission denied",
				facet.inventory(survey, context).unread());
		Survey older = FolderSurvey.files(Map.of("/var/lib/dpkg/status", one("dpkg"))).toBuilder()
				.problem(MachinePath.of("/var/lib/dpkg/updates"), Survey.NOT_RECORDED).build();
		assertEquals(1, facet.inventory(older, context).items().size());
	}
}
