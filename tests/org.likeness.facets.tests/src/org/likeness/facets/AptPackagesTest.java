/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.likeness.core.FacetContext;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachinePath;
import org.likeness.core.Rule;
import org.likeness.core.Survey;

/** Reads installed packages; dpkg and apt of this machine are the oracles. */
class AptPackagesTest {

	private static final String DPKG = """
			Package: dpkg
			Status: install ok installed
			Architecture: amd64
			Version: 1.21.22
			""";

	private final AptPackages facet = new AptPackages();
	private final FacetContext context = FolderSurvey.context("/home/ann", facet.rules());

	@Test
	void agreesWithDpkgQuery() throws Exception {
		String nativeSuffix = ":" + Oracle.run("dpkg", "--print-architecture").strip() + "|";
		Set<String> expected = new TreeSet<>();
		for (String line : Oracle.run("dpkg-query", "-W", "-f",
				"${db:Status-Status}|${binary:Package}|${Version}|${Architecture}|${db:Status-Want}\\n").split("\n")) {
			String[] fields = line.replace(nativeSuffix, "|").split("\\|");
			if (fields[0].equals("config-files")) {
				expected.add(fields[1] + "/config-files " + fields[2] + " " + fields[3] + " null");
			} else if (fields[0].equals("installed")) {
				expected.add(fields[1] + " " + fields[2] + " " + fields[3] + " "
						+ (fields[4].equals("hold") ? "yes" : "no"));
			}
		}
		Set<String> found = new TreeSet<>();
		for (Item item : FolderSurvey.inventory(facet, Path.of("/"), "/root").items()) {
			Map<String, String> attributes = item.attributes();
			found.add(item.key() + " " + attributes.get("version") + " " + attributes.get("architecture") + " "
					+ attributes.get("hold"));
		}
		assertTrue(expected.size() > 100, "this machine has packages");
		assertEquals(String.join("\n", expected), String.join("\n", found));
	}

	@Test
	void agreesWithAptMark() throws Exception {
		Inventory inventory = FolderSurvey.inventory(facet, Path.of("/"), "/root");
		assertEquals(Oracle.lines("apt-mark", "showmanual"), keys(inventory, "marked", "manual"));
		assertEquals(Oracle.lines("apt-mark", "showauto"), keys(inventory, "marked", "automatic"));
		assertEquals(Oracle.lines("apt-mark", "showhold"), keys(inventory, "hold", "yes"));
	}

	@Test
	void tellsForeignArchitecturesApart() {
		assertEquals("""
				dpkg {architecture=amd64, hold=no, marked=manual, version=1.21.22}
				libc6 {architecture=amd64, hold=yes, marked=automatic, version=2.36-9}
				libc6:i386 {architecture=i386, hold=no, marked=manual, version=2.36-9}
				tzdata {architecture=all, hold=no, marked=automatic, version=2024a-0}
				""", items(DPKG + stanza("libc6", "hold ok installed", "amd64", "2.36-9\nMulti-Arch: same")
				+ stanza("libc6", "install ok installed", "i386", "2.36-9\nMulti-Arch: same")
				+ stanza("tzdata", "install ok installed", "all", "2024a-0"), """
						Package: libc6
						Architecture: amd64
						Auto-Installed: 1

						Package: libc6
						Architecture: i386
						Auto-Installed: 0

						Package: tzdata
						Architecture: amd64
						Auto-Installed: 1
						"""));
	}

	@Test
	void leavesOutWhatIsNotThereAndTellsWhatIsHalfInstalledOrLeft() {
		assertEquals("""
				a/config-files {architecture=all, version=1}
				c {architecture=all, hold=no, marked=manual, status=half-configured, version=1}
				d {architecture=all, hold=no, marked=manual, status=half-installed, version=1}
				dpkg {architecture=amd64, hold=no, marked=manual, version=1.21.22}
				e {architecture=all, hold=no, marked=manual, status=reinstallation required, version=1}
				libc6:i386/config-files {architecture=i386, version=2}
				""", items(DPKG + stanza("a", "deinstall ok config-files", "all", "1")
				+ stanza("libc6", "deinstall ok config-files", "i386", "2")
				+ "\nPackage: b\nStatus: unknown ok not-installed\n"
				+ stanza("c", "install ok half-configured", "all", "1")
				+ stanza("d", "install ok half-installed", "all", "1")
				+ stanza("e", "install reinstreq installed", "all", "1"), ""));
	}

	@Test
	void passesOverMalformedParagraphsAndSaysSo() {
		Inventory inventory = inventory("""
				Package: ../evil\u001b[2J
				Status: install ok installed

				Version: 1
				Status: install ok installed

				Package: no-version
				Status: install ok installed
				Architecture: all

				Package: odd-status
				Status: perhaps
				Architecture: all
				Version: 1

				Package: odd-line
				Status: install ok installed
				this is no field
				Architecture: all
				Version: 1

				Package: twice
				Package: again
				Status: install ok installed
				Architecture: all
				Version: 1

				""" + DPKG, "what is this?\n");
		assertEquals("""
				dpkg {architecture=amd64, hold=no, marked=manual, version=1.21.22}
				no-version {} (its paragraph in /var/lib/dpkg/status has no version, or a malformed one)
				odd-line {} (its paragraph in /var/lib/dpkg/status is malformed: line 18 has no field name)
				odd-status {} (its paragraph in /var/lib/dpkg/status has a malformed status, "perhaps")
				twice {} (its paragraph in /var/lib/dpkg/status is malformed: line 23 gives the field package again)
				""", text(inventory));
		assertEquals(
				"""
						/var/lib/dpkg/status: the paragraph at line 1 has a malformed package name, "../evil\\x1b[2J"; passed over
						/var/lib/dpkg/status: the paragraph at line 4 names no package; passed over
						/var/lib/apt/extended_states: 1 malformed paragraphs; passed over""",
				String.join("\n", inventory.remarks()));
		assertEquals("/var/lib/dpkg/status has a paragraph that names no package",
				inventory.unreadScopes().get(0).reason());
	}

	@Test
	void saysWhyThereIsNoStatus() {
		assertEquals("there is no /var/lib/dpkg/status: not a Debian system",
				facet.inventory(new Survey.Builder().build(), context).unread());
		assertEquals("/var/lib/dpkg/status: permission denied", facet.inventory(new Survey.Builder()
				.problem(MachinePath.of("/var/lib/dpkg/status"), "permission denied").build(), context).unread());
		for (String text : new String[] { "", "\n\n", "\0".repeat(1000), "Hello, world\n", "Version: 1\n" }) {
			assertEquals("/var/lib/dpkg/status is not a status of dpkg: no paragraph names a package",
					inventory(text, "").unread());
		}
	}

	@Test
	void keepsWhatBelongsToTheMachine() {
		Map<String, String> expected = Map.ofEntries(Map.entry("linux-image-6.1.0-56-amd64", "kernel"),
				Map.entry("linux-headers-amd64", "kernel"), Map.entry("linux-modules-5.15.0-1-generic", "kernel"),
				Map.entry("linux-kbuild-6.1", "kernel"), Map.entry("firmware-iwlwifi", "firmware"),
				Map.entry("intel-microcode", "firmware"), Map.entry("grub-efi-amd64-signed", "boot-loader"),
				Map.entry("shim-signed", "boot-loader"), Map.entry("extlinux", "boot-loader"),
				Map.entry("nvidia-driver", "gpu-driver"), Map.entry("xserver-xorg-video-amdgpu", "gpu-driver"),
				Map.entry("qemu-guest-agent", "guest-tools"), Map.entry("open-vm-tools-desktop", "guest-tools"));
		expected.forEach((name, rule) -> assertEquals(rule, keptBy(name), name));
		for (String name : new String[] { "linux-libc-dev", "libgl1-mesa-dri", "mesa-utils", "xserver-xorg-core",
				"bash",
				"util-linux", "tlp", "upower", "qemu-utils" }) {
			assertEquals("", keptBy(name), name);
		}
	}

	@Test
	void obeysAnIgnoreRule() {
		FacetContext ignoring = FolderSurvey.context("/home/ann",
				java.util.List.of(Rule.of("mine", "Mine.", Rule.Effect.IGNORE, "dp*")));
		Inventory inventory = facet.inventory(FolderSurvey.files(Map.of("/var/lib/dpkg/status", DPKG)), ignoring);
		assertEquals("[]", inventory.items().toString());
		assertEquals("[LeftOut[key=dpkg, rule=mine]]", inventory.leftOut().toString());
	}

	@Test
	void readsALargeStatusInWellUnderASecond() throws Exception {
		String own = Files.readString(Path.of("/var/lib/dpkg/status"));
		StringBuilder large = new StringBuilder(16 << 20);
		for (int i = 0; large.length() < 15 << 20; i++) {
			large.append(own.replace("Package: ", "Package: p" + i + "-")).append('\n');
		}
		Survey survey = FolderSurvey.files(Map.of("/var/lib/dpkg/status", large.toString()));
		// Not by the clock on the wall: other tests may run beside.
		ThreadMXBean thread = ManagementFactory.getThreadMXBean();
		long best = Long.MAX_VALUE;
		for (int i = 0; i < 3; i++) {
			long begin = thread.getCurrentThreadCpuTime();
			assertTrue(facet.inventory(survey, context).items().size() > 5000);
			best = Math.min(best, thread.getCurrentThreadCpuTime() - begin);
		}
		assertTrue(best < 1_000_000_000, best / 1_000_000 + " ms");
	}

	private String keptBy(String name) {
		return facet.rules().stream().filter(rule -> rule.effect() == Rule.Effect.KEEP && rule.matches(name))
				.map(Rule::name).collect(Collectors.joining(" "));
	}

	private static String stanza(String name, String status, String architecture, String version) {
		return "\nPackage: " + name + "\nStatus: " + status + "\nArchitecture: " + architecture + "\nVersion: "
				+ version
				+ "\nDescription: short\n long\n .\n more\n";
	}

	private String items(String status, String states) {
		Inventory inventory = inventory(status, states);
		assertEquals("[]", inventory.remarks().toString());
		return text(inventory);
	}

	private Inventory inventory(String status, String states) {
		return facet.inventory(
				FolderSurvey.files(Map.of("/var/lib/dpkg/status", status, "/var/lib/apt/extended_states", states)),
				context);
	}

	private static String text(Inventory inventory) {
		return inventory.items().stream().map(item -> item + "\n").collect(Collectors.joining());
	}

	private static String keys(Inventory inventory, String attribute, String value) {
		return inventory.items().stream().filter(item -> value.equals(item.attributes().get(attribute))).map(Item::key)
				.sorted().collect(Collectors.joining("\n"));
	}
}
