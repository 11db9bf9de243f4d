/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.MachineException;

/**
 * Compares a laptop with a starter clone whose home has gone its own way, and asks rsync, dconf and dpkg-query whether
 * the result is right. The clone must come out of it byte by byte as it was, also when the process is killed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealCloneTest {

	private static final String ALL_STATES = "same,changed,missing,extra,unread";

	@TempDir
	static Path folder;

	private static Product product;
	private static Shell shell;
	private static Path image;
	private static String digests;
	private static ComparisonDocument first;

	@BeforeAll
	static void make() throws IOException, InterruptedException, MachineException {
		DriftedClone drifted = DriftedClone.make(folder);
		product = drifted.product();
		shell = drifted.shell();
		image = drifted.image();
		digests = digests(StarterGuest.get().image());
	}

	private static String digests(Path backing) throws IOException, InterruptedException {
		return shell.run("sha256sum \"$@\"; stat -c '%s %y %z %i' \"$@\"", image, backing);
	}

	private static Run compare(Object... more) {
		Stream<Object> arguments = Stream.of("compare", image, "--laptop-root", folder.resolve("laptop"), "--home",
				folder.resolve("laptop/home/ann"), "--json", "--state", ALL_STATES);
		return product.run(Stream.concat(arguments, Stream.of(more)).toArray());
	}

	private static ComparisonDocument first() throws IOException, InterruptedException {
		if (first == null) {
			first = new ComparisonDocument(compare().json());
		}
		return first;
	}

	@Test
	@Order(1)
	void dotfilesAsRsyncSeesThem() throws IOException, InterruptedException, MachineException {
		Map<String, String> expected = RsyncOracle.states(shell, folder.resolve("laptop/home/ann"),
				folder.resolve("guest/home/ann"));
		assertTrue(expected.values().containsAll(Set.of("same", "changed", "missing", "extra")), expected.toString());
		assertTrue(expected.size() > 300, () -> "only " + expected.size());
		assertEquals(text(expected), text(first().states("dotfiles")));
		assertEquals(digests, digests(StarterGuest.get().image()), "the image was changed");
	}

	@Test
	@Order(2)
	void whatRulesLeaveOutIsTold() throws IOException, InterruptedException {
		for (String side : Set.of("laptop", "clone")) {
			Map<String, String> leftOut = first().leftOut("dotfiles", side);
			assertEquals("caches", leftOut.get(".cache"));
			assertEquals("histories", leftOut.get(".bash_history"));
			assertEquals("secrets", leftOut.get(".ssh/id_ed25519"));
			assertEquals("dconf", leftOut.get(".config/dconf"));
		}
		assertFalse(Files.readString(folder.resolve("product/out")).contains("TOP-SECRET"));
	}

	@Test
	@Order(2)
	void settingsAsDconfDumpsThem() throws IOException, InterruptedException {
		Map<String, String> laptop = dump(folder.resolve("laptop/home/ann"));
		Map<String, String> clone = dump(folder.resolve("guest/home/ann"));
		assertTrue(laptop.size() >= 10 && clone.size() >= 10, laptop + " " + clone);
		assertEquals(text(states(laptop, clone)), text(first().states("dconf")));
		assertEquals(text(laptop), text(first().attribute("dconf", "laptop", "value")));
		assertEquals(text(clone), text(first().attribute("dconf", "clone", "value")));
	}

	/** @return the settings by path, as dconf prints those of a copy of a user's database */
	private static Map<String, String> dump(Path home) throws IOException, InterruptedException {
		String text = shell.run("""
				rm -rf dump; mkdir -p dump/cfg/dconf dump/run; cp "$1/.config/dconf/user" dump/cfg/dconf/
				echo user-db:user > dump/profile
				XDG_CONFIG_HOME=$PWD/dump/cfg XDG_RUNTIME_DIR=$PWD/dump/run DCONF_PROFILE=$PWD/dump/profile dconf dump /
				""", home);
		Map<String, String> values = new TreeMap<>();
		String directory = "/";
		for (String line : new String(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)).lines().toList()) {
			if (line.startsWith("[")) {
				directory = line.equals("[/]") ? "/" : "/" + line.substring(1, line.length() - 1) + "/";
			} else if (!line.isEmpty()) {
				values.put(directory + line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
			}
		}
		return values;
	}

	@Test
	@Order(2)
	void packagesAsDpkgQueriesThem() throws IOException, InterruptedException {
		Map<String, String> expected = states(packages("laptop"), packages("guest"));
		assertEquals("changed", expected.get("bash"));
		assertEquals("changed", expected.get("grep"));
		assertEquals("extra", expected.get("sed"));
		assertEquals("missing", expected.get("likeness-demo"));
		assertEquals(text(expected), text(first().states("apt-packages")));
	}

	/** @return version, architecture and hold of what is installed, by name */
	private static Map<String, String> packages(String tree) throws IOException, InterruptedException {
		Map<String, String> packages = new TreeMap<>();
		for (String line : shell.lines("dpkg-query --admindir=\"$1/var/lib/dpkg\" -W -f "
				+ "'${db:Status-Status} ${Package} ${Version} ${Architecture} ${db:Status-Want}\\n'",
				folder.resolve(tree))) {
			String[] fields = line.split(" ", 3);
			if (fields[0].equals("installed")) {
				packages.put(fields[1], fields[2]);
			}
		}
		return packages;
	}

	@Test
	@Order(2)
	void settingsOfXfce() throws IOException, InterruptedException {
		assertEquals("""
				xsettings:/Net/IconThemeName extra
				xsettings:/Net/SoundThemeName missing
				xsettings:/Net/ThemeName changed
				xsettings:/Xft/DPI same
				""", text(first().states("xfconf")));
	}

	@Test
	@Order(2)
	void likenessIsTheFormula() throws IOException, InterruptedException {
		double sum = 0;
		double weights = 0;
		for (Map<String, Object> facet : first().facets()) {
			Map<String, Object> counts = Json.object(facet.get("counts"));
			double same = number(counts, "same");
			double all = same + number(counts, "changed") + number(counts, "missing") + number(counts, "extra");
			Object likeness = facet.get("likeness");
			if (all == 0) {
				assertEquals(null, likeness, facet.get("id").toString());
			} else {
				assertEquals(same / all, ((Number) likeness).doubleValue(), 1e-9, facet.get("id").toString());
				sum += number(facet, "weight") * same / all;
				weights += number(facet, "weight");
			}
		}
		assertEquals(sum / weights, first().likeness(), 1e-9);
	}

	private static double number(Map<String, Object> object, String field) {
		return ((Number) object.get(field)).doubleValue();
	}

	/** With no appliance to be had, it can only come from what was remembered. */
	@Test
	@Order(3)
	void secondCompareNeedsNoAppliance() throws IOException, InterruptedException {
		assertTrue(first().seconds("clone").getOrDefault("appliance start", 0.0) > 0,
				first().seconds("clone").toString());
		ComparisonDocument second = new ComparisonDocument(
				compare().with("LIBGUESTFS_PATH", folder.resolve("nowhere")).json());
		assertEquals(Map.of(), second.seconds("clone"));
		assertEquals(first().facets(), second.facets());
	}

	@Test
	@Order(4)
	void killedInTheMiddle() throws IOException, InterruptedException, MachineException {
		product.forgetSurveys();
		long killed = stop(compare(), true);
		assertEquals(digests, digests(StarterGuest.get().image()), "the image was changed");

		long ended = stop(compare(), false);
		assertEquals(digests, digests(StarterGuest.get().image()), "the image was changed");
		assertEquals("",
				shell.run("ls -d /var/tmp/likeness-scratch-" + killed + "-* \"${TMPDIR:-/var/tmp}\"/likeness-scratch-"
						+ ended + "-* 2>/dev/null || :"),
				"scratch folders stayed behind");
		assertEquals("", shell.run("find product/user -name '*.part' -o -name '*.new'"),
				"temporary files stayed behind");
		new ComparisonDocument(product.run("clones", "--json").json());
	}

	/** @return the number of the process, which was stopped as soon as the appliance had been started */
	private static long stop(Run run, boolean atOnce) throws IOException, InterruptedException {
		run.start();
		Instant limit = Instant.now().plus(Duration.ofMinutes(5));
		while (!run.errors().contains("Looking at")) {
			assertTrue(run.process().isAlive() && Instant.now().isBefore(limit), run.errors());
			TimeUnit.MILLISECONDS.sleep(200);
		}
		TimeUnit.SECONDS.sleep(2);
		assertTrue(run.process().isAlive(), "it was too fast for this test");
		long pid = run.process().pid();
		if (atOnce) {
			run.process().destroyForcibly();
		} else {
			run.process().destroy();
		}
		assertTrue(run.process().waitFor(5, TimeUnit.MINUTES), "it does not end");
		assertNotEquals(0, run.process().exitValue());
		for (limit = Instant.now().plusSeconds(300); appliances() > 0; TimeUnit.MILLISECONDS.sleep(200)) {
			assertTrue(Instant.now().isBefore(limit), "an appliance stayed behind");
		}
		return pid;
	}

	/** How many QEMUs hold our image. */
	private static long appliances() throws IOException, InterruptedException {
		return shell.lines(
				"for p in /proc/[0-9]*; do if tr '\\0' ' ' < $p/cmdline 2>/dev/null | grep -q '^[^ ]*qemu.*'\"$1\";"
						+ " then echo $p; fi; done",
				image.getFileName()).size();
	}

	private static Map<String, String> states(Map<String, String> laptop, Map<String, String> clone) {
		Map<String, String> states = new TreeMap<>();
		laptop.forEach((key, value) -> states.put(key,
				!clone.containsKey(key) ? "missing" : clone.get(key).equals(value) ? "same" : "changed"));
		clone.keySet().forEach(key -> states.putIfAbsent(key, "extra"));
		return states;
	}

	private static String text(Map<String, String> values) {
		StringBuilder text = new StringBuilder();
		new TreeMap<>(values).forEach((key, value) -> text.append(key).append(' ').append(value).append('\n'));
		return text.toString();
	}
}
