/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.CompareCommand;
import org.likeness.core.Comparison;
import org.likeness.core.Facet;
import org.likeness.core.FileChange;
import org.likeness.core.Plan;
import org.likeness.core.PlanCommand;
import org.likeness.core.State;
import org.likeness.core.Transaction;

/** What facets want may be a symlink or lie behind one, on either side. */
class LinkedRootsTest {

	private static final String CHANNEL = "<channel name=\"t\" version=\"1.0\">"
			+ "<property name=\"a\" type=\"int\" value=\"%s\"/></channel>\n";

	private final List<Facet> facets = List.of(new Dotfiles(), new DconfSettings(), new XfconfSettings(),
			new SystemSettings());

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
		for (Path root : List.of(laptopRoot, cloneRoot)) {
			put(root, "etc/locale.conf", "LANG=" + root.getFileName() + "\n");
			put(root, "usr/share/i18n/SUPPORTED", "de_DE.UTF-8 UTF-8\n");
			put(root, "usr/sbin/locale-gen", "#!/bin/sh\n");
			put(root, "home/ann/.bashrc", "# " + root.getFileName() + "\n");
		}
	}

	private static void put(Path root, String path, String content) throws IOException {
		Path file = root.resolve(path);
		Files.createDirectories(file.getParent());
		Files.writeString(file, content);
	}

	private static void link(Path root, String path, String target) throws IOException {
		Files.createDirectories(root.resolve(path).getParent());
		Files.createSymbolicLink(root.resolve(path), Path.of(target));
	}

	private Plan apply() throws Exception {
		Plan plan = new PlanCommand(laptop, clone).setFacets(facets).setSourceUser(laptop.user())
				.setChoice((facet, item) -> item.keptBy() == null).call(new NullProgressMonitor());
		try (Transaction transaction = clone.begin(new NullProgressMonitor())) {
			transaction.write(plan.changes(), laptop, new NullProgressMonitor());
		}
		return plan;
	}

	private Comparison compare() throws Exception {
		return new CompareCommand(laptop, clone).setFacets(facets).setLaptopUser(laptop.user())
				.call(new NullProgressMonitor());
	}

	private List<String> different() throws Exception {
		return compare().facets().stream().flatMap(facet -> facet.items().stream())
				.filter(item -> item.counts() && item.state() != State.SAME)
				.map(item -> item.key() + " " + item.state()).toList();
	}

	private static List<String> paths(Plan plan) {
		return plan.changes().stream().map(FileChange::path).map(Object::toString).toList();
	}

	private static String reasons(Plan plan) {
		return plan.notDone().stream().map(item -> item.key() + ": " + item.reason())
				.collect(Collectors.joining("\n"));
	}

	private void linkAll(Path root, String value) throws Exception {
		link(root, "etc/default/locale", "../locale.conf");
		link(root, "etc/locale.gen", "/usr/share/i18n/SUPPORTED");
		put(root, "home/ann/dotfiles/mimeapps.list", "[Default Applications]\ntext/html=" + value + ".desktop\n");
		link(root, "home/ann/.config/mimeapps.list", "../dotfiles/mimeapps.list");
		put(root, "home/ann/dotfiles/xfconf/xfce-perchannel-xml/t.xml", CHANNEL.formatted(value.length()));
		link(root, "home/ann/.config/xfce4/xfconf", "/home/ann/dotfiles/xfconf");
	}

	@Test
	void writesWhereTheRootLeads() throws Exception {
		linkAll(laptopRoot, "laptop");
		linkAll(cloneRoot, "a");
		put(laptopRoot, "usr/share/i18n/SUPPORTED", "de_DE.UTF-8 UTF-8\nen_GB.UTF-8 UTF-8\n");

		Plan plan = apply();

		assertEquals("", reasons(plan));
		assertEquals(List.of("/etc/locale.conf", "/home/ann/.bashrc", "/home/ann/dotfiles/mimeapps.list",
				"/home/ann/dotfiles/xfconf/xfce-perchannel-xml/t.xml", "/usr/share/i18n/SUPPORTED"), paths(plan));
		assertEquals(List.of(List.of("locale-gen")), plan.commands().stream().map(each -> each.words()).toList());
		assertTrue(Files.isSymbolicLink(cloneRoot.resolve("etc/default/locale")));
		assertEquals("LANG=laptop\n", Files.readString(cloneRoot.resolve("etc/locale.conf")));
		assertEquals(List.of(), different());
	}

	/** As Debian 13 has it; the laptop may have the file still. */
	@Test
	void aLocaleThatIsALinkInTheCloneIsWrittenToWhereItLeads() throws Exception {
		put(laptopRoot, "etc/default/locale", "LANG=de_DE.UTF-8\n");
		link(cloneRoot, "etc/default/locale", "../locale.conf");
		assertEquals("", reasons(apply()));
		assertEquals("LANG=de_DE.UTF-8\n", Files.readString(cloneRoot.resolve("etc/locale.conf")));
		assertEquals(List.of(), different());
	}

	@Test
	void aHomeMayBeALink() throws Exception {
		put(laptopRoot, "home/ann/.config/app/x", "x");
		put(laptopRoot, "home/ann/.config/mimeapps.list", "[Default Applications]\na/b=c\n");
		Files.createDirectories(cloneRoot.resolve("data"));
		Files.move(cloneRoot.resolve("home/ann"), cloneRoot.resolve("data/ann"));
		link(cloneRoot, "home/ann", "../data/ann");
		Plan plan = apply();
		assertEquals("", reasons(plan));
		assertEquals(List.of("/data/ann/.bashrc", "/data/ann/.config", "/data/ann/.config/app",
				"/data/ann/.config/app/x", "/data/ann/.config/mimeapps.list", "/etc/locale.conf"), paths(plan));
		assertEquals(List.of(), different());
	}

	@Test
	void oneItemThatLeadsNowhereStopsNoOther() throws Exception {
		put(laptopRoot, "etc/default/locale", "LANG=de_DE.UTF-8\n");
		link(cloneRoot, "etc/default/locale", "/nowhere/at/all");
		Files.delete(cloneRoot.resolve("etc/locale.conf"));
		Plan plan = apply();
		assertEquals("locale LANG: /etc/default/locale is a symlink in the target, and leads to nothing",
				reasons(plan));
		assertEquals("# laptop\n", Files.readString(cloneRoot.resolve("home/ann/.bashrc")));
		assertTrue(Files.notExists(cloneRoot.resolve("nowhere")));
	}

	/** Its .config is on another disk: nobody looked at what is below it there. */
	@Test
	void nothingIsRemovedBecauseTheLaptopsFolderIsALink() throws Exception {
		for (String config : List.of(laptopRoot + "/mnt/fast/cfg", cloneRoot + "/home/ann/.config")) {
			put(Path.of(config), "gtk-3.0/settings.ini", "[Settings]\n");
			put(Path.of(config), "mimeapps.list", "[Default Applications]\na/b=c\n");
		}
		put(cloneRoot, "home/ann/.config/only/here", "kept");
		link(laptopRoot, "home/ann/.config", "/mnt/fast/cfg");
		Plan plan = apply();
		assertEquals(List.of("/etc/locale.conf", "/home/ann/.bashrc"), paths(plan));
		assertEquals("kept", Files.readString(cloneRoot.resolve("home/ann/.config/only/here")));
		assertTrue(reasons(plan).contains(".config/only/here: laptop: .config is a symlink"), reasons(plan));
		assertTrue(compare().facets().stream().filter(facet -> facet.facet().id().equals("dotfiles"))
				.anyMatch(facet -> facet.ofLaptop().remarks().toString().contains(".config -> /mnt/fast/cfg")));
	}

	@Test
	void itIsSaidWhereLinksLeadToWhatIsNoDotfile() throws Exception {
		for (Path root : List.of(laptopRoot, cloneRoot)) {
			put(root, "home/ann/dotfiles/vimrc", root.toString());
			link(root, "home/ann/.vimrc", "/home/ann/dotfiles/vimrc");
			link(root, "home/ann/.x", ".bashrc");
			link(root, "home/ann/.y", "/usr/share/y");
		}
		assertEquals(List.of(
				"1 symlink leads to what is no dotfile; only where it leads is compared, not what is there: "
						+ ".vimrc -> /home/ann/dotfiles/vimrc"),
				compare().facets().stream().filter(facet -> facet.facet().id().equals("dotfiles"))
						.flatMap(facet -> facet.ofLaptop().remarks().stream()).toList());
	}

	/** Whoever owns a symlink in a home may lead it to any file of the system. */
	@Test
	void aLinkOutOfTheHomeIsFollowedOnlyToWhatIsTheUsers() throws Exception {
		put(laptopRoot, "home/ann/.config/mimeapps.list", "[Default Applications]\na/b=c\n");
		put(cloneRoot, "etc/sudoers", "root ALL=(ALL) ALL\n");
		link(cloneRoot, "home/ann/.config/mimeapps.list", "/etc/sudoers");
		FolderClone other = new FolderClone(cloneRoot, "/home/ann", 12345);
		Plan plan = new PlanCommand(laptop, other).setFacets(facets).setSourceUser(laptop.user())
				.setChoice((facet, item) -> true).call(new NullProgressMonitor());
		assertTrue(reasons(plan).contains("/home/ann/.config/mimeapps.list leads in the target to /etc/sudoers, "
				+ "which is not the user's"), reasons(plan));
		assertTrue(paths(plan).stream().noneMatch("/etc/sudoers"::equals));
	}
}
