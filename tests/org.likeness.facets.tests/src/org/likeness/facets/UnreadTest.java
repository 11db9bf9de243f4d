/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.Account;
import org.likeness.core.CompareCommand;
import org.likeness.core.Comparison;
import org.likeness.core.Facet;
import org.likeness.core.FileEntry;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.MachineWrapper;
import org.likeness.core.OperatingSystem;
import org.likeness.core.Plan;
import org.likeness.core.PlanCommand;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.SystemDescription;
import org.likeness.laptop.FolderMachine;

/** What could not be read on one side, and what makes no sense there, is neither missing nor extra on the other. */
class UnreadTest {

	private static final List<Facet> FACETS = List.of(new AptPackages(), new AptSources(), new DconfSettings(),
			new Dotfiles(), new SystemSettings(), new XfconfSettings());
	private static final String CHANNELS = "home/ann/.config/xfce4/xfconf/xfce-perchannel-xml/";

	@TempDir
	private Path folder;

	private Machine laptop;
	private Machine clone;

	@BeforeEach
	void makeMachines() throws Exception {
		for (String name : List.of("laptop", "clone")) {
			put(name, "etc/os-release", "ID=debian\nVERSION_ID=12\nPRETTY_NAME=Debian 12\nVERSION_CODENAME=bookworm\n");
			put(name, "etc/passwd", "ann:x:1000:1000:Ann:/home/ann:/bin/sh\n");
			put(name, "var/lib/dpkg/status",
					"Package: a\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n");
			put(name, "home/ann/.profile", "x\n");
		}
		put("clone", "etc/apt/sources.list.d/private.list", "deb http://private.example.org any main\n");
		put("clone", "etc/apt/sources.list.d/other.list", "deb http://other.example.org any main\n");
		put("clone", "etc/apt/keyrings/k.gpg", "k\n");
		put("clone", "home/ann/.config/mimeapps.list", "[Default Applications]\ntext/html=x.desktop\n");
		put("clone", "etc/default/locale", "LANG=C.UTF-8\n");
		put("clone", CHANNELS + "t.xml", "<?xml version=\"1.0\"?><channel name=\"t\" version=\"1.0\">"
				+ "<property name=\"a\" type=\"int\" value=\"1\"/></channel>");
		laptop = new FolderMachine("laptop", "laptop", folder.resolve("laptop"));
		clone = new FolderMachine("clone", "clone", folder.resolve("clone"));
	}

	private void put(String machine, String path, String content) throws Exception {
		Path file = folder.resolve(machine).resolve(path);
		Files.createDirectories(file.getParent());
		Files.writeString(file, content);
	}

	/** A laptop of which these can't be read: a user without privileges looks at it. */
	private Machine without(String... paths) throws Exception {
		Set<MachinePath> secret = List.of(paths).stream().map(path -> MachinePath.of("/" + path))
				.collect(Collectors.toSet());
		for (String path : paths) {
			put("laptop", path, "?");
		}
		return new MachineWrapper(laptop) {
			@Override
			public Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
				Survey found = super.survey(request, monitor);
				Survey.Builder told = new Survey.Builder().asked(request);
				for (FileEntry entry : found.entries()) {
					told.add(entry);
					if (!secret.contains(entry.path())) {
						found.content(entry.path()).ifPresent(content -> told.content(entry.path(), content));
					} else {
						told.problem(entry.path(), "permission denied");
					}
				}
				return told.build();
			}
		};
	}

	private static Account ann() {
		return new Account("ann", 1000, 1000, "Ann", MachinePath.of("/home/ann"), "/bin/sh");
	}

	private static Comparison compare(Machine from, Machine to) throws MachineException {
		return new CompareCommand(from, to).setFacets(FACETS).setLaptopUser(ann()).call(new NullProgressMonitor());
	}

	private static Plan plan(Machine from, Machine to) throws MachineException {
		return new PlanCommand(from, to).setFacets(FACETS).setSourceUser(ann()).setChoice((facet, item) -> true)
				.call(new NullProgressMonitor());
	}

	private static String states(Comparison comparison, String state) {
		return comparison.facets().stream().flatMap(facet -> facet.items().stream())
				.filter(item -> item.state().word().equals(state)).map(item -> item.key())
				.collect(Collectors.joining("\n"));
	}

	@Test
	void whatALaptopsUserMayNotReadIsUnreadOnBothSides() throws Exception {
		Machine unprivileged = without("etc/apt/sources.list.d/private.list", "etc/apt/keyrings/k.gpg",
				"home/ann/.config/mimeapps.list", "etc/default/locale", CHANNELS + "t.xml");
		Comparison comparison = compare(unprivileged, clone);
		assertEquals("", states(comparison, "extra"));
		String unread = states(comparison, "unread");
		for (String key : List.of("deb http://private.example.org any", "deb http://other.example.org any",
				"keyring /etc/apt/keyrings/k.gpg", "default-application text/html", "locale LANG", "t:/a")) {
			assertTrue(unread.contains(key), key + " in\n" + unread);
		}
		Plan plan = plan(unprivileged, clone);
		assertTrue(plan.isEmpty(), plan.changes().toString());
		// The same that was looked at and is not there.
		assertTrue(states(compare(laptop, clone), "extra").isEmpty() == false);
	}

	@Test
	void ofAnotherSystemOnlyWhatMakesSenseThereIsCompared() throws Exception {
		Files.delete(folder.resolve("clone/var/lib/dpkg/status"));
		for (String gone : List.of("private.list", "other.list")) {
			Files.delete(folder.resolve("clone/etc/apt/sources.list.d").resolve(gone));
		}
		Files.delete(folder.resolve("clone/etc/apt/keyrings/k.gpg"));
		put("clone", "etc/os-release", "ID=fedora\nPRETTY_NAME=Fedora 41\n");
		put("laptop", "etc/apt/sources.list", "deb http://deb.example.org bookworm main\n");
		Comparison comparison = compare(laptop, clone);
		assertEquals("clone: there is no /var/lib/dpkg/status: not a Debian system",
				comparison.facet("apt-packages").orElseThrow().notApplicable());
		assertTrue(comparison.facet("apt-sources").orElseThrow().notApplicable() != null);
		assertEquals(null, comparison.facet("dotfiles").orElseThrow().notApplicable());
		assertTrue(
				plan(laptop, clone).changes().stream().noneMatch(change -> change.path().toString().contains("apt")));
	}

	@Test
	void sourcesOfAnotherDistributionAreNotCompared() throws Exception {
		put("clone", "etc/os-release", "ID=ubuntu\nPRETTY_NAME=Ubuntu 24.04\nVERSION_CODENAME=noble\n");
		put("laptop", "etc/apt/sources.list", "deb http://deb.example.org bookworm main\n");
		Comparison comparison = compare(laptop, clone);
		assertEquals("it belongs to the distribution: Debian 12 and Ubuntu 24.04 are different ones",
				comparison.facet("apt-sources").orElseThrow().notApplicable());
		assertEquals(1, comparison.facet("apt-packages").orElseThrow().likeness().same());
	}

	@Test
	void sourcesOfAnotherReleaseAreNeverMixed() throws Exception {
		put("clone", "etc/os-release", "ID=debian\nPRETTY_NAME=Debian 13\nVERSION_CODENAME=trixie\n");
		put("clone", "etc/apt/sources.list", "deb http://deb.example.org trixie main\n");
		put("laptop", "etc/apt/sources.list", "deb http://deb.example.org bookworm main\n"
				+ "deb http://deb.example.org bookworm-security main\ndeb http://any.example.org any main\n");
		Plan plan = plan(laptop, clone);
		List<String> done = plan.items().stream().filter(item -> item.facet().equals("apt-sources"))
				.map(Plan.PlannedItem::key).filter(key -> key.startsWith("deb ")).toList();
		assertEquals(List.of("deb http://any.example.org any", "deb http://other.example.org any",
				"deb http://private.example.org any"), done);
		assertEquals(3, plan.notDone().stream().filter(item -> item.reason().contains("another release")).count());
	}

	@Test
	void aMachineWithoutUsersIsComparedForWhatNeedsNone() throws Exception {
		Files.delete(folder.resolve("clone/etc/passwd"));
		Comparison comparison = compare(laptop, clone);
		assertEquals(1, comparison.facet("apt-packages").orElseThrow().likeness().same());
		for (String home : List.of("dotfiles", "dconf", "xfconf")) {
			assertEquals("clone: there is no user whose home folder could be looked at",
					comparison.facet(home).orElseThrow().notApplicable());
		}
		assertEquals(null, comparison.facet("system-settings").orElseThrow().notApplicable());
		assertTrue(comparison.cloneUser().isNone());
		put("laptop", "home/ann/.config/mimeapps.list", "[Default Applications]\ntext/html=y.desktop\n");
		Plan plan = plan(laptop, clone);
		assertTrue(plan.changes().stream().noneMatch(change -> change.path().toString().startsWith("/home")
				|| change.path().toString().startsWith("/nonexistent")), plan.changes().toString());
	}

	@Test
	void theDistributionIsUnknownWithoutItsName() {
		OperatingSystem unknown = new OperatingSystem("linux", "", "Linux", "");
		OperatingSystem debian = new OperatingSystem("debian", "12", "Debian", "bookworm");
		assertEquals(false, unknown.isOtherDistribution(debian));
		assertEquals(false, debian.isOtherRelease(new OperatingSystem("debian", "", "Debian", "")));
		assertEquals(true, debian.isOtherRelease(new OperatingSystem("debian", "13", "Debian", "trixie")));
		assertTrue(new SystemDescription(debian, "h", List.of()).firstHuman().isEmpty());
	}
}
