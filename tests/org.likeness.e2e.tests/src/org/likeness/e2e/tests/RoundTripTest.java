/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.MachineException;

/**
 * Makes a real guest like a laptop, looks at it with rsync, dconf, git, e2fsck and qemu-img, boots it, and rolls all of
 * it back: the files must be what they were, with modes, owners and times.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RoundTripTest {

	private static final Duration LIMIT = Duration.ofMinutes(10);
	/** The linker's cache is made anew, with the same contents, when libraries come and go. */
	private static final Set<String> LEFT_BY_DPKG = Set.of(".d..t...... ./", ".f..t...... ld.so.cache");
	private static final Set<String> FACETS = Set.of("apt-sources", "dotfiles", "dconf", "system-settings",
			"xfconf");

	@TempDir
	static Path folder;

	private static DriftedClone drifted;
	private static String attributes;
	/** How many bytes were free in the clone when it was last read, as df says. */
	private static long free;

	@BeforeAll
	static void make() throws IOException, InterruptedException, MachineException {
		drifted = DriftedClone.make(folder);
		attributes = read("before");
	}

	/**
	 * Reads home and settings of the guest with guestfish, and lets e2fsck look at its file system.
	 *
	 * @return what getfattr and getfacl say of the home
	 */
	private static String read(String into) throws IOException, InterruptedException {
		String said = drifted.shell().run("""
				LIBGUESTFS_BACKEND_SETTINGS=$3 guestfish --ro -a "$1" <<-END
				run
				mount-ro /dev/sda1 /
				tar-out /home/ann $2-home.tar xattrs:true acls:true
				tar-out /etc $2-etc.tar
				tar-out /var/lib/dpkg $2-dpkg.tar
				tar-out /var/lib/apt $2-apt.tar
				debug sh "cd /sysroot/home/ann; find . -type f,d -print0 | sort -z > /tmp/all"
				debug sh "cd /sysroot/home/ann; xargs -0 -a /tmp/all getfattr -d -m - --"
				debug sh "cd /sysroot/home/ann; xargs -0 -a /tmp/all getfacl -n --"
				debug sh "e2fsck -fn \\$(df --output=source /sysroot | tail -n 1) 2>&1; echo ended with \\$?"
				debug sh "echo free: \\$(df -B1 --output=avail /sysroot | tail -n 1)"
				END
				mkdir -p $2/home $2/etc $2/dpkg $2/apt
				tar -C $2/home --xattrs --acls --numeric-owner -xpf $2-home.tar
				for part in etc dpkg apt; do tar -C $2/$part --numeric-owner -xpf $2-$part.tar; done
				qemu-img check -q "$1"
				""", drifted.image(), into, DriftedClone.backendSettings());
		assertTrue(said.contains("ended with 0"), said);
		free = said.lines().filter(line -> line.startsWith("free: "))
				.mapToLong(line -> Long.parseLong(line.substring("free: ".length()))).findFirst().orElseThrow();
		return said.substring(0, said.lastIndexOf("e2fsck"));
	}

	private static Run run(String command, Object... more) {
		Stream<Object> arguments = Stream.of(command, drifted.image());
		Stream<Object> laptop = command.equals("history") || command.equals("check") ? Stream.of()
				: Stream.of("--laptop-root", folder.resolve("laptop"), "--home", folder.resolve("laptop/home/ann"));
		return drifted.product().run(Stream.of(arguments, Stream.of(more), laptop).flatMap(all -> all).toArray());
	}

	private static void succeed(Run run) throws IOException, InterruptedException {
		assertEquals(0, run.status(), () -> {
			try {
				return run.output() + run.errors();
			} catch (IOException e) {
				return e.toString();
			}
		});
	}

	@Test
	@Order(1)
	void planChangesNothing() throws Exception {
		String before = drifted.shell().run("sha256sum \"$1\"", drifted.image());
		Run plan = run("plan", "--all", "--verbose");
		succeed(plan);
		assertTrue(plan.output().contains(".file-then-folder"), plan.output());
		assertTrue(plan.output().contains(".mode-changed"), plan.output());
		assertTrue(plan.output().contains("  run locale-gen in the clone\n"), plan.output());
		assertEquals(before, drifted.shell().run("sha256sum \"$1\"", drifted.image()));
	}

	/** A package whose program is another package's in the clone. */
	@Test
	@Order(1)
	void aPackageThatFailsLeavesTheCloneAsItWas() throws Exception {
		Path status = folder.resolve("laptop/var/lib/dpkg/status");
		String packages = Files.readString(status, StandardCharsets.ISO_8859_1);
		String before = drifted.shell().run("sha256sum \"$1\"", drifted.image());
		try {
			Files.writeString(status, packages + "Package: " + DriftedClone.OBSTRUCTED
					+ "\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n\n",
					StandardCharsets.ISO_8859_1);
			Run apply = run("apply", "--item", "apt-packages:" + DriftedClone.OBSTRUCTED, "--yes");
			assertEquals(3, apply.status(), apply.output() + apply.errors());
			assertTrue(apply.errors().contains("archives/" + DriftedClone.OBSTRUCTED + "_"), apply.errors());
			assertTrue(apply.errors().contains("The clone is as it was"), apply.errors());
		} finally {
			Files.writeString(status, packages, StandardCharsets.ISO_8859_1);
		}
		assertTrue(drifted.shell().run("cat \"$1.likeness/packages.log\"", drifted.image())
				.contains("/usr/bin/" + DriftedClone.OBSTRUCTED));
		assertEquals(before, drifted.shell().run("sha256sum \"$1\"", drifted.image()));
	}

	/** locale-gen itself says that all is well then. */
	@Test
	@Order(1)
	void aLocaleThatCannotBeGeneratedLeavesTheCloneAsItWas() throws Exception {
		Path list = folder.resolve("laptop/etc/locale.gen");
		String locales = Files.readString(list);
		String before = drifted.shell().run("sha256sum \"$1\"", drifted.image());
		try {
			Files.writeString(list, locales + "xx_XX.UTF-8 UTF-8\n");
			Run apply = run("apply", "--item", "system-settings:generated-locale xx_XX.UTF-8", "--yes");
			assertEquals(3, apply.status(), apply.output() + apply.errors());
			assertTrue(apply.errors().contains("The clone's own locale-gen failed ("), apply.errors());
			assertTrue(apply.errors().contains("xx_XX"), apply.errors());
			assertTrue(apply.errors().contains("The clone is as it was"), apply.errors());
		} finally {
			Files.writeString(list, locales);
		}
		assertEquals(before, drifted.shell().run("sha256sum \"$1\"", drifted.image()));
	}

	/** As by SIGKILL or a power cut while the appliance writes. */
	@Test
	@Order(1)
	void killedInTheMiddleTheCloneIsAsItWas() throws Exception {
		String before = drifted.shell().run("sha256sum \"$1\"", drifted.image());
		Run apply = run("apply", "--facet", "dotfiles", "--yes").start();
		Instant limit = Instant.now().plus(LIMIT);
		Path overlay = Path.of(drifted.image() + ".likeness/overlay.qcow2");
		while (!apply.errors().contains("Writing ") && (!Files.exists(overlay) || Files.size(overlay) < 1 << 20)) {
			assertTrue(apply.process().isAlive() && Instant.now().isBefore(limit), apply.errors());
			TimeUnit.MILLISECONDS.sleep(20);
		}
		apply.process().destroyForcibly().waitFor();
		assertTrue(Files.exists(overlay));
		Run history = run("history");
		succeed(history);
		assertTrue(history.errors().contains("Nothing of it was written to the clone"), history.errors());
		assertFalse(Files.exists(overlay));
		assertEquals(before, drifted.shell().run("sha256sum \"$1\"", drifted.image()));
	}

	@Test
	@Order(2)
	void makesTheCloneLikeTheLaptop() throws Exception {
		long freeBefore = free;
		Run apply = run("apply", "--all", "--yes", "--message", "Take over all that can be", "--json");
		succeed(apply);
		String attributesAfter = read("after");
		assertRoom(apply, freeBefore, free);
		Map<String, String> dotfiles = RsyncOracle.states(drifted.shell(), folder.resolve("laptop/home/ann"),
				folder.resolve("after/home"));
		dotfiles.remove(".attributes-user"); // its lists name whoever runs this test, and in the clone the user there
		assertEquals(Set.of("same"), new TreeSet<>(dotfiles.values()), dotfiles.toString());
		assertTrue(attributesAfter.contains("# file: .attributes-user\n# owner: 1000\n# group: 1000\nuser::rw-\n"
				+ "user:1000:r-x\ngroup::r--\ngroup:1000:r-x\nmask::r-x\nother::r--\n"), attributesAfter);
		assertTrue(attributesAfter.contains("# file: .attributes-laptop\nuser.bytes=0sAP8KPQ==\n"), attributesAfter);
		assertTrue(attributesAfter.contains("# file: .config\nuser.folder=\"x\"\n"), "a folder's own stay");
		assertFalse(attributesAfter.contains("user.only"), attributesAfter);
		assertEquals(dump("laptop/home/ann"), dump("after/home"));
		assertEquals(drifted.shell().run("cat before/etc/machine-id before/etc/fstab before/etc/hostname"),
				drifted.shell().run("cat after/etc/machine-id after/etc/fstab after/etc/hostname"),
				"the clone keeps its identity");
		assertEquals("",
				drifted.shell().run("find after/home ! -user 1000 -o ! -group 1000"), "all of it is the user's");
	}

	/** Packages say in about what they take; dpkg keeps lists of files beside that. */
	private static void assertRoom(Run apply, long before, long after) throws IOException, InterruptedException {
		List<Object> fileSystems = Json.list(apply.json().get("fileSystems"));
		assertEquals(1, fileSystems.size());
		Map<String, Object> root = Json.object(fileSystems.get(0));
		long told = ((Number) root.get("free")).longValue();
		long taken = told - ((Number) root.get("freeAfter")).longValue();
		String figures = "df: " + before + " - " + after + " = " + (before - after) + ", told: " + told + ", " + taken;
		assertEquals(before, told, 1 << 20, figures);
		assertEquals(before - after, taken, (before - after) / 10.0 + (1 << 20), figures);
	}

	/** @return what dpkg knows of the packages, by name: status, architecture and version */
	private static Map<String, String> packages(String state) throws IOException, InterruptedException {
		Map<String, String> packages = new TreeMap<>();
		for (String line : drifted.shell().lines("dpkg-query --admindir=\"$1/dpkg\" -W -f "
				+ "'${Package} ${Status} ${Architecture} ${Version}\\n'", state)) {
			String[] fields = line.split(" ", 2);
			packages.put(fields[0], fields[1]);
		}
		return packages;
	}

	@Test
	@Order(3)
	void hasTheLaptopsPackages() throws Exception {
		Map<String, String> before = packages("before");
		Map<String, String> after = packages("after");
		assertEquals("install ok installed amd64 2.10-3", after.get("hello"));
		assertTrue(after.get("file").startsWith("install ok installed amd64 "), "another version instead");
		assertTrue(after.get("psmisc").startsWith("deinstall ok config-files "), "its own script would run in a purge");
		assertEquals(before.get("bash"), after.get("bash"), "a version that can't be had");
		assertEquals(before.get("sed"), after.get("sed"), "no system can be without it");
		assertEquals(before.get("grep").replace("install ok", "hold ok"), after.get("grep"));
		Set<String> others = new TreeSet<>(after.keySet());
		others.removeAll(before.keySet());
		assertEquals(new TreeSet<>(Set.of("file", "hello", "libmagic-mgc", "libmagic1")), others);
		String automatic = drifted.shell().run("cat after/apt/extended_states");
		assertTrue(automatic.contains("Package: libmagic1\nArchitecture: amd64\nAuto-Installed: 1\n"), automatic);
		assertFalse(automatic.contains("Package: hello\nArchitecture: amd64\nAuto-Installed: 1\n"), automatic);
		assertEquals("", drifted.shell().run("find after/etc -name policy-rc.d"));
	}

	private static String dump(String home) throws IOException, InterruptedException {
		return drifted.shell().run("""
				rm -rf dump; mkdir -p dump/cfg/dconf dump/run; cp "$1/.config/dconf/user" dump/cfg/dconf/
				echo user-db:user > dump/profile
				XDG_CONFIG_HOME=$PWD/dump/cfg XDG_RUNTIME_DIR=$PWD/dump/run DCONF_PROFILE=$PWD/dump/profile dconf dump /
				""", home);
	}

	@Test
	@Order(3)
	void isAsLikeAsItCanBe() throws Exception {
		Map<String, Object> compared = run("compare", "--json", "--state", "same,changed,missing,extra,unread").json();
		Map<?, ?> seconds = (Map<?, ?>) ((Map<?, ?>) compared.get("clone")).get("seconds");
		assertFalse(seconds.containsKey("appliance start"), "what the apply has read is remembered: " + seconds);
		ComparisonDocument document = new ComparisonDocument(compared);
		for (Map<String, Object> facet : document.facets()) {
			if (FACETS.contains(facet.get("id"))) {
				assertEquals(1.0, ((Number) facet.get("likeness")).doubleValue(), facet.get("id").toString());
			}
		}
		Run check = run("check");
		succeed(check);
		assertTrue(check.output().contains("/dev/sda1 (ext4) whole\n"), check.output());
		assertTrue(check.output().contains("what the clone is\n"), check.output());
		assertFalse(check.output().contains("interrupted"), check.output());
	}

	@Test
	@Order(3)
	void boots() throws Exception {
		try (SerialConsole console = new SerialConsole(drifted.image())) {
			console.waitFor(Pattern.compile("-clone login: "), LIMIT);
			console.type(StarterGuest.USER);
			console.waitFor(Pattern.compile("Password: "), LIMIT);
			console.type(StarterGuest.get().password());
			console.waitFor(Pattern.compile("\\$ "), LIMIT);
			assertTrue(console.run("cat ~/.config/app-0/file-120.conf", LIMIT).contains("setting 120 = 14400"));
			assertTrue(console.run("stat -c %a ~/.mode-changed", LIMIT).contains("600"));
			assertTrue(console.run("locale -a", LIMIT).contains("en_DK.utf8"));
			assertTrue(console.run("hello", LIMIT).contains("Hello, world!"));
			assertTrue(console.run("file -b --mime-type ~/.script", LIMIT).contains("text/x-shellscript"));
			assertEquals("",
					console.run("dpkg --audit; dpkg --verify hello file libmagic1 libmagic-mgc", LIMIT).strip());
		}
	}

	@Test
	@Order(4)
	void historyIsPlainGit() throws Exception {
		String git = "git --git-dir=\"$1.likeness/history.git\" ";
		assertEquals("", drifted.shell().run(git + "fsck --strict --no-dangling --no-progress", drifted.image()));
		List<String> titles = drifted.shell().lines(git + "log --format=%s", drifted.image());
		assertEquals(List.of("Take over all that can be", "State before the first step"), titles);
		assertTrue(drifted.shell().run(git + "log -p -1", drifted.image()).contains("+setting 120 = 14400"));
		assertFalse(drifted.shell().run(git + "log -p --all --text", drifted.image()).contains("TOP-SECRET"));
		assertEquals("700\n", drifted.shell().run("stat -c %a \"$1.likeness\"", drifted.image()));
		Run history = run("history");
		succeed(history);
		assertTrue(history.output().contains("Take over all that can be"), history.output());
	}

	@Test
	@Order(5)
	void rollsBackEveryByte() throws Exception {
		String first = drifted.shell().run("git --git-dir=\"$1.likeness/history.git\" rev-parse main~1",
				drifted.image()).strip();
		succeed(run("rollback", first, "--yes"));
		assertEquals(attributes, read("rolled-back"));
		for (String part : List.of("home", "etc")) {
			List<String> differences = new ArrayList<>(drifted.shell()
					.lines("rsync -nacAXH --delete --itemize-changes \"before/$1/\" \"rolled-back/$1/\"", part));
			differences.removeAll(LEFT_BY_DPKG);
			assertEquals(List.of(), differences, part);
		}
		assertEquals(packages("before"), packages("rolled-back"));
		String states = "perl -00 -ne 'print' \"$1/apt/extended_states\" | sed '/^$/d' | paste - - - | sort";
		assertEquals(drifted.shell().run(states, "before"), drifted.shell().run(states, "rolled-back"));
		assertEquals("3\n",
				drifted.shell().run("git --git-dir=\"$1.likeness/history.git\" rev-list --count main",
						drifted.image()));
	}
}
